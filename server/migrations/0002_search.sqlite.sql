-- Derived: the search index. `rowid` is 'unknownness' in its high bits and the id in its low 32, so that reading in
-- the order of rowid and stopping early gives the best known first. Texts are folded (base/text.hpp) before.
CREATE VIRTUAL TABLE search_movies USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4', detail = none);
CREATE VIRTUAL TABLE search_people USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4', detail = none);

-- Every title of every film, whole and folded: exact matches, and 'do we have this film already'.
CREATE TABLE search_titles (
  folded   TEXT NOT NULL,
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  PRIMARY KEY (folded, movie_id)
) WITHOUT ROWID;
CREATE INDEX search_titles_by_movie ON search_titles (movie_id);

-- Where a film or a person stands in the index now.
CREATE TABLE search_places (
  kind  TEXT NOT NULL CHECK (kind IN ('movie', 'person')),
  id    BIGINT NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- The vocabulary, for typing errors: a word, and its letters three by three.
CREATE TABLE search_words (
  id   INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
);
CREATE TABLE search_trigrams (
  trigram TEXT NOT NULL,
  length  INTEGER NOT NULL,
  word_id INTEGER NOT NULL REFERENCES search_words (id) ON DELETE CASCADE,
  PRIMARY KEY (trigram, length, word_id)
) WITHOUT ROWID;
