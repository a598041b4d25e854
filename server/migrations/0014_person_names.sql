-- What people are called in other languages; `people.name` is how they are known in Latin letters.
CREATE TABLE person_names (
  person_id BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  language  TEXT NOT NULL,
  name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  PRIMARY KEY (person_id, language)
) @link_table;
-- Cards show the names of directors: they are made again at the next start.
DELETE FROM movie_cards;
