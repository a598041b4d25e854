-- Films from providers: what was answered, what came from whom, what editors keep as they wrote it; and pictures of
-- everything.

-- Answers of providers by the digest of the question.
CREATE TABLE provider_answers (
  question    TEXT PRIMARY KEY,
  body        TEXT NOT NULL,
  valid_until BIGINT NOT NULL
);
CREATE INDEX provider_answers_by_end ON provider_answers (valid_until);

-- When a film was asked for last; 0: never.
ALTER TABLE movies ADD COLUMN refreshed_at BIGINT NOT NULL DEFAULT 0;

-- Who has told of a film: they want to be named where it is shown.
CREATE TABLE movie_sources (
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  told_at  BIGINT NOT NULL,
  PRIMARY KEY (movie_id, provider)
) @link_table;

-- Members of a film's draft that an editor has written: no provider changes them.
CREATE TABLE movie_locks (
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  field    TEXT NOT NULL,
  PRIMARY KEY (movie_id, field)
) @link_table;

-- People's ids elsewhere; those of IMDb stand in people.imdb_id.
CREATE TABLE person_external_ids (
  provider    TEXT NOT NULL CHECK (provider IN ('tmdb', 'wikidata')),
  external_id TEXT NOT NULL,
  person_id   BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (provider, external_id)
) @link_table;
CREATE INDEX person_external_ids_by_person ON person_external_ids (person_id);

-- A film's pictures. One that still lies at a provider's has an address (`source`) and no picture yet.
CREATE TABLE movie_pictures (
  id         @key,
  movie_id   BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL CHECK (kind IN ('poster', 'backdrop', 'screenshot')),
  picture_id BIGINT REFERENCES pictures (id) ON DELETE CASCADE,
  provider   TEXT NOT NULL DEFAULT '',
  source     TEXT NOT NULL DEFAULT '',
  language   TEXT NOT NULL DEFAULT '',
  failures   INTEGER NOT NULL DEFAULT 0,
  CHECK (picture_id IS NOT NULL OR source <> '')
);
CREATE INDEX movie_pictures_by_movie ON movie_pictures (movie_id, kind, id);
CREATE UNIQUE INDEX movie_pictures_by_source ON movie_pictures (movie_id, source) WHERE source <> '';
CREATE UNIQUE INDEX movie_pictures_once ON movie_pictures (picture_id, movie_id, kind) WHERE picture_id IS NOT NULL;

-- Nothing has ever filled this address.
ALTER TABLE people DROP COLUMN photo;
ALTER TABLE people ADD COLUMN photo_id BIGINT REFERENCES pictures (id) ON DELETE SET NULL;
-- Where a photo lies that is to be fetched.
ALTER TABLE people ADD COLUMN photo_source TEXT NOT NULL DEFAULT '';
CREATE INDEX people_by_photo ON people (photo_id) WHERE photo_id IS NOT NULL;

-- An address elsewhere let browsers call there: avatars are pictures of ours now.
ALTER TABLE users DROP COLUMN avatar;
ALTER TABLE users ADD COLUMN avatar_id BIGINT REFERENCES pictures (id) ON DELETE SET NULL;
CREATE INDEX users_by_avatar ON users (avatar_id) WHERE avatar_id IS NOT NULL;
