-- An address belongs to whoever has proved it. Until then an account only claims it, and several may: registering with
-- somebody's address neither fails nor takes it. The first to come holds `email_key` for the time being; the key of
-- others is made different from every address's, and `claims` says which one they claim.
ALTER TABLE users ADD COLUMN claims TEXT;
CREATE INDEX users_by_claim ON users (claims) WHERE claims IS NOT NULL;

-- One byte that follows from the password and the installation's secret, of accounts that claim an address: which of
-- them somebody means who signs in, so that this costs one hash however many there are. -1: not known.
ALTER TABLE users ADD COLUMN password_hint INTEGER NOT NULL DEFAULT -1;

-- Why a row of an import cannot be added, in words; empty for others.
ALTER TABLE takeout_rows ADD COLUMN fault TEXT NOT NULL DEFAULT '';

-- Whose review of which film a moderator has hidden before its author took it away: written anew, it stays hidden.
CREATE TABLE hidden_reviews (
  user_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  movie_id  BIGINT NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  hidden_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, movie_id)
) @link_table;
CREATE INDEX hidden_reviews_by_movie ON hidden_reviews (movie_id);
