-- Your films: what people do with films. Days are texts, YYYY-MM-DD: a day in somebody's life has no time zone.
-- Ratings are counted in half-stars, 1 to 10; 0 stands for none.

CREATE TABLE entries (
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  movie_id   BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  status     TEXT NOT NULL DEFAULT '' CHECK (status IN ('', 'planned', 'watching', 'watched', 'dropped')),
  rating     INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 10),
  favorite   INTEGER NOT NULL DEFAULT 0 CHECK (favorite IN (0, 1)),
  note       TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, movie_id)
) @link_table;
CREATE INDEX entries_by_movie ON entries (movie_id);

CREATE TABLE viewings (
  id         @key,
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  movie_id   BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  watched_on TEXT @binary NOT NULL CHECK (length(watched_on) = 10),
  rewatch    INTEGER NOT NULL DEFAULT 0 CHECK (rewatch IN (0, 1)),
  rating     INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 10),
  place      TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  tags       TEXT NOT NULL DEFAULT '[]',
  created_at BIGINT NOT NULL
);
CREATE INDEX viewings_by_day ON viewings (user_id, watched_on, id);
CREATE INDEX viewings_by_movie ON viewings (movie_id, user_id, watched_on);

-- Derived: what everybody together thinks of a film, kept with every change of an entry; r1 to r10 count the ratings
-- of so many half-stars. See catalogue/community_service.hpp.
CREATE TABLE movie_stats (
  movie_id  INTEGER PRIMARY KEY REFERENCES movies (id) ON DELETE CASCADE,
  views     INTEGER NOT NULL DEFAULT 0,
  favorites INTEGER NOT NULL DEFAULT 0,
  r1 INTEGER NOT NULL DEFAULT 0, r2 INTEGER NOT NULL DEFAULT 0, r3 INTEGER NOT NULL DEFAULT 0,
  r4 INTEGER NOT NULL DEFAULT 0, r5 INTEGER NOT NULL DEFAULT 0, r6 INTEGER NOT NULL DEFAULT 0,
  r7 INTEGER NOT NULL DEFAULT 0, r8 INTEGER NOT NULL DEFAULT 0, r9 INTEGER NOT NULL DEFAULT 0,
  r10 INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE reviews (
  id         @key,
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  movie_id   BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
  spoiler    INTEGER NOT NULL DEFAULT 0 CHECK (spoiler IN (0, 1)),
  likes      INTEGER NOT NULL DEFAULT 0,
  comments   INTEGER NOT NULL DEFAULT 0,
  hidden_at  BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (user_id, movie_id)
);
CREATE INDEX reviews_by_likes ON reviews (movie_id, likes, id);
CREATE INDEX reviews_by_time ON reviews (movie_id, created_at, id);
CREATE INDEX reviews_by_user ON reviews (user_id, created_at, id);

CREATE TABLE review_likes (
  review_id BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  user_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (review_id, user_id)
) @link_table;
CREATE INDEX review_likes_by_user ON review_likes (user_id);

-- A deleted comment that was answered stays as an empty place.
CREATE TABLE comments (
  id         @key,
  review_id  BIGINT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  parent_id  BIGINT REFERENCES comments (id) ON DELETE CASCADE,
  user_id    BIGINT REFERENCES users (id) ON DELETE CASCADE,
  body       TEXT NOT NULL CHECK (length(body) <= 5000),
  hidden_at  BIGINT NOT NULL DEFAULT 0,
  deleted_at BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX comments_by_review ON comments (review_id, id);
CREATE INDEX comments_by_parent ON comments (parent_id);
CREATE INDEX comments_by_user ON comments (user_id);

CREATE TABLE reports (
  id          @key,
  kind        TEXT NOT NULL CHECK (kind IN ('review', 'comment')),
  object_id   BIGINT NOT NULL,
  user_id     BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  reason      TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  resolved_at BIGINT NOT NULL DEFAULT 0,
  UNIQUE (kind, object_id, user_id)
);
CREATE INDEX reports_by_state ON reports (resolved_at, id);
CREATE INDEX reports_by_user ON reports (user_id);

-- Groups of people whom somebody shares with, and what is shared with whom. What has no row here is seen by its owner,
-- or by everyone where its visibility says so.
CREATE TABLE user_groups (
  id         @key,
  owner_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  created_at BIGINT NOT NULL
);
CREATE INDEX user_groups_by_owner ON user_groups (owner_id, id);
CREATE TABLE group_members (
  group_id BIGINT NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  user_id  BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) @link_table;
CREATE INDEX group_members_by_user ON group_members (user_id);

-- object_id: a list's id, or 0 where there is one of a kind.
CREATE TABLE shares (
  id         @key,
  owner_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL CHECK (kind IN ('profile', 'diary', 'collection', 'list')),
  object_id  BIGINT NOT NULL DEFAULT 0,
  user_id    BIGINT REFERENCES users (id) ON DELETE CASCADE,
  group_id   BIGINT REFERENCES user_groups (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  CHECK ((user_id IS NULL) <> (group_id IS NULL))
);
CREATE INDEX shares_by_owner ON shares (owner_id, kind, object_id);
CREATE INDEX shares_by_user ON shares (user_id);
CREATE INDEX shares_by_group ON shares (group_id);

CREATE TABLE lists (
  id          @key,
  user_id     BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  description TEXT NOT NULL DEFAULT '',
  ranked      INTEGER NOT NULL DEFAULT 0 CHECK (ranked IN (0, 1)),
  visibility  TEXT NOT NULL DEFAULT 'private' CHECK (visibility IN ('private', 'unlisted', 'everyone', 'chosen')),
  link        TEXT NOT NULL UNIQUE,
  items       INTEGER NOT NULL DEFAULT 0,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL
);
CREATE INDEX lists_by_user ON lists (user_id, updated_at, id);
CREATE INDEX lists_by_change ON lists (updated_at, id) WHERE visibility = 'everyone';
CREATE TABLE list_items (
  list_id  BIGINT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
  movie_id BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  note     TEXT NOT NULL DEFAULT '',
  added_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (list_id, movie_id)
) @link_table;
CREATE INDEX list_items_by_position ON list_items (list_id, position);
CREATE INDEX list_items_by_movie ON list_items (movie_id);
CREATE INDEX list_items_by_user ON list_items (added_by);
-- Who else may change a list.
CREATE TABLE list_editors (
  list_id BIGINT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (list_id, user_id)
) @link_table;
CREATE INDEX list_editors_by_user ON list_editors (user_id);

-- Discs and streams that somebody owns.
CREATE TABLE collection_items (
  id           @key,
  user_id      BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title        TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 50),
  sort_title   TEXT @binary NOT NULL,
  format       TEXT NOT NULL CHECK (format IN ('VHS', 'DVD', 'Streaming')),
  length       INTEGER NOT NULL CHECK (length BETWEEN 0 AND 500),
  release_year INTEGER NOT NULL CHECK (release_year BETWEEN 1800 AND 2100),
  rating       INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  movie_id     BIGINT REFERENCES movies (id) ON DELETE SET NULL,
  location     TEXT NOT NULL DEFAULT '',
  condition    TEXT NOT NULL DEFAULT '',
  bought_on    TEXT,
  lent_to      TEXT NOT NULL DEFAULT '',
  lent_on      TEXT,
  note         TEXT NOT NULL DEFAULT '',
  created_at   BIGINT NOT NULL,
  updated_at   BIGINT NOT NULL
);
CREATE INDEX collection_by_title ON collection_items (user_id, sort_title, id);
CREATE INDEX collection_by_movie ON collection_items (movie_id);

-- Files from elsewhere that somebody brings along, row by row, until each has become something here.
CREATE TABLE takeout_imports (
  id         @key,
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  source     TEXT NOT NULL,
  file_name  TEXT NOT NULL,
  left_out   TEXT NOT NULL DEFAULT '[]',
  created_at BIGINT NOT NULL
);
CREATE INDEX takeout_imports_by_user ON takeout_imports (user_id, id);
CREATE TABLE takeout_rows (
  import_id BIGINT NOT NULL REFERENCES takeout_imports (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('entry', 'viewing', 'review', 'list_item', 'collection_item')),
  title     TEXT NOT NULL,
  year      INTEGER NOT NULL DEFAULT 0,
  place     TEXT NOT NULL,
  record    TEXT NOT NULL,
  matched   TEXT NOT NULL CHECK (matched IN ('id', 'title', 'close', 'hand', 'none', 'unneeded')),
  movie_id  BIGINT REFERENCES movies (id) ON DELETE SET NULL,
  state     TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'unmatched', 'skipped', 'added', 'known', 'failed')),
  PRIMARY KEY (import_id, position)
) @link_table;
CREATE INDEX takeout_rows_by_state ON takeout_rows (import_id, state, position);
CREATE INDEX takeout_rows_by_movie ON takeout_rows (movie_id);
