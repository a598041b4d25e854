// The JSON of accounts, field by field; the same structs make the OpenAPI document. No answer ever holds a password,
// a hash of one, or a token but the one that was asked for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include "base/bounded.hpp"
#include "callers/caller.hpp"
#include "features/accounts/domain.hpp"
#include "json/schema.hpp"
#include "json/web_address.hpp"

namespace kinoteka::accounts {

using callers::Scope;
using callers::UserRole;

BOOST_DESCRIBE_ENUM(Registration, open, invitation, closed)
BOOST_DESCRIBE_ENUM(Visibility, private_, everyone, chosen)
BOOST_DESCRIBE_ENUM(Theme, system, dark, light)

struct Email {
  std::string value;
  static std::string parse(const std::string& text, Email& to);
  static boost::json::object schema();
};
struct Username {
  std::string value;
  static std::string parse(const std::string& text, Username& to);
  static boost::json::object schema();
};

// Of a person, a group, a list: at most 100 characters, none of them invisible.
struct PlainName {
  std::string value;
  const std::string& operator*() const { return value; }
  static std::string parse(const std::string& text, PlainName& to);
  static boost::json::object schema();
};

using PersonName = PlainName;
using Password = Text<1, 1000>;  // as somebody types it; what a new one must be is another question
using FactorCode = Text<6, 40>;  // of an authenticator app, or a recovery code
using Token = Text<10, 4000>;    // something that we handed out

struct Registered {
  std::string email;
  std::optional<std::string> username;
  std::string name, surname;
  Language language;
};
BOOST_DESCRIBE_STRUCT(Registered, (), (email, username, name, surname, language))

struct NewAccount {
  Email email;
  Password password;
  std::optional<Username> username;
  std::optional<PersonName> name, surname;
  std::optional<Language> language;
  std::optional<Token> invitation;
  std::optional<Text<1, 40>> setup_code;

  static constexpr json::Doc docs[] = {
      {"password", "At least as long as GET /api/auth/session says, and not one that everybody tries first."},
      {"invitation", "Where registration is by invitation: the token from the message."},
      {"setup_code",
       "For the first account of a house that listens beyond its own machine: the code that the console printed."}};
};
BOOST_DESCRIBE_STRUCT(NewAccount, (), (email, password, username, name, surname, language, invitation, setup_code))

struct Credentials {
  Email email;
  Password password;
  std::optional<FactorCode> code;

  static constexpr json::Doc docs[] = {{"code", "With a second factor: the app's six digits, or a recovery code."}};
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (email, password, code))

struct Tokens {
  std::string access_token, refresh_token;
  std::string token_type = "Bearer";
  std::int64_t expires_in = 0, refresh_expires_in = 0;

  static constexpr json::Doc docs[] = {{"expires_in", "Seconds that the access token is good for."},
                                       {"refresh_expires_in", "Seconds until the refresh token must have been used."}};
};
BOOST_DESCRIBE_STRUCT(Tokens, (), (access_token, refresh_token, token_type, expires_in, refresh_expires_in))

struct TokenPair {
  Token access_token, refresh_token;
};
BOOST_DESCRIBE_STRUCT(TokenPair, (), (access_token, refresh_token))

struct Preferences {
  Theme theme = Theme::system;
};
BOOST_DESCRIBE_STRUCT(Preferences, (), (theme))

// Who may see what; nobody, until its owner says so. Whom 'chosen' means is kept by features/sharing.
struct Privacy {
  Visibility profile = Visibility::private_, diary = Visibility::private_, lists = Visibility::private_,
             collection = Visibility::private_;

  static constexpr json::Doc docs[] = {
      {"profile", "One's name, words about oneself and favourites."},
      {"diary", "What one has watched and rated, and the statistics of it."},
      {"lists", "What a new list is, until it says otherwise."},
      {"collection", "Discs and streams that one owns."},
  };
};
BOOST_DESCRIBE_STRUCT(Privacy, (), (profile, diary, lists, collection))

struct User {
  std::int64_t id = 0;
  std::string email;
  bool email_verified = false;
  std::optional<std::string> username;
  std::string name, surname, bio;
  std::optional<std::string> avatar;
  std::optional<std::int64_t> favorite_genre;
  Language language;
  Preferences preferences;
  Privacy privacy;
  UserRole role = UserRole::user;
  bool has_password = false, second_factor = false;
  std::int64_t recovery_codes_left = 0;
  std::string created_at;
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, email, email_verified, username, name, surname, bio, avatar, favorite_genre, language,
                       preferences, privacy, role, has_password, second_factor, recovery_codes_left, created_at))

// What a user may change about themselves.
struct Profile {
  std::optional<Username> username;
  PersonName name, surname;
  Text<0, 2000> bio;
  std::optional<Id> favorite_genre;
  Language language;
  Preferences preferences;
  Privacy privacy;

  static constexpr json::Doc docs[] = {{"favorite_genre", "A genre's id."}};
};
BOOST_DESCRIBE_STRUCT(Profile, (), (username, name, surname, bio, favorite_genre, language, preferences, privacy))

struct PasswordChange {
  Password password_1, password_2;
  std::optional<bool> all_keys;
  static constexpr json::Doc docs[] = {
      {"password_1", "The old one."},
      {"password_2", "The new one."},
      {"all_keys", "End all API keys, not only those that were made since the last new password."}};
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (password_1, password_2, all_keys))

// Said again for what must not happen at an unlocked screen. Who has no password has to have signed in just now.
struct Confirmation {
  std::optional<Password> password;
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (password))

struct EmailChange {
  Email email;
  std::optional<Password> password;
};
BOOST_DESCRIBE_STRUCT(EmailChange, (), (email, password))

struct EmailOnly {
  Email email;
};
BOOST_DESCRIBE_STRUCT(EmailOnly, (), (email))

struct LinkToken {
  Token token;
  static constexpr json::Doc docs[] = {{"token", "From the link in the message."}};
};
BOOST_DESCRIBE_STRUCT(LinkToken, (), (token))

struct PasswordReset {
  Token token;
  Password password;
  std::optional<bool> all_keys;
  static constexpr json::Doc docs[] = {
      {"all_keys", "End all API keys, not only those that were made since the last new password."}};
};
BOOST_DESCRIBE_STRUCT(PasswordReset, (), (token, password, all_keys))

struct Said {
  std::string message;
};
BOOST_DESCRIBE_STRUCT(Said, (), (message))

struct ProviderInfo {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(ProviderInfo, (), (id, name))

// What a page needs to know before anything else.
struct SessionInfo {
  std::optional<User> user;
  std::optional<std::string> csrf_token;
  Registration registration = Registration::open;
  bool members_only = false, first_account = false, setup_code = false;
  bool sends_mail = true;
  std::int64_t password_length = 8;
  std::vector<ProviderInfo> providers;

  static constexpr json::Doc docs[] = {{"csrf_token", "What a page sends as X-CSRF-Token with every change."},
                                       {"first_account", "Nobody is here yet: who registers now becomes the admin."},
                                       {"setup_code", "… and needs the code that the console printed."},
                                       {"sends_mail", "Without a mail server nobody waits for a message."},
                                       {"password_length", "The shortest password that is taken."},
                                       {"providers", "Whom one may sign in with."}};
};
BOOST_DESCRIBE_STRUCT(SessionInfo, (),
                      (user, csrf_token, registration, members_only, first_account, setup_code, sends_mail,
                       password_length, providers))

struct Session {
  std::int64_t id = 0;
  std::string method, address, agent, created_at, last_seen_at;
  bool current = false;
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, method, address, agent, created_at, last_seen_at, current))

struct NewApiKey {
  Text<1, 60> name;
  Items<Scope, 4> scopes;
  std::optional<Int<1, 3650>> days;
  std::optional<Password> password;

  static constexpr json::Doc docs[] = {
      {"scopes", "read and write: what is one's own; edit: the catalogue; admin: users. Never more than one's role."},
      {"days", "How long it is good for; without it, until it is deleted."}};
};
BOOST_DESCRIBE_STRUCT(NewApiKey, (), (name, scopes, days, password))

struct ApiKey {
  std::int64_t id = 0;
  std::string name;
  std::vector<Scope> scopes;
  std::string created_at;
  std::optional<std::string> last_used_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(ApiKey, (), (id, name, scopes, created_at, last_used_at, expires_at))

struct CreatedApiKey : ApiKey {
  std::string key;
  static constexpr json::Doc docs[] = {{"key", "Shown this once."}};
};
BOOST_DESCRIBE_STRUCT(CreatedApiKey, (ApiKey), (key))

struct TotpSetup {
  std::string seed, address;
  static constexpr json::Doc docs[] = {{"seed", "To be typed into an authenticator app (base32)."},
                                       {"address", "The same as a QR code holds it (otpauth)."}};
};
BOOST_DESCRIBE_STRUCT(TotpSetup, (), (seed, address))

struct TotpCode {
  FactorCode code;
};
BOOST_DESCRIBE_STRUCT(TotpCode, (), (code))

struct RecoveryCodes {
  std::vector<std::string> recovery_codes;
  static constexpr json::Doc docs[] = {{"recovery_codes", "Shown this once. Each opens the account once."}};
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))

struct LinkedAccount {
  std::int64_t id = 0;
  std::string provider, email, linked_at;
};
BOOST_DESCRIBE_STRUCT(LinkedAccount, (), (id, provider, email, linked_at))

struct ReturnTo {
  std::optional<Text<1, 500>> return_to;
  static constexpr json::Doc docs[] = {{"return_to", "The page of ours to come back to, as a path."}};
};
BOOST_DESCRIBE_STRUCT(ReturnTo, (), (return_to))

struct Address {
  std::string url;
  static constexpr json::Doc docs[] = {{"url", "Where to send the browser."}};
};
BOOST_DESCRIBE_STRUCT(Address, (), (url))

// A user as admins see them.
struct UserLine {
  std::int64_t id = 0;
  std::string email;
  bool email_verified = false;
  std::optional<std::string> username;
  std::string name, surname;
  UserRole role = UserRole::user;
  bool disabled = false, second_factor = false;
  bool may_play = false;
  std::string created_at;
  std::optional<std::string> last_seen_at;

  static constexpr json::Doc docs[] = {{"may_play", "Whether they may play the library's films; admins may."}};
};
BOOST_DESCRIBE_STRUCT(UserLine, (),
                      (id, email, email_verified, username, name, surname, role, disabled, second_factor, may_play,
                       created_at, last_seen_at))

// Somebody whom an admin makes an account for; they choose a password by the link.
struct NewUser {
  Email email;
  std::optional<Username> username;
  std::optional<UserRole> role;
  std::optional<bool> may_play;
  std::optional<Language> language;
};
BOOST_DESCRIBE_STRUCT(NewUser, (), (email, username, role, may_play, language))

// A link for an admin to pass on by hand. Works once.
struct OnceLink {
  std::string link, expires_at;
};
BOOST_DESCRIBE_STRUCT(OnceLink, (), (link, expires_at))

struct MadeUser : UserLine {
  std::string link;
  static constexpr json::Doc docs[] = {{"link", "Where they choose a password. Shown this once; works once."}};
};
BOOST_DESCRIBE_STRUCT(MadeUser, (UserLine), (link))

struct UserRights {
  UserRole role = UserRole::user;
  bool disabled = false;
  bool may_play = false;
};
BOOST_DESCRIBE_STRUCT(UserRights, (), (role, disabled, may_play))

struct NewInvitation {
  Email email;
  std::optional<UserRole> role;
  std::optional<Language> language;
};
BOOST_DESCRIBE_STRUCT(NewInvitation, (), (email, role, language))

struct Invitation {
  std::int64_t id = 0;
  std::string email;
  UserRole role = UserRole::user;
  std::string created_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (id, email, role, created_at, expires_at))

struct MadeInvitation : Invitation {
  std::string link;
  static constexpr json::Doc docs[] = {{"link", "What the message says too. Shown this once."}};
};
BOOST_DESCRIBE_STRUCT(MadeInvitation, (Invitation), (link))

struct AuditLine {
  std::int64_t id = 0;
  std::string at, event;
  std::optional<std::int64_t> actor, user;
  std::optional<std::string> actor_email, user_email;
  std::string address, request_id, detail;
};
BOOST_DESCRIBE_STRUCT(AuditLine, (), (id, at, event, actor, user, actor_email, user_email, address, request_id, detail))

// Everything that is kept about somebody, to take along.
struct Export {
  User user;
  std::vector<Session> sessions;
  std::vector<ApiKey> api_keys;
  std::vector<LinkedAccount> linked_accounts;
  std::vector<AuditLine> events;
};
BOOST_DESCRIBE_STRUCT(Export, (), (user, sessions, api_keys, linked_accounts, events))

}  // namespace kinoteka::accounts
