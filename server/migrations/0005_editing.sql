-- Editing the catalogue: versions against lost updates, deletion that can be undone, and who changed what.
-- Deleted films and people stay where they are, so that nothing that refers to them is lost; every list names
-- deleted_at, the first column of the index that drives it.
ALTER TABLE movies ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE movies ADD COLUMN deleted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE people ADD COLUMN deleted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN merged_into BIGINT REFERENCES people (id);
ALTER TABLE genres ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE tags ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

DROP INDEX movies_by_title;
DROP INDEX movies_by_year;
DROP INDEX movies_by_rating;
DROP INDEX movies_by_popularity;
DROP INDEX movies_by_runtime;
DROP INDEX movies_by_creation;
CREATE INDEX movies_by_title      ON movies (deleted_at, sort_title, id);
CREATE INDEX movies_by_year       ON movies (deleted_at, year, id);
CREATE INDEX movies_by_rating     ON movies (deleted_at, rating, id);
CREATE INDEX movies_by_popularity ON movies (deleted_at, popularity, id);
CREATE INDEX movies_by_runtime    ON movies (deleted_at, runtime, id);
CREATE INDEX movies_by_creation   ON movies (deleted_at, created_at, id);

DROP INDEX people_by_name;
CREATE INDEX people_by_name ON people (sort_name, id, deleted_at);
CREATE INDEX people_by_merge ON people (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX deleted_people ON people (deleted_at, id) WHERE deleted_at > 0;

CREATE TABLE changes (
  id        @key,
  at        BIGINT NOT NULL,
  user_id   BIGINT REFERENCES users (id) ON DELETE SET NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('movie', 'person', 'genre', 'tag')),
  object_id BIGINT NOT NULL,
  action    TEXT NOT NULL CHECK (action IN ('create', 'edit', 'delete', 'restore', 'merge')),
  title     TEXT NOT NULL,
  fields    TEXT NOT NULL
);
CREATE INDEX changes_by_object ON changes (kind, object_id, id);
CREATE INDEX changes_by_user ON changes (user_id);

-- What caches of this database are made from has changed so often; see db/database.hpp, Touch.
CREATE TABLE revisions (
  topic  TEXT PRIMARY KEY,
  number BIGINT NOT NULL
);
INSERT INTO revisions (topic, number) VALUES ('caches', 1);
