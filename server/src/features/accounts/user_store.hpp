// Users in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/wire.hpp"

namespace kinoteka::accounts::user_store {

// A user as the use cases need them; the secrets in it never leave them.
struct UserRow {
  std::int64_t id = 0;
  std::string email, email_key;
  std::int64_t email_verified_at = 0;
  std::optional<std::string> username;
  std::string name, surname, bio;
  std::optional<std::string> avatar;
  std::optional<std::int64_t> favorite_genre;
  std::string language, preferences, privacy, role, password_hash;
  std::int64_t password_changed_at = 0;
  std::string totp_seed;
  std::int64_t totp_enabled_at = 0, totp_last_step = 0, disabled_at = 0, created_at = 0;
  std::optional<std::string> claims;  // the key of an address that another account holds
  std::int64_t password_hint = -1;    // see security::SecretBox::hint
};
BOOST_DESCRIBE_STRUCT(UserRow, (),
                      (id, email, email_key, email_verified_at, username, name, surname, bio, avatar, favorite_genre,
                       language, preferences, privacy, role, password_hash, password_changed_at, totp_seed,
                       totp_enabled_at, totp_last_step, disabled_at, created_at, claims, password_hint))

std::optional<UserRow> find(db::Session& session, std::int64_t id);
// The account that holds an address: who has proved it, else who came first. Others may claim it as well.
std::optional<UserRow> find_by_email(db::Session& session, std::string_view email);
// The latest of the others that claim it with a password of this hint.
std::optional<UserRow> find_claim(db::Session& session, std::string_view email, std::int64_t hint);
std::int64_t count_claims(db::Session& session, std::string_view email);
bool username_taken(db::Session& session, std::string_view username, std::int64_t except);
bool genre_exists(db::Session& session, std::int64_t genre);
bool is_empty(db::Session& session);  // nobody is here
// How many can still act as admin. Who else wants to change that waits until this transaction ends.
std::int64_t count_admins(db::Tx& tx);

// Its id; `user.id` is not looked at. With `claims` it does not hold its address.
std::int64_t add(db::Tx& tx, const UserRow& user);
void save_profile(db::Tx& tx, std::int64_t id, const Profile& profile);
void set_password(db::Tx& tx, std::int64_t id, const std::string& hash, std::int64_t now);
void refresh_hash(db::Tx& tx, std::int64_t id, const std::string& hash);  // the same password at today's cost
void set_hint(db::Tx& tx, std::int64_t id, std::int64_t hint);
// The address is proved: it is this account's from now on, whoever held it without proof. False when somebody else has
// proved it before.
bool take_address(db::Tx& tx, std::int64_t id, const std::string& email, std::int64_t verified_at);
void set_role(db::Tx& tx, std::int64_t id, UserRole role);
void set_may_play(db::Tx& tx, std::int64_t id, bool may_play);
bool may_play(db::Session& session, std::int64_t id);
void set_disabled(db::Tx& tx, std::int64_t id, std::int64_t disabled_at);
void set_totp(db::Tx& tx, std::int64_t id, const std::string& sealed_seed, std::int64_t enabled_at);
// False when this step or a later one was used already.
bool use_totp_step(db::Tx& tx, std::int64_t id, std::int64_t step);
// Holds a user's row until the transaction ends, so that nothing new comes to refer to it.
void hold(db::Tx& tx, std::int64_t id);
void remove(db::Tx& tx, std::int64_t id);

// Whether this transaction is the first ever to ask.
bool claim_first_admin(db::Tx& tx, std::int64_t now);

void set_recovery_codes(db::Tx& tx, std::int64_t id, const std::vector<std::string>& hashes);
bool use_recovery_code(db::Tx& tx, std::int64_t id, const std::string& hash);
std::int64_t count_recovery_codes(db::Session& session, std::int64_t id);

enum class UserOrder { created_at, email, username, role, last_seen_at };
BOOST_DESCRIBE_ENUM(UserOrder, created_at, email, username, role, last_seen_at)

struct Search {
  std::string text;  // in the address, username or names
  std::optional<UserRole> role;
  std::optional<bool> disabled, confirmed, may_play;
  UserOrder order = UserOrder::created_at;
  bool descending = false;
  std::int64_t offset = 0, limit = 12;
};
struct Found {
  std::int64_t total = 0;
  std::vector<UserLine> users;
};
Found search(db::Session& session, const Search& search);
std::optional<UserLine> line(db::Session& session, std::int64_t id);

}  // namespace kinoteka::accounts::user_store
