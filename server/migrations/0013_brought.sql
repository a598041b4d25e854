-- Films that came in with somebody's import, by what little its file says, and that nobody has looked at yet: neither an
-- editor nor a provider. Whoever changes one takes it out of here.
CREATE TABLE brought_movies (
  movie_id   BIGINT PRIMARY KEY REFERENCES movies (id) ON DELETE CASCADE,
  user_id    BIGINT REFERENCES users (id) ON DELETE SET NULL,
  brought_at BIGINT NOT NULL
);
CREATE INDEX brought_movies_by_user ON brought_movies (user_id);
CREATE INDEX brought_movies_by_time ON brought_movies (brought_at, movie_id);
