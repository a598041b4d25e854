-- Pictures, each once however often it was brought: named by the digest of what is kept of it. The files lie in the blob
-- store under that name.
CREATE TABLE pictures (
  id          @key,
  digest      TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
  width       INTEGER NOT NULL CHECK (width > 0),
  height      INTEGER NOT NULL CHECK (height > 0),
  color       TEXT NOT NULL,
  placeholder TEXT NOT NULL,
  origin      TEXT NOT NULL CHECK (origin IN ('upload', 'file', 'frame', 'provider')),
  user_id     BIGINT REFERENCES users (id) ON DELETE SET NULL,
  created_at  BIGINT NOT NULL
);
CREATE INDEX pictures_by_user ON pictures (user_id);

-- Nothing has ever filled these addresses.
ALTER TABLE movies DROP COLUMN poster;
ALTER TABLE movies DROP COLUMN backdrop;
ALTER TABLE movies ADD COLUMN poster_id BIGINT REFERENCES pictures (id) ON DELETE SET NULL;
ALTER TABLE movies ADD COLUMN backdrop_id BIGINT REFERENCES pictures (id) ON DELETE SET NULL;
-- A frame out of the film, for one without a poster.
ALTER TABLE movies ADD COLUMN still_id BIGINT REFERENCES pictures (id) ON DELETE SET NULL;
CREATE INDEX movies_by_poster ON movies (poster_id) WHERE poster_id IS NOT NULL;
CREATE INDEX movies_by_backdrop ON movies (backdrop_id) WHERE backdrop_id IS NOT NULL;
CREATE INDEX movies_by_still ON movies (still_id) WHERE still_id IS NOT NULL;

-- Whether pictures were looked for beside a film's file and in it, and what is shown above the player's bar: JSON, made
-- at the first playing.
ALTER TABLE media_files ADD COLUMN pictured_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE media_files ADD COLUMN previews TEXT NOT NULL DEFAULT '';
CREATE INDEX media_files_by_picture ON media_files (pictured_at, id);

-- Cards show pictures now: they are made again at the next start.
DELETE FROM movie_cards;
