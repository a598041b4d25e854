// Tokens of who calls, which only the edge makes: a use case that needs a right asks for it in its parameters.
#pragma once

#include "http/message.hpp"

namespace kinoteka::http {

template <class, class>
struct Argument;

// Anyone at all; the edge may know who, but nothing may depend on it being somebody.
class Guest {
 public:
  const std::optional<Identity>& identity() const { return identity_; }

 private:
  explicit Guest(std::optional<Identity> identity) : identity_(std::move(identity)) {}
  std::optional<Identity> identity_;
  template <class, class>
  friend struct Argument;
};

// Who may read the catalogue. Rows that are cached must not ask who it is.
class Reader {
 public:
  const std::optional<Identity>& identity() const { return identity_; }

 private:
  explicit Reader(std::optional<Identity> identity) : identity_(std::move(identity)) {}
  std::optional<Identity> identity_;
  template <class, class>
  friend struct Argument;
};

// Who is signed in.
class Member {
 public:
  std::int64_t id() const { return identity_.user; }
  const Identity& identity() const { return identity_; }

 protected:
  explicit Member(const Identity& identity) : identity_(identity) {}

 private:
  Identity identity_;
  template <class, class>
  friend struct Argument;
};

class Editor : public Member {
 protected:
  using Member::Member;
  template <class, class>
  friend struct Argument;
};

class Admin : public Editor {
  using Editor::Editor;
  template <class, class>
  friend struct Argument;
};

}  // namespace kinoteka::http
