#include "features/accounts/profile_service.hpp"

#include <array>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/face.hpp"
#include "features/accounts/link_store.hpp"
#include "features/accounts/session_store.hpp"
#include "json/decode.hpp"
#include "security/tokens.hpp"
#include "security/totp.hpp"

namespace kinoteka::accounts {

user_store::UserRow Profiles::row(std::int64_t id) const {
  auto found = database_.read([&](db::Session& session) { return user_store::find(session, id); });
  if (!found) throw Error(Code::unauthorized, "This account is no more.");
  return std::move(*found);
}

User Profiles::user_of(db::Session& session, const user_store::UserRow& row) const {
  User user;
  user.id = row.id;
  user.email = row.email;
  user.email_verified = row.email_verified_at > 0;
  user.username = row.username;
  user.name = row.name;
  user.surname = row.surname;
  user.bio = row.bio;
  user.avatar = row.avatar;
  user.favorite_genre = row.favorite_genre;
  user.language = language_of(row);
  user.preferences = json::decode<Preferences>(row.preferences, json::Unknown::ignore);
  user.privacy = json::decode<Privacy>(row.privacy, json::Unknown::ignore);
  user.role = json::enum_value<UserRole>(row.role).value_or(UserRole::user);
  user.has_password = !row.password_hash.empty();
  user.second_factor = row.totp_enabled_at > 0;
  if (user.second_factor) user.recovery_codes_left = user_store::count_recovery_codes(session, row.id);
  user.created_at = rfc3339(row.created_at);
  return user;
}

User Profiles::user(std::int64_t id) const {
  const auto found = row(id);
  return database_.read([&](db::Session& session) { return user_of(session, found); });
}

Profile Profiles::profile(const callers::Member& member) const {
  const auto found = row(member.id());
  Profile profile;
  if (found.username) profile.username = Username{*found.username};
  profile.name = {found.name};
  profile.surname = {found.surname};
  profile.bio = found.bio;
  if (found.favorite_genre) profile.favorite_genre = Id(*found.favorite_genre);
  profile.language = language_of(found);
  profile.preferences = json::decode<Preferences>(found.preferences, json::Unknown::ignore);
  profile.privacy = json::decode<Privacy>(found.privacy, json::Unknown::ignore);
  return profile;
}

User Profiles::save_profile(const callers::Member& member, const Profile& profile) {
  const auto shown = [](const Privacy& privacy) {
    return std::array{privacy.profile, privacy.diary, privacy.collection};
  };
  const auto before = shown(this->profile(member).privacy), after = shown(profile.privacy);
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i] != before[i] && after[i] != Visibility::private_) require_may_publish(policy_, member);
  }
  database_.write([&](db::Tx& tx) {
    if (profile.username && user_store::username_taken(tx, profile.username->value, member.id())) {
      throw Error(Code::conflict, "This username is taken.",
                  {{"username", "is taken: choose another", Reason::username_taken}});
    }
    if (profile.favorite_genre && !user_store::genre_exists(tx, *profile.favorite_genre)) {
      throw invalid({{"favorite_genre", "is no genre's id: GET /api/genres lists them"}});
    }
    user_store::save_profile(tx, member.id(), profile);
  });
  return user(member.id());
}

void Profiles::confirm(const callers::Member& member, const std::optional<Password>& password) const {
  const auto found = row(member.id());
  if (found.password_hash.empty()) {
    if (now_ms() - member.identity().authenticated_at <= recent_ms) return;
    throw forbidden("Sign in again, then do this within ten minutes.", Reason::sign_in_again);
  }
  const auto doors = Guard::password_doors(member.origin(), member.id());
  guard_.knock(doors, member.origin());
  if (!password || !passwords_.verify(**password, found.password_hash)) {
    throw Error(Code::forbidden, "The password is not right.", {{"password", "is not right", Reason::password_wrong}});
  }
  database_.write([&](db::Tx& tx) { guard_.forgive(tx, doors); });
}

void Profiles::change_password(const callers::Member& member, const PasswordChange& change) {
  const auto user = row(member.id());
  if (user.password_hash.empty()) {
    throw conflict("This account has no password yet: ask for a link to choose one with POST /api/auth/reset.",
                   Reason::no_password);
  }
  const auto doors = Guard::password_doors(member.origin(), member.id());
  guard_.knock(doors, member.origin());
  if (!passwords_.verify(*change.password_1, user.password_hash)) {
    throw Error(Code::forbidden, "The old password is not right.",
                {{"password_1", "is not right", Reason::password_wrong}});
  }
  membership_.check_new_password(
      *change.password_2, "password_2",
      {user.email, user.username ? std::string_view(*user.username) : "", user.name, user.surname});
  const auto hash = passwords_.hash(*change.password_2);
  const auto hint = Membership::hint_of(box_, user.email, *change.password_2);
  database_.write([&](db::Tx& tx) {
    const auto report = eviction_.run(tx, user, {member.identity().session, change.all_keys.value_or(false), false});
    user_store::set_password(tx, user.id, hash, now_ms());
    user_store::set_hint(tx, user.id, hint);
    guard_.forgive(tx, doors);
    guard_.record(tx, "password_changed", member.origin(), user.id, user.id);
    eviction_.tell(tx, user, Eviction::Why::new_password, report);
  });
}

void Profiles::remove(const callers::Member& member, const Confirmation& confirmation) {
  confirm(member, confirmation.password);
  const auto email = database_.write([&](db::Tx& tx) -> std::string {
    user_store::hold(tx, member.id());
    const auto user = user_store::find(tx, member.id());
    if (!user) return {};
    if (user->role == "admin" && user_store::count_admins(tx) == 1) {
      throw conflict("You are the only admin: make somebody else one first.", Reason::last_admin);
    }
    if (farewell_) farewell_(tx, member.id());
    guard_store::forget_user(tx, member.id());
    guard_.record(tx, "account_deleted", member.origin(), std::nullopt, member.id());
    user_store::remove(tx, member.id());
    return user->email;
  });
  if (clear_ && !email.empty()) clear_(email);
}

Export Profiles::take_along(const callers::Member& member) const {
  Export out;
  out.user = user(member.id());
  database_.read([&](db::Session& session) {
    out.sessions = session_store::list(session, member.id(), member.identity().session, now_ms());
    out.api_keys = session_store::list_keys(session, member.id());
    guard_store::AuditSearch search;
    search.user = member.id();
    search.limit = 10'000;
    out.events = guard_store::events(session, search).lines;
  });
  out.linked_accounts = linked(member);
  return out;
}

std::vector<Session> Profiles::sessions(const callers::Member& member) const {
  return database_.read([&](db::Session& session) {
    return session_store::list(session, member.id(), member.identity().session, now_ms());
  });
}

void Profiles::end_session(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!session_store::end(tx, id, member.id())) throw not_found("There is no session with this id.");
    guard_.record(tx, "session_ended", member.origin(), member.id(), member.id());
  });
}

void Profiles::end_other_sessions(const callers::Member& member, bool all_keys) {
  database_.write([&](db::Tx& tx) {
    const auto user = user_store::find(tx, member.id());
    if (!user) throw Error(Code::unauthorized, "This account is no more.");
    const auto report = eviction_.run(tx, *user, {member.identity().session, all_keys, false});
    if (report.anything()) eviction_.tell(tx, *user, Eviction::Why::signed_out, report);
    guard_.record(tx, "other_sessions_ended", member.origin(), member.id(), member.id());
  });
}

std::vector<ApiKey> Profiles::keys(const callers::Member& member) const {
  return database_.read([&](db::Session& session) { return session_store::list_keys(session, member.id()); });
}

CreatedApiKey Profiles::make_key(const callers::Member& member, const NewApiKey& key) {
  if (key.scopes.empty()) throw invalid({{"scopes", "must name at least one of read, write, moderate, edit, admin"}});
  confirm(member, key.password);
  std::int64_t scopes = 0;
  for (const auto scope : key.scopes) {
    const bool above =
        ((scope == Scope::edit || scope == Scope::moderate) && member.identity().role < UserRole::editor) ||
        (scope == Scope::admin && member.identity().role < UserRole::admin);
    if (above) throw invalid({{"scopes", "go beyond your role"}});
    scopes |= static_cast<std::int64_t>(scope);
  }
  const auto secret = std::string(api_key_prefix) + security::random_token();
  const auto now = now_ms();
  const auto expires_at = key.days ? now + *key.days * day_ms : 0;
  const auto id = database_.write([&](db::Tx& tx) {
    user_store::hold(tx, member.id());
    const auto made =
        session_store::add_key(tx, member.id(), *key.name, security::token_hash(secret), scopes, now, expires_at);
    if (made == 0)
      throw conflict("There are too many keys: delete one that is not used any more.", Reason::too_many_keys);
    guard_.record(tx, "api_key_made", member.origin(), member.id(), member.id(), *key.name);
    return made;
  });
  for (auto& made : keys(member)) {
    if (made.id == id) return {{std::move(made)}, secret};
  }
  throw not_found("The key is gone already.");
}

void Profiles::remove_key(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!session_store::remove_key(tx, id, member.id())) throw not_found("There is no key with this id.");
    guard_.record(tx, "api_key_removed", member.origin(), member.id(), member.id());
  });
}

TotpSetup Profiles::begin_totp(const callers::Member& member, const Confirmation& confirmation) {
  confirm(member, confirmation.password);
  const auto seed = security::new_totp_seed();
  const auto email = database_.write([&](db::Tx& tx) {
    const auto user = user_store::find(tx, member.id());
    if (!user) throw Error(Code::unauthorized, "This account is no more.");
    if (user->totp_enabled_at > 0)
      throw conflict("There is a second factor already: switch it off first.", Reason::factor_on);
    user_store::set_totp(tx, user->id, box_.seal(seed, "totp"), 0);
    return user->email;
  });
  return {seed, security::totp_address(seed, email)};
}

RecoveryCodes Profiles::new_recovery_codes(db::Tx& tx, std::int64_t user) const {
  RecoveryCodes out;
  std::vector<std::string> hashes;
  for (int i = 0; i < recovery_code_count; ++i) {
    const auto code = security::readable_code(24);  // 117 bits: nothing to guess, so a plain hash will do
    hashes.push_back(security::token_hash(code));
    std::string groups;
    for (std::size_t at = 0; at < code.size(); at += 4) groups += (at > 0 ? "-" : "") + code.substr(at, 4);
    out.recovery_codes.push_back(std::move(groups));
  }
  user_store::set_recovery_codes(tx, user, hashes);
  return out;
}

RecoveryCodes Profiles::enable_totp(const callers::Member& member, const TotpCode& code) {
  const auto user = row(member.id());
  if (user.totp_enabled_at > 0) throw conflict("The second factor is on already.", Reason::factor_on);
  const auto seed = user.totp_seed.empty() ? std::nullopt : box_.open(user.totp_seed, "totp");
  if (!seed) throw conflict("Begin with POST /api/user/totp: it gives the seed for your app.");
  guard_.knock(Guard::password_doors(member.origin(), member.id()), member.origin());
  const auto step = security::check_totp(*seed, *code.code, now_ms(), user.totp_last_step);
  if (!step)
    throw invalid({{"code", "is not the code of this seed now: check the clock of your device", Reason::code_wrong}});
  return database_.write([&](db::Tx& tx) {
    user_store::use_totp_step(tx, user.id, *step);
    user_store::set_totp(tx, user.id, user.totp_seed, now_ms());
    session_store::end_all(tx, user.id, member.identity().session);
    guard_.record(tx, "second_factor_enabled", member.origin(), user.id, user.id);
    return new_recovery_codes(tx, user.id);
  });
}

void Profiles::disable_totp(const callers::Member& member, const Confirmation& confirmation) {
  confirm(member, confirmation.password);
  database_.write([&](db::Tx& tx) {
    user_store::set_totp(tx, member.id(), "", 0);
    user_store::set_recovery_codes(tx, member.id(), {});
    guard_.record(tx, "second_factor_disabled", member.origin(), member.id(), member.id());
  });
}

RecoveryCodes Profiles::renew_recovery_codes(const callers::Member& member, const Confirmation& confirmation) {
  confirm(member, confirmation.password);
  if (row(member.id()).totp_enabled_at == 0)
    throw conflict("There is no second factor: switch it on first.", Reason::factor_off);
  return database_.write([&](db::Tx& tx) {
    guard_.record(tx, "recovery_codes_renewed", member.origin(), member.id(), member.id());
    return new_recovery_codes(tx, member.id());
  });
}

std::vector<LinkedAccount> Profiles::linked(const callers::Member& member) const {
  std::vector<LinkedAccount> out;
  const auto rows = database_.read([&](db::Session& session) { return link_store::linked(session, member.id()); });
  for (const auto& found : rows) {
    std::string name = found.issuer;
    for (const auto& provider : policy_.providers) {
      if (provider.at.issuer == found.issuer) name = provider.name;
    }
    out.push_back({found.id, std::move(name), found.email, rfc3339(found.linked_at)});
  }
  return out;
}

void Profiles::unlink(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    const auto user = user_store::find(tx, member.id());
    const auto all = link_store::linked(tx, member.id());
    if (user && user->password_hash.empty() && all.size() == 1 && all.front().id == id) {
      throw conflict("This is the only way into your account: choose a password first.", Reason::only_way_in);
    }
    if (!link_store::unlink(tx, id, member.id())) throw not_found("There is no linked account with this id.");
    guard_.record(tx, "account_unlinked", member.origin(), member.id(), member.id());
  });
}

}  // namespace kinoteka::accounts
