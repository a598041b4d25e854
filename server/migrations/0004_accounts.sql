-- Accounts: who people are and by which doors they come in. Times are UTC milliseconds; 0 stands for 'never'.
-- Whatever opens an account is kept as a hash (tokens, passwords, codes) or sealed (seeds, keys, messages).

CREATE TABLE users (
  id                  @key,
  email               TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  email_key           TEXT NOT NULL UNIQUE,
  email_verified_at   BIGINT NOT NULL DEFAULT 0,
  username            TEXT,
  username_key        TEXT UNIQUE,
  name                TEXT NOT NULL DEFAULT '',
  surname             TEXT NOT NULL DEFAULT '',
  bio                 TEXT NOT NULL DEFAULT '',
  avatar              TEXT,
  favorite_genre      BIGINT REFERENCES genres (id) ON DELETE SET NULL,
  language            TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ru')),
  preferences         TEXT NOT NULL,
  privacy             TEXT NOT NULL,
  role                TEXT NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'editor', 'admin')),
  password_hash       TEXT NOT NULL DEFAULT '',
  password_changed_at BIGINT NOT NULL DEFAULT 0,
  totp_seed           TEXT NOT NULL DEFAULT '',
  totp_enabled_at     BIGINT NOT NULL DEFAULT 0,
  totp_last_step      BIGINT NOT NULL DEFAULT 0,
  disabled_at         BIGINT NOT NULL DEFAULT 0,
  created_at          BIGINT NOT NULL
);
CREATE INDEX users_by_role ON users (role, id);
CREATE INDEX users_by_genre ON users (favorite_genre);

-- A browser's session has a token of its own; a program's lives by its refresh tokens.
CREATE TABLE sessions (
  id               @key,
  user_id          BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token_hash       TEXT UNIQUE,
  method           TEXT NOT NULL,
  address          TEXT NOT NULL,
  agent            TEXT NOT NULL,
  created_at       BIGINT NOT NULL,
  authenticated_at BIGINT NOT NULL,
  last_seen_at     BIGINT NOT NULL,
  idle_until       BIGINT NOT NULL,
  expires_at       BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id, last_seen_at);
CREATE INDEX sessions_by_end ON sessions (idle_until);

-- Used ones stay as long as their session: one that comes again was stolen.
CREATE TABLE refresh_tokens (
  token_hash TEXT PRIMARY KEY,
  session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  issued_at  BIGINT NOT NULL,
  used_at    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE api_keys (
  id           @key,
  user_id      BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name         TEXT NOT NULL,
  token_hash   TEXT NOT NULL UNIQUE,
  scopes       INTEGER NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL DEFAULT 0,
  expires_at   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX api_keys_by_user ON api_keys (user_id, id);

-- What a link in a message stands for; gone once it was used.
CREATE TABLE email_tokens (
  token_hash TEXT PRIMARY KEY,
  user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose    TEXT NOT NULL CHECK (purpose IN ('verify', 'reset', 'change')),
  email      TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX email_tokens_by_user ON email_tokens (user_id, purpose);

CREATE TABLE invitations (
  id         @key,
  token_hash TEXT NOT NULL UNIQUE,
  email      TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('user', 'editor', 'admin')),
  invited_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
  user_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, code_hash)
) @link_table;

-- Who somebody is elsewhere: the provider's issuer and its subject, never an address.
CREATE TABLE linked_accounts (
  id        @key,
  issuer    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  user_id   BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  email     TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  UNIQUE (issuer, subject)
);
CREATE INDEX linked_accounts_by_user ON linked_accounts (user_id);

-- Sign-ins that are on their way through a provider.
CREATE TABLE provider_logins (
  state_hash   TEXT PRIMARY KEY,
  provider     TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  sealed       TEXT NOT NULL,
  link_user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
  expires_at   BIGINT NOT NULL
);

-- Attempts that count against an address or an account, and until when no more are heard.
CREATE TABLE throttles (
  throttle_key  TEXT PRIMARY KEY,
  attempts      INTEGER NOT NULL,
  blocked_until BIGINT NOT NULL,
  forget_at     BIGINT NOT NULL
);
CREATE INDEX throttles_by_end ON throttles (forget_at);

CREATE TABLE signing_keys (
  id         TEXT PRIMARY KEY,
  sealed     TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- What happened to accounts. Kept when an account goes, without its name.
CREATE TABLE audit_log (
  id         @key,
  at         BIGINT NOT NULL,
  event      TEXT NOT NULL,
  actor_id   BIGINT,
  user_id    BIGINT,
  address    TEXT NOT NULL,
  request_id TEXT NOT NULL,
  detail     TEXT NOT NULL
);
CREATE INDEX audit_log_by_user ON audit_log (user_id, id);
CREATE INDEX audit_log_by_event ON audit_log (event, id);

CREATE TABLE outbox (
  id          @key,
  message_key TEXT NOT NULL UNIQUE,
  sealed      TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  due_at      BIGINT NOT NULL,
  attempts    INTEGER NOT NULL DEFAULT 0,
  failed_at   BIGINT NOT NULL DEFAULT 0,
  last_error  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_by_due ON outbox (failed_at, due_at);

-- Answers to creates, so that a request sent twice does its work once. status 0: the first one still runs.
CREATE TABLE idempotency_keys (
  user_id      BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key_hash     TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status       INTEGER NOT NULL DEFAULT 0,
  location     TEXT NOT NULL DEFAULT '',
  version      BIGINT NOT NULL DEFAULT 0,
  body         TEXT NOT NULL DEFAULT '',
  created_at   BIGINT NOT NULL,
  PRIMARY KEY (user_id, key_hash)
) @link_table;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Facts of this installation: 'first_admin' is there once somebody has become it.
CREATE TABLE installation (
  fact  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
