// Who may call what: every operation of the OpenAPI document, as everybody, in a house open to guests and in one for
// members. The document is made from the route table, so a new route is in here without anybody's doing.
#include <map>
#include <set>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/application.hpp"
#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka {
namespace {

using namespace kinoteka::support;

struct Operation {
  std::string method, path, access;
  bool if_match = false;
};

std::vector<Operation> operations() {
  std::vector<Operation> out;
  const auto document = boost::json::parse(app::openapi());
  for (const auto& [path, methods] : document.at("paths").as_object()) {
    for (const auto& [method, operation] : methods.as_object()) {
      Operation one{std::string(method), std::string(path), std::string(operation.at("x-access").as_string())};
      for (char& c : one.method) c = static_cast<char>(std::toupper(c));
      out.push_back(one);
    }
  }
  return out;
}

// Headers that have made servers elsewhere believe somebody, from a client that nobody vouches for.
const std::string claims =
    "X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nX-Forwarded-User: admin\r\nX-Remote-User: "
    "ann@example.org\r\n"
    "Remote-User: admin\r\nX-Forwarded-Host: localhost\r\nX-Original-URL: /api/genres\r\nX-Rewrite-URL: /healthz\r\n"
    "X-HTTP-Method-Override: GET\r\nX-User-Id: 1\r\nX-Role: admin\r\nForwarded: for=127.0.0.1;host=localhost\r\n";

class RoleMatrix : public ::testing::TestWithParam<std::tuple<db::Engine, bool>> {
 protected:
  RoleMatrix() {
    ServerOptions options;
    options.policy.members_only = std::get<1>(GetParam());
    server = std::make_unique<TestServer>(golden_database(std::get<0>(GetParam())), options);
  }
  std::unique_ptr<TestServer> server;
};
INSTANTIATE_TEST_SUITE_P(Houses, RoleMatrix,
                         ::testing::Combine(::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                                            ::testing::Bool()),
                         [](const auto& row) {
                           return engine_name(std::get<0>(row.param)) +
                                  (std::get<1>(row.param) ? "_members_only" : "_open");
                         });

TEST_P(RoleMatrix, every_route_lets_in_whom_the_document_says_and_nobody_else) {
  const bool members_only = std::get<1>(GetParam());
  Visitor anonymous(*server), admin(*server), expired(*server), garbage(*server);
  admin.sign_up("ann@example.org");
  auto user = member(*server, admin, "user@example.org", "user");
  auto editor = member(*server, admin, "editor@example.org", "editor");
  // To play what the house has is a right of its own: library_test asks who has it.
  for (const auto* one : {&user, &editor}) {
    const auto path = "/api/admin/users/" + std::to_string(one->id());
    ASSERT_EQ(admin.call("PATCH", path, R"({"may_play":true})").status, 200);
  }
  garbage.access = "garbage";
  anonymous.headers = claims;
  user.headers = claims;

  struct Who {
    const char* name;
    Visitor& visitor;
    int level;  // 0 nobody, 1 user, 2 editor, 3 admin
  };
  const Who everybody[] = {{"anonymous", anonymous, 0},
                           {"a made-up token", garbage, 0},
                           {"user", user, 1},
                           {"editor", editor, 2},
                           {"admin", admin, 3}};
  const auto all = operations();
  ASSERT_GT(all.size(), 60u);
  std::size_t writes = 0;
  for (const auto& operation : all) {
    const int needed = operation.access == "anyone"    ? 0
                       : operation.access == "readers" ? (members_only ? 1 : 0)
                       : operation.access == "members" ? 1
                       : operation.access == "editors" ? 2
                                                       : 3;
    const bool safe = operation.method == "GET";
    writes += safe ? 0 : 1;
    auto path = operation.path;
    // Nothing has this id, so that who is let in changes nothing.
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{')) {
      path.replace(open, path.find('}') - open + 1, "2000000000");
    }
    // Not one's own session or account, which the others still need.
    const bool ends_itself =
        path == "/api/auth/logout" || (operation.method == "DELETE" && path == "/api/user/sessions");
    for (const auto& [name, visitor, level] : everybody) {
      if (ends_itself && level >= needed) continue;
      // No body: who is let in learns that it is missing or wrong, which is an answer to who may call.
      const auto status = visitor.call(operation.method, path).status;
      const auto row =
          std::string(name) + ": " + operation.method + ' ' + operation.path + " (" + operation.access + ")";
      if (level >= needed) {
        EXPECT_NE(status, 401) << row;
        EXPECT_NE(status, 403) << row;
        EXPECT_NE(status, 405) << row;
        EXPECT_LT(status, 500) << row;
      } else {
        EXPECT_EQ(status, level == 0 ? 401 : 403) << row;
      }
    }
    if (needed == 0 || !safe) continue;
    // The checks hold for every way to write the same address.
    for (const auto& variant : {path + "/", path + "?x=1", path + "%2f", "//" + path.substr(1), path + "/."}) {
      const auto status = anonymous.call(operation.method, variant).status;
      EXPECT_NE(status, 200) << variant;
    }
    EXPECT_EQ(anonymous.call("HEAD", path).status, 401) << path;
  }
  EXPECT_GT(writes, 30u);
}

// What belongs to somebody is nothing to others, admins included where they have no route of their own for it. What is
// open to be read (a review, a public list) may still not be changed by others.
TEST_P(RoleMatrix, nobody_reaches_what_is_anothers) {
  Visitor admin(*server);
  admin.sign_up("ann@example.org");
  auto user = member(*server, admin, "user@example.org", "user");
  auto other = member(*server, admin, "other@example.org", "user");
  const auto made = [&](const std::string& path, const std::string& body) {
    const auto reply = other.call("POST", path, body);
    EXPECT_EQ(reply.status, 201) << path << reply.body;
    return text_at(reply, "/id");
  };
  ASSERT_EQ(other.call("PATCH", "/api/user", R"({"username":"other"})").status, 200);
  const auto key = made("/api/user/keys", R"({"name":"k","scopes":["read"],"password":")" + good_password + "\"}");
  const auto session = text_at(other.get("/api/user/sessions"), "/0/id");
  const auto viewing = made("/api/movies/1/viewings", R"({"watched_on":"2024-05-01"})");
  const auto item =
      made("/api/collection", R"({"title":"Alien","format":"DVD","length":117,"release_year":1979,"rating":5})");
  const auto list = made("/api/lists", R"({"name":"Mine","movies":[1]})");
  const auto open_list = made("/api/lists", R"({"name":"Ours","movies":[1],"visibility":"everyone"})");
  const auto group = made("/api/groups", R"({"name":"Club","members":["other"]})");
  const auto review = made("/api/movies/2/reviews", R"({"body":"Good."})");
  const auto comment = made("/api/reviews/" + review + "/comments", R"({"body":"Indeed."})");
  const auto import = made("/api/user/imports?name=a.csv", "Const,Your Rating,Title,Year\ntt1,8,Heat,1995\n");

  // Of each kind of object: its id, what a stranger is answered, and a body that would be good enough.
  struct Kind {
    std::string part, id;
    int status;
  };
  const Kind kinds[] = {
      {"/user/keys/{id}", key, 404},
      {"/user/sessions/{id}", session, 404},
      {"/user/linked/{id}", "1", 404},
      {"/user/stream-links/{id}", "1", 404},
      {"/user/viewings/{id}", viewing, 404},
      {"/collection/{id}", item, 404},
      {"/lists/{id}", list, 404},
      {"/groups/{id}", group, 404},
      {"/user/imports/{id}", import, 404},
      {"/reviews/{id}", review, 403},
      {"/comments/{id}", comment, 403},
  };
  const std::map<std::string, std::string> bodies = {
      {"PATCH /api/user/viewings/{id}", R"({"note":"x"})"},
      {"PUT /api/collection/{id}", R"({"title":"A","format":"DVD","length":1,"release_year":1979,"rating":5})"},
      {"PATCH /api/collection/{id}", R"({"rating":1})"},
      {"PATCH /api/lists/{id}", R"({"name":"x"})"},
      {"POST /api/lists/{id}/items", R"({"movie_id":3})"},
      {"PATCH /api/lists/{id}/items/{movie_id}", R"({"note":"x"})"},
      {"PUT /api/lists/{id}/items/{movie_id}/position", R"({"position":1})"},
      {"PUT /api/lists/{id}/sharing", R"({"visibility":"everyone"})"},
      {"PATCH /api/groups/{id}", R"({"name":"x"})"},
      {"PUT /api/reviews/{id}", R"({"body":"x"})"},
      {"PUT /api/comments/{id}", R"({"body":"x"})"},
      {"PATCH /api/user/imports/{id}/rows/{row_id}", R"({"skip":true})"},
      {"POST /api/user/imports/{id}/apply", "{}"},
  };
  // What everybody may do with what is another's, and what is one's own by nature.
  const std::set<std::string> open = {"PUT /api/reviews/{id}/like", "DELETE /api/reviews/{id}/like",
                                      "POST /api/reviews/{id}/report", "POST /api/reviews/{id}/comments",
                                      "POST /api/comments/{id}/report"};
  std::size_t checked = 0;
  for (const auto& operation : operations()) {
    if (operation.access != "members" || operation.path.find("{id}") == std::string::npos) continue;
    const auto row = operation.method + ' ' + operation.path;
    if (operation.path.starts_with("/api/movies/{id}/") || operation.path.starts_with("/api/favorites/")) continue;
    if (open.contains(row)) continue;
    if (operation.path.starts_with("/api/media/")) continue;  // the house's, not a person's: see library_test
    const auto* kind = std::find_if(std::begin(kinds), std::end(kinds),
                                    [&](const Kind& one) { return operation.path.starts_with("/api" + one.part); });
    ASSERT_NE(kind, std::end(kinds)) << row << " is new: make one of it for `other` here";
    auto path = operation.path;
    path.replace(path.find("{id}"), 4, kind->id);
    for (const auto* more : {"{movie_id}", "{row_id}"}) {
      if (const auto at = path.find(more); at != std::string::npos) path.replace(at, std::string(more).size(), "1");
    }
    if (const auto at = path.find("{username}"); at != std::string::npos) path.replace(at, 10, "other");
    const auto body = bodies.contains(row) ? bodies.at(row) : std::string();
    EXPECT_EQ(user.call(operation.method, path, body).status, kind->status) << row;
    // Moderators may take reviews and comments away; everything else is nothing to admins too.
    if (kind->status == 404) {
      EXPECT_EQ(admin.call(operation.method, path, body).status, 404) << row;
    }
    ++checked;
    // A list that all may read is still changed by its owner alone.
    if (kind->part == "/lists/{id}") {
      path.replace(path.find("/lists/") + 7, list.size(), open_list);
      EXPECT_EQ(user.call(operation.method, path, body).status, 403) << row;
    }
  }
  EXPECT_GE(checked, 34u);
  EXPECT_EQ(admin.call("PUT", "/api/reviews/" + review, R"({"body":"x"})").status, 403) << "not even by an admin";
  EXPECT_EQ(other.get("/api/user").status, 200);
  EXPECT_EQ(json_of(other.get("/api/user/keys")).as_array().size(), 1u);
  EXPECT_EQ(text_at(other.get("/api/collection/" + item), "/rating"), "5");
  EXPECT_EQ(text_at(other.get("/api/reviews/" + review), "/body"), "Good.");
  EXPECT_EQ(json_of(other.get("/api/lists/" + open_list + "/items")).as_array().size(), 1u);
}

TEST(TheDocument, bounds_every_input) {
  const auto document = boost::json::parse(app::openapi());
  const auto& schemas = document.at("components").at("schemas").as_object();
  std::function<void(const boost::json::object&, const std::string&)> check = [&](const boost::json::object& schema,
                                                                                  const std::string& at) {
    if (schema.contains("$ref")) return;
    if (const auto* any = schema.if_contains("anyOf")) {
      for (const auto& one : any->as_array()) check(one.as_object(), at);
      return;
    }
    const auto* type = schema.if_contains("type");
    ASSERT_NE(type, nullptr) << at;
    const auto name = type->is_array() ? type->as_array().front().as_string() : type->as_string();
    if (name == "string") {
      EXPECT_TRUE(schema.contains("maxLength") || schema.contains("enum")) << at << " has no longest";
    } else if (name == "integer" || name == "number") {
      EXPECT_TRUE(schema.contains("maximum")) << at << " has no largest";
    } else if (name == "array") {
      EXPECT_TRUE(schema.contains("maxItems")) << at << " has no end";
      check(schema.at("items").as_object(), at + "[]");
    } else if (name == "object") {
      for (const auto& [key, value] : schema.at("properties").as_object())
        check(value.as_object(), at + '.' + std::string(key));
    }
  };
  std::size_t inputs = 0;
  for (const auto& [name, schema] : schemas) {
    if (!schema.as_object().contains("additionalProperties")) continue;
    ++inputs;
    check(schema.as_object(), std::string(name));
  }
  EXPECT_GT(inputs, 20u);
  for (const auto& [path, methods] : document.at("paths").as_object()) {
    for (const auto& [method, operation] : methods.as_object()) {
      if (!operation.as_object().contains("parameters")) continue;
      for (const auto& parameter : operation.at("parameters").as_array()) {
        const auto bounded = [](const boost::json::object& schema) {
          return schema.contains("maximum") || schema.contains("maxLength") || schema.contains("enum") ||
                 schema.contains("pattern") || schema.at("type") == "boolean";
        };
        const auto& schema = parameter.at("schema").as_object();
        if (const auto* any = schema.if_contains("anyOf")) {
          for (const auto& one : any->as_array())
            EXPECT_TRUE(bounded(one.as_object())) << path << ' ' << parameter.at("name");
        } else {
          EXPECT_TRUE(bounded(schema)) << path << ' ' << parameter.at("name");
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinoteka
