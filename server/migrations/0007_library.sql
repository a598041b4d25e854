-- The home library: folders of videos, the files found in them, and where people stopped watching. Paths are relative to
-- their folder, in UTF-8 with whatever is none as %XX (features/library/stored_path.hpp).

-- Playing what is on the house's disks is a right that an admin gives; admins have it.
ALTER TABLE users ADD COLUMN may_play INTEGER NOT NULL DEFAULT 0 CHECK (may_play IN (0, 1));

-- Long work, one row a piece: it survives a restart, shows how far it is, and can be paused and cancelled.
-- progress and outcome are JSON of the job's own kind.
CREATE TABLE jobs (
  id          @key,
  kind        TEXT NOT NULL,
  object_id   BIGINT NOT NULL DEFAULT 0,
  state       TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  wish        TEXT NOT NULL DEFAULT '' CHECK (wish IN ('', 'pause', 'cancel')),
  argument    TEXT NOT NULL DEFAULT '',
  progress    TEXT NOT NULL DEFAULT '{}',
  error       TEXT NOT NULL DEFAULT '',
  attempts    INTEGER NOT NULL DEFAULT 0,
  user_id     BIGINT REFERENCES users (id) ON DELETE SET NULL,
  owner       TEXT NOT NULL DEFAULT '',
  alive_at    BIGINT NOT NULL DEFAULT 0,
  run_at      BIGINT NOT NULL,
  created_at  BIGINT NOT NULL,
  started_at  BIGINT NOT NULL DEFAULT 0,
  finished_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX jobs_by_state ON jobs (state, run_at, id);
CREATE INDEX jobs_by_object ON jobs (kind, object_id, state);
CREATE INDEX jobs_by_user ON jobs (user_id);

CREATE TABLE library_folders (
  id         @key,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  path       TEXT NOT NULL UNIQUE,
  watch      INTEGER NOT NULL DEFAULT 1 CHECK (watch IN (0, 1)),
  state      TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'ready', 'away')),
  scanned_at BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL
);

CREATE TABLE media_files (
  id           @key,
  folder_id    BIGINT NOT NULL REFERENCES library_folders (id) ON DELETE CASCADE,
  path         TEXT @binary NOT NULL,
  sort_name    TEXT @binary NOT NULL,
  stack        TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('movie', 'extra', 'episode')),
  size         BIGINT NOT NULL,
  modified_at  BIGINT NOT NULL,
  fingerprint  TEXT NOT NULL,
  missing_at   BIGINT NOT NULL DEFAULT 0,
  title        TEXT NOT NULL,
  year         INTEGER NOT NULL DEFAULT 0,
  edition      TEXT NOT NULL DEFAULT '',
  part         INTEGER NOT NULL DEFAULT 0,
  external_ids TEXT NOT NULL DEFAULT '{}',
  movie_id     BIGINT REFERENCES movies (id) ON DELETE SET NULL,
  matched_by   TEXT NOT NULL DEFAULT 'none' CHECK (matched_by IN ('none', 'id', 'title', 'close', 'hand', 'refused')),
  info         TEXT NOT NULL DEFAULT '',
  duration_ms  BIGINT NOT NULL DEFAULT 0,
  height       INTEGER NOT NULL DEFAULT 0,
  container    TEXT NOT NULL DEFAULT '',
  video_codec  TEXT NOT NULL DEFAULT '',
  probed_at    BIGINT NOT NULL DEFAULT 0,
  broken       TEXT NOT NULL DEFAULT '',
  added_at     BIGINT NOT NULL,
  UNIQUE (folder_id, path)
);
CREATE INDEX media_files_by_movie ON media_files (movie_id, kind, part, id);
CREATE INDEX media_files_by_fingerprint ON media_files (fingerprint);
CREATE INDEX media_files_by_match ON media_files (matched_by, sort_name, id);
CREATE INDEX media_files_by_stack ON media_files (folder_id, stack);
CREATE INDEX media_files_by_name ON media_files (sort_name, id);
CREATE INDEX media_files_by_probe ON media_files (probed_at, id);

-- Subtitles beside a film, or brought along by somebody (then `text` holds them, as WebVTT).
CREATE TABLE media_subtitles (
  id               @key,
  file_id          BIGINT NOT NULL REFERENCES media_files (id) ON DELETE CASCADE,
  path             TEXT @binary NOT NULL DEFAULT '',
  language         TEXT NOT NULL DEFAULT '',
  forced           INTEGER NOT NULL DEFAULT 0 CHECK (forced IN (0, 1)),
  hearing_impaired INTEGER NOT NULL DEFAULT 0 CHECK (hearing_impaired IN (0, 1)),
  label            TEXT NOT NULL DEFAULT '',
  text             TEXT NOT NULL DEFAULT '',
  user_id          BIGINT REFERENCES users (id) ON DELETE SET NULL,
  created_at       BIGINT NOT NULL
);
CREATE INDEX media_subtitles_by_file ON media_subtitles (file_id, id);
CREATE INDEX media_subtitles_by_user ON media_subtitles (user_id);

-- Where somebody stopped, by file; `movie_id` as it was matched then, for the row of what to go on with.
CREATE TABLE playback_positions (
  user_id     BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  file_id     BIGINT NOT NULL REFERENCES media_files (id) ON DELETE CASCADE,
  position_ms BIGINT NOT NULL,
  finished    INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1)),
  updated_at  BIGINT NOT NULL,
  PRIMARY KEY (user_id, file_id)
) @link_table;
CREATE INDEX playback_by_time ON playback_positions (user_id, finished, updated_at);
CREATE INDEX playback_by_file ON playback_positions (file_id);

-- Addresses at which another device may play one file for a while, by whoever has them.
CREATE TABLE stream_links (
  id         @key,
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  file_id    BIGINT NOT NULL REFERENCES media_files (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX stream_links_by_user ON stream_links (user_id, id);
CREATE INDEX stream_links_by_file ON stream_links (file_id);
