#include "features/accounts/user_store.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "security/tokens.hpp"

namespace kinoteka::accounts::user_store {
namespace {

constexpr std::string_view columns =
    "id, email, email_key, email_verified_at, username, name, surname, bio, "
    "(SELECT '/api/pictures/' || p.digest FROM pictures p WHERE p.id = users.avatar_id), favorite_genre, language, "
    "preferences, privacy, role, password_hash, password_changed_at, totp_seed, totp_enabled_at, totp_last_step, "
    "disabled_at, created_at, claims, password_hint";
const std::string find_sql = "SELECT " + std::string(columns) + " FROM users WHERE id = $1";
const std::string find_by_email_sql = "SELECT " + std::string(columns) + " FROM users WHERE email_key = $1";
const std::string find_claim_sql =
    "SELECT " + std::string(columns) + " FROM users WHERE claims = $1 AND password_hint = $2 ORDER BY id DESC LIMIT 1";

constexpr db::Query find_username{"user.username", "SELECT id FROM users WHERE username_key = $1"};
constexpr db::Query find_genre{"user.genre", "SELECT count(*) FROM genres WHERE id = $1"};
constexpr db::Query find_anybody{"user.anybody", "SELECT id FROM users LIMIT 1"};
constexpr db::Query hold_admins{"user.hold_admins", "UPDATE installation SET value = value WHERE fact = 'first_admin'"};
constexpr db::Query count_active_admins{"user.count_admins",
                                        "SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at = 0"};
constexpr db::Query insert{
    "user.add",
    "INSERT INTO users (email, email_key, email_verified_at, username, username_key, name, surname, language, "
    "preferences, privacy, role, password_hash, password_changed_at, created_at, claims, password_hint) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15) RETURNING id"};
constexpr db::Query count_claimed{"user.count_claims", "SELECT count(*) FROM users WHERE claims = $1"};
constexpr db::Query update_hint{"user.set_hint", "UPDATE users SET password_hint = $2 WHERE id = $1"};
constexpr db::Query demote{"user.demote",
                           "UPDATE users SET claims = email_key, email_key = $2 WHERE id = $1 AND claims IS NULL"};
// The first of those that claim it holds an address when its holder goes.
constexpr db::Query promote{"user.promote",
                            "UPDATE users SET email_key = claims, claims = NULL WHERE id = (SELECT min(id) FROM users "
                            "WHERE claims = $1)"};
constexpr db::Query update_profile{
    "user.save_profile",
    "UPDATE users SET username = $2, username_key = $3, name = $4, surname = $5, bio = $6, favorite_genre = $7, "
    "language = $8, preferences = $9, privacy = $10 WHERE id = $1"};
constexpr db::Query update_password{"user.set_password",
                                    "UPDATE users SET password_hash = $2, password_changed_at = $3 WHERE id = $1"};
constexpr db::Query update_hash{"user.refresh_hash", "UPDATE users SET password_hash = $2 WHERE id = $1"};
constexpr db::Query update_email{"user.set_email",
                                 "UPDATE users SET email = $2, email_key = $3, email_verified_at = $4, claims = NULL "
                                 "WHERE id = $1"};
constexpr db::Query update_role{"user.set_role", "UPDATE users SET role = $2 WHERE id = $1"};
constexpr db::Query update_may_play{"user.set_may_play", "UPDATE users SET may_play = $2 WHERE id = $1"};
constexpr db::Query read_may_play{"user.may_play", "SELECT may_play FROM users WHERE id = $1"};
constexpr db::Query update_disabled{"user.set_disabled", "UPDATE users SET disabled_at = $2 WHERE id = $1"};
constexpr db::Query update_totp{"user.set_totp", "UPDATE users SET totp_seed = $2, totp_enabled_at = $3 WHERE id = $1"};
constexpr db::Query update_step{"user.use_step",
                                "UPDATE users SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2"};
constexpr db::Query hold_postgresql{"user.hold", "SELECT id FROM users WHERE id = $1 FOR UPDATE"};
constexpr db::Query delete_user{"user.remove", "DELETE FROM users WHERE id = $1"};
constexpr db::Query claim_admin{
    "user.claim_first_admin",
    "INSERT INTO installation (fact, value) VALUES ('first_admin', $1) ON CONFLICT (fact) DO NOTHING"};
constexpr db::Query delete_codes{"user.forget_codes", "DELETE FROM recovery_codes WHERE user_id = $1"};
constexpr db::Query add_code{"user.add_code", "INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)"};
constexpr db::Query use_code{"user.use_code", "DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2"};
constexpr db::Query count_codes{"user.count_codes", "SELECT count(*) FROM recovery_codes WHERE user_id = $1"};

constexpr std::string_view line_columns =
    "SELECT id, email, email_verified_at, username, name, surname, role, disabled_at, totp_enabled_at, created_at, "
    "(SELECT max(last_seen_at) FROM sessions s WHERE s.user_id = users.id), may_play FROM users";

UserLine line_of(const db::Row& row) {
  UserLine line;
  line.id = row.integer(0);
  line.email = row.text(1);
  line.email_verified = row.integer(2) > 0;
  if (!row.null(3)) line.username = row.text(3);
  line.name = row.text(4);
  line.surname = row.text(5);
  line.role = json::enum_value<UserRole>(row.text(6)).value_or(UserRole::user);
  line.disabled = row.integer(7) > 0;
  line.second_factor = row.integer(8) > 0;
  line.created_at = rfc3339(row.integer(9));
  line.may_play = row.integer(11) != 0;
  if (!row.null(10)) line.last_seen_at = rfc3339(row.integer(10));
  return line;
}

std::string order_of(const Search& search) {
  const auto way = std::string(search.descending ? " DESC" : "");
  switch (search.order) {
    case UserOrder::created_at: return " ORDER BY id" + way;
    case UserOrder::email: return " ORDER BY email_key" + way + ", id";
    case UserOrder::username: return " ORDER BY coalesce(username_key, '')" + way + ", id";
    case UserOrder::role: return " ORDER BY role" + way + ", id";
    // Who was never here comes last where the latest come first.
    case UserOrder::last_seen_at:
      return " ORDER BY coalesce((SELECT max(last_seen_at) FROM sessions s WHERE s.user_id = users.id), 0)" + way +
             ", id";
  }
  return " ORDER BY id";
}

// What an account that only claims an address has in the column that is unique: nobody's address.
std::string claim_key(const std::string& claimed) { return claimed + " claimed " + security::random_token(12); }

// `%` and `_` in what somebody looks for are letters, not patterns.
std::string like(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + '%';
}

}  // namespace

std::optional<UserRow> find(db::Session& session, std::int64_t id) {
  return session.one<UserRow>({"user.find", find_sql}, id);
}

std::optional<UserRow> find_by_email(db::Session& session, std::string_view email) {
  return session.one<UserRow>({"user.find_by_email", find_by_email_sql}, email_key(email));
}

std::optional<UserRow> find_claim(db::Session& session, std::string_view email, std::int64_t hint) {
  return session.one<UserRow>({"user.find_claim", find_claim_sql}, email_key(email), hint);
}
std::int64_t count_claims(db::Session& session, std::string_view email) {
  return *session.one<std::int64_t>(count_claimed, email_key(email));
}

bool username_taken(db::Session& session, std::string_view username, std::int64_t except) {
  const auto id = session.one<std::int64_t>(find_username, username_key(username));
  return id && *id != except;
}

bool genre_exists(db::Session& session, std::int64_t genre) {
  return *session.one<std::int64_t>(find_genre, genre) > 0;
}

bool is_empty(db::Session& session) { return !session.one<std::int64_t>(find_anybody); }
std::int64_t count_admins(db::Tx& tx) {
  tx.run(hold_admins);
  return *tx.one<std::int64_t>(count_active_admins);
}

std::int64_t add(db::Tx& tx, const UserRow& user) {
  const auto key = user.username ? std::optional(username_key(*user.username)) : std::nullopt;
  const auto held = user.claims ? claim_key(*user.claims) : email_key(user.email);
  return *tx.one<std::int64_t>(insert, user.email, held, user.email_verified_at, user.username, key, user.name,
                               user.surname, user.language, json::encode(Preferences{}), json::encode(Privacy{}),
                               user.role, user.password_hash, user.created_at, user.claims, user.password_hint);
}

void save_profile(db::Tx& tx, std::int64_t id, const Profile& profile) {
  std::optional<std::string> username, key;
  if (profile.username) {
    username = profile.username->value;
    key = username_key(*username);
  }
  db::Value genre = nullptr;
  if (profile.favorite_genre) genre = std::int64_t(*profile.favorite_genre);
  tx.run(update_profile, id, username, key, *profile.name, *profile.surname, *profile.bio, genre,
         profile.language.value, json::encode(profile.preferences), json::encode(profile.privacy));
}

void set_password(db::Tx& tx, std::int64_t id, const std::string& hash, std::int64_t now) {
  tx.run(update_password, id, hash, now);
}
void refresh_hash(db::Tx& tx, std::int64_t id, const std::string& hash) { tx.run(update_hash, id, hash); }
void set_hint(db::Tx& tx, std::int64_t id, std::int64_t hint) { tx.run(update_hint, id, hint); }

bool take_address(db::Tx& tx, std::int64_t id, const std::string& email, std::int64_t verified_at) {
  const auto before = find(tx, id);
  const auto holder = find_by_email(tx, email);
  if (!before || (holder && holder->id != id && holder->email_verified_at > 0)) return false;
  if (holder && holder->id != id) tx.run(demote, holder->id, claim_key(holder->email_key));
  tx.run(update_email, id, email, email_key(email), verified_at);
  if (!before->claims && before->email_key != email_key(email)) tx.run(promote, before->email_key);
  return true;
}
void set_role(db::Tx& tx, std::int64_t id, UserRole role) { tx.run(update_role, id, json::enum_name(role)); }
void set_may_play(db::Tx& tx, std::int64_t id, bool may_play) { tx.run(update_may_play, id, may_play ? 1 : 0); }
bool may_play(db::Session& session, std::int64_t id) {
  return session.one<std::int64_t>(read_may_play, id).value_or(0) != 0;
}
void set_disabled(db::Tx& tx, std::int64_t id, std::int64_t disabled_at) { tx.run(update_disabled, id, disabled_at); }
void set_totp(db::Tx& tx, std::int64_t id, const std::string& sealed_seed, std::int64_t enabled_at) {
  tx.run(update_totp, id, sealed_seed, enabled_at);
}
bool use_totp_step(db::Tx& tx, std::int64_t id, std::int64_t step) { return tx.run(update_step, id, step) == 1; }
void hold(db::Tx& tx, std::int64_t id) {
  if (tx.engine() == db::Engine::postgresql) tx.run(hold_postgresql, id);  // SQLite has one writer
}

void remove(db::Tx& tx, std::int64_t id) {
  const auto before = find(tx, id);
  tx.run(delete_user, id);
  if (before && !before->claims) tx.run(promote, before->email_key);
}

bool claim_first_admin(db::Tx& tx, std::int64_t now) { return tx.run(claim_admin, std::to_string(now)) == 1; }

void set_recovery_codes(db::Tx& tx, std::int64_t id, const std::vector<std::string>& hashes) {
  tx.run(delete_codes, id);
  for (const auto& hash : hashes) tx.run(add_code, id, hash);
}
bool use_recovery_code(db::Tx& tx, std::int64_t id, const std::string& hash) { return tx.run(use_code, id, hash) == 1; }
std::int64_t count_recovery_codes(db::Session& session, std::int64_t id) {
  return *session.one<std::int64_t>(count_codes, id);
}

Found search(db::Session& session, const Search& search) {
  std::string where;
  std::vector<db::Value> values;
  const auto place = [&](db::Value value) {
    values.push_back(value);
    return '$' + std::to_string(values.size());
  };
  const auto both = [&](const std::string& condition) { where += (where.empty() ? " WHERE " : " AND ") + condition; };
  const auto pattern = like(text::to_lower(search.text));
  if (!search.text.empty()) {
    const auto at = place(std::string_view(pattern));
    both("(email_key LIKE " + at + " ESCAPE '\\' OR username_key LIKE " + at + " ESCAPE '\\' OR lower(name) LIKE " +
         at + " ESCAPE '\\' OR lower(surname) LIKE " + at + " ESCAPE '\\')");
  }
  if (search.role) both("role = " + place(json::enum_name(*search.role)));
  if (search.disabled) both(*search.disabled ? "disabled_at > 0" : "disabled_at = 0");
  if (search.confirmed) both(*search.confirmed ? "email_verified_at > 0" : "email_verified_at = 0");
  if (search.may_play) both(*search.may_play ? "(may_play = 1 OR role = 'admin')" : "may_play = 0 AND role <> 'admin'");
  Found found;
  session.execute({"user.search_count", "SELECT count(*) FROM users" + where}, values.data(), values.size(),
                  [&](db::Row& row) { found.total = row.integer(0); });
  auto sql = std::string(line_columns) + where + order_of(search) + " LIMIT " + place(search.limit);
  sql += " OFFSET " + place(search.offset);
  session.execute({"user.search", sql}, values.data(), values.size(),
                  [&](db::Row& row) { found.users.push_back(line_of(row)); });
  return found;
}

std::optional<UserLine> line(db::Session& session, std::int64_t id) {
  static const auto sql = std::string(line_columns) + " WHERE id = $1";
  std::optional<UserLine> found;
  const db::Value value = id;
  session.execute({"user.line", sql}, &value, 1, [&](db::Row& row) { found = line_of(row); });
  return found;
}

}  // namespace kinoteka::accounts::user_store
