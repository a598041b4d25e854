// What people do with their own account. Nothing here takes an id of somebody: it is always the caller's own.
#include "features/accounts/routes.hpp"
#include "http/gate.hpp"
#include "http/rows.hpp"
#include "json/encode.hpp"

namespace kinoteka::accounts {

enum class WhichKeys { all };
BOOST_DESCRIBE_ENUM(WhichKeys, all)

struct SignOutQuery {
  std::optional<WhichKeys> keys;
  static constexpr json::Doc docs[] = {{"keys", "all: end all API keys, however old."}};
};
BOOST_DESCRIBE_STRUCT(SignOutQuery, (), (keys))

void add_user_routes(http::Router& router, Accounts& accounts) {
  using http::members, callers::Member, http::Body, http::Patch, http::Created, http::Accepted, http::NoContent,
      http::WithHeaders;
  auto& profiles = accounts.profiles;
  const auto& policy = accounts.policy;

  http::Rows rows(router, "User");
  rows.get("/api/user", members, "One's own account", [&](Member member) { return profiles.user(member.id()); });
  rows.patch("/api/user", members, "Change one's profile", [&](Member member, Patch<Profile> changes) {
    return profiles.save_profile(member, changes.apply(profiles.profile(member)));
  });

  const http::RowOptions in_person_only{.in_person = true};
  rows.get("/api/user/export", members, "Everything that is kept about oneself", in_person_only, [&](Member member) {
    return WithHeaders<Export>{profiles.take_along(member),
                               {{"Content-Disposition", "attachment; filename=\"kinoteka.json\""}}};
  });
  rows.get("/api/user/sessions", members, "Where one is signed in", in_person_only,
           [&](Member member) { return profiles.sessions(member); });
  rows.remove("/api/user/sessions", members,
              "Sign out everywhere else; also ends links for players, a change of address that waits, and API keys and "
              "linked accounts made since the last new password",
              in_person_only, [&](Member member, http::Query<SignOutQuery> query) {
                profiles.end_other_sessions(member, query.keys.has_value());
                return NoContent{};
              });
  rows.remove("/api/user/sessions/{id}", members, "End a session", in_person_only, [&](Member member, Id id) {
    profiles.end_session(member, id);
    return NoContent{};
  });
  rows.get("/api/user/keys", members, "One's API keys", in_person_only,
           [&](Member member) { return profiles.keys(member); });
  rows.remove("/api/user/keys/{id}", members, "Delete an API key", in_person_only, [&](Member member, Id id) {
    profiles.remove_key(member, id);
    return NoContent{};
  });
  rows.get("/api/user/linked", members, "Accounts elsewhere that open this one", in_person_only,
           [&](Member member) { return profiles.linked(member); });
  rows.remove("/api/user/linked/{id}", members, "Unlink an account elsewhere", in_person_only,
              [&](Member member, Id id) {
                profiles.unlink(member, id);
                return NoContent{};
              });

  const http::RowOptions costly{.pool = http::Pool::costly, .in_person = true};
  rows.put("/api/user/password", members, "Change the password; ends every other session", costly,
           [&](Member member, Body<PasswordChange> change) {
             profiles.change_password(member, *change);
             return NoContent{};
           });
  rows.remove(
      "/api/user", members, "Delete one's account, for good", costly,
      [&](Member member, Body<Confirmation> confirmation) {
        profiles.remove(member, *confirmation);
        return WithHeaders<NoContent>{{}, {{"Set-Cookie", http::cookie_header(policy.session_cookie(), "", 0)}}};
      });
  rows.post("/api/user/email", members, "Ask for another address; a link goes there", costly,
            [&](Member member, Body<EmailChange> change) {
              profiles.confirm(member, change->password);
              accounts.membership.request_email_change(member, change->email);
              return Accepted<Said>{{"A message is on its way to the new address."}};
            });
  rows.post("/api/user/keys", members, "Make an API key", costly, [&](Member member, Body<NewApiKey> key) {
    return Created<CreatedApiKey>{profiles.make_key(member, *key), "/api/user/keys"};
  });
  rows.post("/api/user/totp", members, "Begin with a second factor: a seed for an authenticator app", costly,
            [&](Member member, Body<Confirmation> confirmation) { return profiles.begin_totp(member, *confirmation); });
  rows.put("/api/user/totp", members, "Switch the second factor on with a first code", costly,
           [&](Member member, Body<TotpCode> code) { return profiles.enable_totp(member, *code); });
  rows.remove("/api/user/totp", members, "Switch the second factor off", costly,
              [&](Member member, Body<Confirmation> confirmation) {
                profiles.disable_totp(member, *confirmation);
                return NoContent{};
              });
  rows.post("/api/user/recovery-codes", members, "New recovery codes; the old ones end", costly,
            [&](Member member, Body<Confirmation> confirmation) {
              return profiles.renew_recovery_codes(member, *confirmation);
            });
  rows.post("/api/user/linked/{provider}", members, "Begin to link an account elsewhere", costly,
            [&](Member member, http::Name provider, Body<Confirmation> confirmation) {
              profiles.confirm(member, confirmation->password);
              const auto begun = accounts.providers.begin_linking(member, provider.value, "/settings/linked");
              return WithHeaders<Address>{{begun.url}, provider_cookie(policy, begun.browser)};
            });
}

}  // namespace kinoteka::accounts
