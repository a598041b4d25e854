// People who use the API in tests.
#pragma once

#include <string>

#include <boost/json/value.hpp>

#include "mail/message.hpp"
#include "support/server.hpp"

namespace kinoteka::support {

inline const std::string good_password = "seven green lanterns";

boost::json::value json_of(const Reply& reply);
std::string text_at(const Reply& reply, const std::string& pointer);  // "/user/email"; empty when it is not there
std::string token_in(const mail::Message& message);                   // of the link in it

// One person with what they carry: nothing, a pair of tokens, or a browser's cookie.
class Visitor {
 public:
  explicit Visitor(TestServer& server) : server_(server) {}

  Reply call(const std::string& method, const std::string& target, const std::string& body = "",
             const std::string& headers = "") const;
  Reply get(const std::string& target) const { return call("GET", target); }

  // Registers where `email` is new, and signs in; fails the test when that does not work.
  Visitor& sign_up(const std::string& email);
  Visitor& log_in(const std::string& email, const std::string& password = good_password);
  Visitor& open_session(const std::string& email, const std::string& password = good_password);
  Reply renew();

  std::int64_t id() const;

  std::string access, refresh;
  std::string cookie, csrf;  // of a browser
  std::string headers;       // sent each time

 private:
  void take(const Reply& reply);
  TestServer& server_;
};

// Signs up with a username; `name` is also the address's beginning.
Visitor named(TestServer& server, const std::string& name);

// The first account of a house is its admin; this makes one of any role, by that admin.
Visitor member(TestServer& server, Visitor& admin, const std::string& email, const std::string& role);

}  // namespace kinoteka::support
