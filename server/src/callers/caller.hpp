// Who calls a use case: tokens that doors alone make, the edge for requests and the console for commands. A use case
// that needs a right asks for it in its parameters; where the call comes from, for limits and the log of events, is
// with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <boost/describe/enum.hpp>

namespace kinoteka::http {
template <class, class>
struct Argument;
}

namespace kinoteka::callers {

// What a user may do, each including the one before.
enum class UserRole { user, editor, admin };
BOOST_DESCRIBE_ENUM(UserRole, user, editor, admin)

// Who calls, as a door has found out.
struct Identity {
  std::int64_t user = 0;
  UserRole role = UserRole::user;
  std::int64_t session = 0;           // 0 with an API key
  std::int64_t api_key = 0;           // 0 with a session
  std::uint32_t scopes = ~0u;         // bits of Scope; a session has all
  bool verified = false;              // the address has been proved
  std::int64_t authenticated_at = 0;  // when the password was given last, ms
};

// What an API key may be allowed. Rights of a role need their own scope beside: an editor's key that may write is no
// editor's for that.
enum class Scope : std::uint32_t { read = 1, write = 2, edit = 4, admin = 8, moderate = 16 };
BOOST_DESCRIBE_ENUM(Scope, read, write, edit, admin, moderate)

// Whether whoever this is may do what a role may, here and now: by their role and, with a key, by its scope.
bool has_scope(const Identity& identity, Scope scope);

// Where a call comes from.
struct Origin {
  std::string address;          // of who calls; the console's is its name
  std::string agent;            // what calls, as it says itself, at most 200 bytes of UTF-8
  std::string request_id;       // empty at the console
  std::string network() const;  // what counts as one client
};

// Anyone at all; the edge may know who, but nothing may depend on it being somebody.
class Guest {
 public:
  const std::optional<Identity>& identity() const { return identity_; }
  const Origin& origin() const { return origin_; }

 private:
  Guest(std::optional<Identity> identity, Origin origin) : identity_(std::move(identity)), origin_(std::move(origin)) {}
  std::optional<Identity> identity_;
  Origin origin_;
  template <class, class>
  friend struct http::Argument;
};

// Who may read the catalogue. Rows that are cached must not ask who it is, and none where it comes from.
class Reader {
 public:
  const std::optional<Identity>& identity() const { return identity_; }

 private:
  explicit Reader(std::optional<Identity> identity) : identity_(std::move(identity)) {}
  std::optional<Identity> identity_;
  template <class, class>
  friend struct http::Argument;
};

// Who is signed in.
class Member {
 public:
  std::int64_t id() const { return identity_.user; }
  const Identity& identity() const { return identity_; }
  const Origin& origin() const { return origin_; }
  // Whose doing it is, as the log of events says it: nobody's at the console.
  std::optional<std::int64_t> actor() const;

 protected:
  Member(const Identity& identity, Origin origin) : identity_(identity), origin_(std::move(origin)) {}

 private:
  Identity identity_;
  Origin origin_;
  template <class, class>
  friend struct http::Argument;
};

class Editor : public Member {
 protected:
  using Member::Member;
  template <class, class>
  friend struct http::Argument;
};

class Admin : public Editor {
 protected:
  using Editor::Editor;
  template <class, class>
  friend struct http::Argument;
};

}  // namespace kinoteka::callers
