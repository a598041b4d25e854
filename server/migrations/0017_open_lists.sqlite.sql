-- Which kinds of ids there are, and which languages, is said once, in the program: base/external_ids.hpp, locales/.
CREATE TABLE movie_ids (
  provider    TEXT NOT NULL,
  external_id TEXT NOT NULL,
  movie_id    BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  PRIMARY KEY (provider, external_id, movie_id)
) @link_table;
INSERT INTO movie_ids (provider, external_id, movie_id)
  SELECT provider, external_id, movie_id FROM movie_external_ids ORDER BY provider, external_id, movie_id;
DROP TABLE movie_external_ids;
ALTER TABLE movie_ids RENAME TO movie_external_ids;
DELETE FROM postponed_indexes WHERE name = 'movie_external_ids_by_movie';
CREATE INDEX movie_external_ids_by_movie ON movie_external_ids (movie_id);

CREATE TABLE person_ids (
  provider    TEXT NOT NULL,
  external_id TEXT NOT NULL,
  person_id   BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (provider, external_id)
) @link_table;
INSERT INTO person_ids (provider, external_id, person_id)
  SELECT provider, external_id, person_id FROM person_external_ids ORDER BY provider, external_id;
DROP TABLE person_external_ids;
ALTER TABLE person_ids RENAME TO person_external_ids;
CREATE INDEX person_external_ids_by_person ON person_external_ids (person_id);

ALTER TABLE users ADD COLUMN spoken TEXT NOT NULL DEFAULT 'en';
UPDATE users SET spoken = language;
ALTER TABLE users DROP COLUMN language;
ALTER TABLE users RENAME COLUMN spoken TO language;
