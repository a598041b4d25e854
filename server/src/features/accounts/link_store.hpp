// What links in messages stand for, invitations, and accounts elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/accounts/wire.hpp"

namespace kinoteka::accounts::link_store {

enum class Purpose { verify, reset, change };
BOOST_DESCRIBE_ENUM(Purpose, verify, reset, change)

// One at a time of each purpose: a new one ends those before.
void add(db::Tx& tx, const std::string& hash, std::int64_t user, Purpose purpose, const std::string& email,
         std::int64_t expires_at);
struct Link {
  std::int64_t user = 0;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Link, (), (user, email))
// Takes it out: it works once.
std::optional<Link> take(db::Tx& tx, const std::string& hash, Purpose purpose, std::int64_t now);
// Looks without taking.
std::optional<Link> find(db::Session& session, const std::string& hash, Purpose purpose, std::int64_t now);
std::int64_t forget(db::Tx& tx, std::int64_t user, Purpose purpose);  // how many there were

std::int64_t add_invitation(db::Tx& tx, const std::string& hash, const NewInvitation& invitation, std::int64_t by,
                            std::int64_t now);
struct InvitationRow {
  std::int64_t id = 0;
  std::string email, role;
};
BOOST_DESCRIBE_STRUCT(InvitationRow, (), (id, email, role))
std::optional<InvitationRow> find_invitation(db::Session& session, const std::string& hash, std::int64_t now);
std::vector<Invitation> invitations(db::Session& session, std::int64_t now);
bool remove_invitation(db::Tx& tx, std::int64_t id);
// Another link in place of the one before, good for as long as a new one: the invitation, or nothing.
std::optional<InvitationRow> renew_invitation(db::Tx& tx, std::int64_t id, const std::string& hash, std::int64_t now);

struct LinkedRow {
  std::int64_t id = 0;
  std::string issuer, email;
  std::int64_t linked_at = 0;
};
BOOST_DESCRIBE_STRUCT(LinkedRow, (), (id, issuer, email, linked_at))
std::optional<std::int64_t> user_of(db::Session& session, const std::string& issuer, const std::string& subject);
void link(db::Tx& tx, const std::string& issuer, const std::string& subject, std::int64_t user,
          const std::string& email, std::int64_t now);
std::vector<LinkedRow> linked(db::Session& session, std::int64_t user);
bool unlink(db::Tx& tx, std::int64_t id, std::int64_t user);
// Those linked after `since`; how many there were.
std::int64_t unlink_since(db::Tx& tx, std::int64_t user, std::int64_t since);
// Sign-ins through a provider that are on their way to be linked to this account.
void forget_logins(db::Tx& tx, std::int64_t user);

struct ProviderLogin {
  std::string provider, browser_hash, sealed;
  std::optional<std::int64_t> link_user;
};
BOOST_DESCRIBE_STRUCT(ProviderLogin, (), (provider, browser_hash, sealed, link_user))
void add_login(db::Tx& tx, const std::string& state_hash, const ProviderLogin& login, std::int64_t expires_at);
std::optional<ProviderLogin> take_login(db::Tx& tx, const std::string& state_hash, std::int64_t now);

void forget_expired(db::Tx& tx, std::int64_t now);

}  // namespace kinoteka::accounts::link_store
