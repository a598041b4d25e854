#include "features/accounts/link_store.hpp"

#include "base/time.hpp"

namespace kinoteka::accounts::link_store {
namespace {

constexpr db::Query insert{
    "link.add",
    "INSERT INTO email_tokens (token_hash, user_id, purpose, email, expires_at) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query delete_all{"link.forget", "DELETE FROM email_tokens WHERE user_id = $1 AND purpose = $2"};
constexpr db::Query take_one{
    "link.take",
    "DELETE FROM email_tokens WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING user_id, email"};
constexpr db::Query find_one{
    "link.find", "SELECT user_id, email FROM email_tokens WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3"};
constexpr db::Query insert_invitation{
    "invitation.add",
    "INSERT INTO invitations (token_hash, email, role, invited_by, created_at, expires_at) "
    "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"};
constexpr db::Query find_one_invitation{
    "invitation.find", "SELECT id, email, role FROM invitations WHERE token_hash = $1 AND expires_at > $2"};
constexpr db::Query list_invitations{
    "invitation.list",
    "SELECT id, email, role, created_at, expires_at FROM invitations WHERE expires_at > $1 ORDER BY id DESC"};
constexpr db::Query update_invitation{
    "invitation.renew",
    "UPDATE invitations SET token_hash = $2, expires_at = $3 WHERE id = $1 RETURNING id, email, role"};
constexpr db::Query delete_invitation{"invitation.remove", "DELETE FROM invitations WHERE id = $1"};
constexpr db::Query find_user{"linked.user", "SELECT user_id FROM linked_accounts WHERE issuer = $1 AND subject = $2"};
constexpr db::Query insert_linked{
    "linked.add",
    "INSERT INTO linked_accounts (issuer, subject, user_id, email, linked_at) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query list_linked{
    "linked.list", "SELECT id, issuer, email, linked_at FROM linked_accounts WHERE user_id = $1 ORDER BY id"};
constexpr db::Query delete_linked{"linked.remove", "DELETE FROM linked_accounts WHERE id = $1 AND user_id = $2"};
constexpr db::Query delete_linked_since{"linked.remove_since",
                                        "DELETE FROM linked_accounts WHERE user_id = $1 AND linked_at > $2"};
constexpr db::Query delete_logins_of{"provider_login.forget", "DELETE FROM provider_logins WHERE link_user_id = $1"};
constexpr db::Query insert_login{
    "provider_login.add",
    "INSERT INTO provider_logins (state_hash, provider, browser_hash, sealed, link_user_id, expires_at) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr db::Query take_one_login{"provider_login.take",
                                   "DELETE FROM provider_logins WHERE state_hash = $1 AND expires_at > $2 "
                                   "RETURNING provider, browser_hash, sealed, link_user_id"};
constexpr db::Query expired_links{"link.forget_expired", "DELETE FROM email_tokens WHERE expires_at <= $1"};
constexpr db::Query expired_invitations{"invitation.forget_expired", "DELETE FROM invitations WHERE expires_at <= $1"};
constexpr db::Query expired_logins{"provider_login.forget_expired",
                                   "DELETE FROM provider_logins WHERE expires_at <= $1"};

}  // namespace

void add(db::Tx& tx, const std::string& hash, std::int64_t user, Purpose purpose, const std::string& email,
         std::int64_t expires_at) {
  forget(tx, user, purpose);
  tx.run(insert, hash, user, json::enum_name(purpose), email, expires_at);
}
std::optional<Link> take(db::Tx& tx, const std::string& hash, Purpose purpose, std::int64_t now) {
  return tx.one<Link>(take_one, hash, json::enum_name(purpose), now);
}
std::optional<Link> find(db::Session& session, const std::string& hash, Purpose purpose, std::int64_t now) {
  return session.one<Link>(find_one, hash, json::enum_name(purpose), now);
}
std::int64_t forget(db::Tx& tx, std::int64_t user, Purpose purpose) {
  return tx.run(delete_all, user, json::enum_name(purpose));
}

std::int64_t add_invitation(db::Tx& tx, const std::string& hash, const NewInvitation& invitation, std::int64_t by,
                            std::int64_t now) {
  return *tx.one<std::int64_t>(insert_invitation, hash, invitation.email.value,
                               json::enum_name(invitation.role.value_or(UserRole::user)), by, now, now + invitation_ms);
}
std::optional<InvitationRow> find_invitation(db::Session& session, const std::string& hash, std::int64_t now) {
  return session.one<InvitationRow>(find_one_invitation, hash, now);
}
std::vector<Invitation> invitations(db::Session& session, std::int64_t now) {
  std::vector<Invitation> out;
  session.each(
      list_invitations,
      [&](db::Row& row) {
        out.push_back({row.integer(0), std::string(row.text(1)),
                       json::enum_value<UserRole>(row.text(2)).value_or(UserRole::user), rfc3339(row.integer(3)),
                       rfc3339(row.integer(4))});
      },
      now);
  return out;
}
std::optional<InvitationRow> renew_invitation(db::Tx& tx, std::int64_t id, const std::string& hash, std::int64_t now) {
  return tx.one<InvitationRow>(update_invitation, id, hash, now + invitation_ms);
}
bool remove_invitation(db::Tx& tx, std::int64_t id) { return tx.run(delete_invitation, id) == 1; }

std::optional<std::int64_t> user_of(db::Session& session, const std::string& issuer, const std::string& subject) {
  return session.one<std::int64_t>(find_user, issuer, subject);
}
void link(db::Tx& tx, const std::string& issuer, const std::string& subject, std::int64_t user,
          const std::string& email, std::int64_t now) {
  tx.run(insert_linked, issuer, subject, user, email, now);
}
std::vector<LinkedRow> linked(db::Session& session, std::int64_t user) {
  return session.all<LinkedRow>(list_linked, user);
}
bool unlink(db::Tx& tx, std::int64_t id, std::int64_t user) { return tx.run(delete_linked, id, user) == 1; }

std::int64_t unlink_since(db::Tx& tx, std::int64_t user, std::int64_t since) {
  return tx.run(delete_linked_since, user, since);
}
void forget_logins(db::Tx& tx, std::int64_t user) { tx.run(delete_logins_of, user); }

void add_login(db::Tx& tx, const std::string& state_hash, const ProviderLogin& login, std::int64_t expires_at) {
  tx.run(insert_login, state_hash, login.provider, login.browser_hash, login.sealed, login.link_user, expires_at);
}
std::optional<ProviderLogin> take_login(db::Tx& tx, const std::string& state_hash, std::int64_t now) {
  return tx.one<ProviderLogin>(take_one_login, state_hash, now);
}

void forget_expired(db::Tx& tx, std::int64_t now) {
  for (const auto& query : {expired_links, expired_invitations, expired_logins}) tx.run(query, now);
}

}  // namespace kinoteka::accounts::link_store
