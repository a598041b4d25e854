-- The catalogue: what is true of a film, whoever looks at it.
-- @key, @link_table and @binary are the dialect's three words: see server/src/db/dialect.cpp.
-- 0 stands for 'unknown' in columns that lists are sorted by, so that both engines order alike.

CREATE TABLE movies (
  id             @key,
  title          TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
  sort_title     TEXT @binary NOT NULL,
  original_title TEXT,
  description    TEXT NOT NULL DEFAULT '',
  tagline        TEXT NOT NULL DEFAULT '',
  year           INTEGER NOT NULL DEFAULT 0 CHECK (year = 0 OR year BETWEEN 1870 AND 2100),
  release_date   TEXT,
  runtime        INTEGER NOT NULL DEFAULT 0 CHECK (runtime BETWEEN 0 AND 100000),
  rating         DOUBLE PRECISION NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 10),
  votes          BIGINT NOT NULL DEFAULT 0 CHECK (votes >= 0),
  popularity     DOUBLE PRECISION NOT NULL DEFAULT 0 CHECK (popularity BETWEEN 0 AND 1),
  trailer        TEXT,
  poster         TEXT,
  backdrop       TEXT,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);
CREATE INDEX movies_by_title      ON movies (sort_title, id);
CREATE INDEX movies_by_year       ON movies (year, id);
CREATE INDEX movies_by_rating     ON movies (rating, id);
CREATE INDEX movies_by_popularity ON movies (popularity, id);
CREATE INDEX movies_by_runtime    ON movies (runtime, id);
CREATE INDEX movies_by_creation   ON movies (created_at, id);

CREATE TABLE movie_texts (
  movie_id    BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  language    TEXT NOT NULL,
  title       TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  tagline     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (movie_id, language)
) @link_table;

-- Titles a film is also known by; they are searched, not shown.
CREATE TABLE movie_aliases (
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  title    TEXT NOT NULL,
  PRIMARY KEY (movie_id, title)
) @link_table;

CREATE TABLE people (
  id         @key,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  sort_name  TEXT @binary NOT NULL,
  birth_year INTEGER NOT NULL DEFAULT 0,
  death_year INTEGER NOT NULL DEFAULT 0,
  biography  TEXT NOT NULL DEFAULT '',
  photo      TEXT,
  imdb_id    TEXT UNIQUE,
  popularity DOUBLE PRECISION NOT NULL DEFAULT 0 CHECK (popularity BETWEEN 0 AND 1),
  directed   INTEGER NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL
);
CREATE INDEX people_by_name          ON people (sort_name, id);
CREATE INDEX directors_by_name       ON people (sort_name, id) WHERE directed > 0;
CREATE INDEX directors_by_popularity ON people (popularity, id) WHERE directed > 0;

CREATE TABLE credits (
  movie_id  BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  role      TEXT NOT NULL CHECK (role IN ('director', 'writer', 'actor')),
  position  INTEGER NOT NULL,
  person_id BIGINT NOT NULL REFERENCES people (id),
  character TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (movie_id, role, position)
) @link_table;
CREATE INDEX credits_by_person ON credits (person_id, role, movie_id);

CREATE TABLE genres (
  id          @key,
  slug        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  movie_count INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE genre_texts (
  genre_id BIGINT NOT NULL REFERENCES genres (id) ON DELETE CASCADE,
  language TEXT NOT NULL,
  name     TEXT NOT NULL,
  PRIMARY KEY (genre_id, language)
) @link_table;
CREATE TABLE movie_genres (
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  genre_id BIGINT NOT NULL REFERENCES genres (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (movie_id, genre_id)
) @link_table;
CREATE INDEX movie_genres_by_genre ON movie_genres (genre_id, movie_id);

CREATE TABLE tags (
  id   @key,
  name TEXT NOT NULL UNIQUE
);
CREATE TABLE movie_tags (
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  tag_id   BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (movie_id, tag_id)
) @link_table;
CREATE INDEX movie_tags_by_tag ON movie_tags (tag_id, movie_id);

-- ISO 3166-1 alpha-2 and ISO 639-1 codes.
CREATE TABLE movie_countries (
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  country  TEXT NOT NULL,
  PRIMARY KEY (movie_id, position)
) @link_table;
CREATE INDEX movie_countries_by_country ON movie_countries (country, movie_id);
CREATE TABLE movie_languages (
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (movie_id, position)
) @link_table;
CREATE INDEX movie_languages_by_language ON movie_languages (language, movie_id);

CREATE TABLE movie_external_ids (
  provider    TEXT NOT NULL CHECK (provider IN ('tmdb', 'imdb', 'wikidata', 'wikipedia')),
  external_id TEXT NOT NULL,
  movie_id    BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  PRIMARY KEY (provider, external_id, movie_id)
) @link_table;
CREATE INDEX movie_external_ids_by_movie ON movie_external_ids (movie_id);

-- Which record of which source became which film: what makes an import repeatable.
CREATE TABLE import_records (
  source     TEXT NOT NULL,
  record_key TEXT NOT NULL,
  movie_id   BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  PRIMARY KEY (source, record_key)
) @link_table;
CREATE INDEX import_records_by_movie ON import_records (movie_id);

-- Derived: a film as lists show it, the JSON of MovieCard. Written with every change by catalogue/card_store.
CREATE TABLE movie_cards (
  movie_id INTEGER PRIMARY KEY REFERENCES movies (id) ON DELETE CASCADE,
  card     TEXT NOT NULL
);
