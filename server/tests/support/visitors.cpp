#include "support/visitors.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "json/encode.hpp"

namespace kinoteka::support {
namespace {

std::string credentials(const std::string& email, const std::string& password) {
  return "{\"email\":" + json::encode(email) + ",\"password\":" + json::encode(password) + '}';
}

}  // namespace

boost::json::value json_of(const Reply& reply) {
  boost::system::error_code failed;
  auto value = boost::json::parse(reply.body, failed);
  EXPECT_FALSE(failed) << reply.status << ' ' << reply.body;
  return value;
}

std::string text_at(const Reply& reply, const std::string& pointer) {
  const auto value = json_of(reply);
  boost::system::error_code failed;
  const auto* found = value.find_pointer(pointer, failed);
  if (found == nullptr) return {};
  if (found->is_double()) return json::encode(found->get_double());  // as we write it, not as Boost does
  return found->is_string() ? std::string(found->get_string()) : boost::json::serialize(*found);
}

std::string token_in(const mail::Message& message) {
  const auto start = message.text.find("#token=");
  EXPECT_NE(start, std::string::npos) << message.text;
  if (start == std::string::npos) return {};
  const auto end = message.text.find_first_of(" \r\n", start);
  return message.text.substr(start + 7, end - start - 7);
}

Reply Visitor::call(const std::string& method, const std::string& target, const std::string& body,
                    const std::string& more) const {
  std::string all = headers + more;
  if (!access.empty()) all += "Authorization: Bearer " + access + "\r\n";
  if (!cookie.empty()) all += "Cookie: " + cookie + "\r\n";
  if (!csrf.empty()) all += "X-CSRF-Token: " + csrf + "\r\n";
  return Client(server_.port()).call(method, target, body, all);
}

void Visitor::take(const Reply& reply) {
  ASSERT_EQ(reply.status, 200) << reply.body;
  access = text_at(reply, "/access_token");
  refresh = text_at(reply, "/refresh_token");
}

Visitor& Visitor::sign_up(const std::string& email) {
  const auto reply = call("POST", "/api/auth/register", credentials(email, good_password));
  EXPECT_EQ(reply.status, 201) << reply.body;
  return log_in(email);
}

Visitor& Visitor::log_in(const std::string& email, const std::string& password) {
  take(call("POST", "/api/auth/login", credentials(email, password)));
  return *this;
}

Visitor& Visitor::open_session(const std::string& email, const std::string& password) {
  const auto reply = call("POST", "/api/auth/session", credentials(email, password));
  EXPECT_EQ(reply.status, 200) << reply.body;
  const auto set = reply.headers.contains("set-cookie") ? reply.headers.at("set-cookie") : std::string();
  cookie = set.substr(0, set.find(';'));
  csrf = text_at(reply, "/csrf_token");
  return *this;
}

Reply Visitor::renew() {
  const auto body = "{\"access_token\":\"" + access + "\",\"refresh_token\":\"" + refresh + "\"}";
  const auto reply = Client(server_.port()).call("PUT", "/api/auth/login", body);
  if (reply.status == 200) take(reply);
  return reply;
}

std::int64_t Visitor::id() const { return std::stoll(text_at(get("/api/user"), "/id")); }

Visitor named(TestServer& server, const std::string& name) {
  Visitor visitor(server);
  visitor.sign_up(name + "@example.org");
  const auto reply = visitor.call("PATCH", "/api/user", "{\"username\":\"" + name + "\"}");
  EXPECT_EQ(reply.status, 200) << reply.body;
  return visitor;
}

Visitor member(TestServer& server, Visitor& admin, const std::string& email, const std::string& role) {
  Visitor visitor(server);
  visitor.sign_up(email);
  if (role != "user") {
    const auto reply =
        admin.call("PATCH", "/api/admin/users/" + std::to_string(visitor.id()), "{\"role\":\"" + role + "\"}");
    EXPECT_EQ(reply.status, 200) << reply.body;
  }
  return visitor;
}

}  // namespace kinoteka::support
