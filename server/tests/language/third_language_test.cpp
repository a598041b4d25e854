// A third language is a file of texts and nothing else: with one made up (locales.cpp) the whole house speaks it, on
// both engines.
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/locales.hpp"
#include "features/intake/datasets.hpp"
#include "http/openapi.hpp"
#include "support/databases.hpp"
#include "support/visitors.hpp"

namespace kinoteka {
namespace {

using namespace kinoteka::support;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ThirdLanguage : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    ASSERT_EQ(locales().size(), 3u) << "this build has the test's own list";
    ServerOptions options;
    options.policy.sends_mail = true;
    server = std::make_unique<TestServer>(golden_database(GetParam()), options);
  }
  std::string account(const std::string& name, const std::string& language) const {
    return R"({"email":")" + name + R"(@example.org","password":")" + good_password + R"(","name":"A","surname":"B",)" +
           R"("username":")" + name + R"(","language":")" + language + "\"}";
  }
  std::unique_ptr<TestServer> server;
};
INSTANTIATE_TEST_SUITE_P(Engines, ThirdLanguage, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(ThirdLanguage, is_chosen_kept_and_written_in) {
  Visitor zamenhof(*server);
  const auto made = zamenhof.call("POST", "/api/auth/register", account("zamenhof", "eo"));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto mail = server->take_mail();
  ASSERT_EQ(mail.size(), 1u);
  EXPECT_EQ(mail[0].subject, "~Confirm your address");
  EXPECT_THAT(mail[0].text, StartsWith("~Welcome to Kinoteka."));
  EXPECT_THAT(mail[0].html, HasSubstr("<html lang=\"eo\">"));
  zamenhof.log_in("zamenhof@example.org");
  EXPECT_EQ(text_at(zamenhof.get("/api/user"), "/language"), "eo");
}

TEST_P(ThirdLanguage, is_one_of_those_that_a_refusal_names) {
  const auto refused = Visitor(*server).call("POST", "/api/auth/register", account("somebody", "fr"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("must be en, eo or ru"));
}

TEST_P(ThirdLanguage, has_names_of_genres) {
  const auto fresh = new_database(GetParam());
  intake::load_starter(*fresh);
  const auto name = fresh->read([](db::Session& session) {
    return *session.one<std::string>({"name",
                                      "SELECT t.name FROM genre_texts t JOIN genres g ON g.id = t.genre_id "
                                      "WHERE g.slug = 'comedy' AND t.language = 'eo'"});
  });
  EXPECT_EQ(name, "~Comedy");
}

TEST_P(ThirdLanguage, stands_in_the_description_of_the_api) {
  const auto document = boost::json::parse(Visitor(*server).get("/api/openapi.json").body);
  const auto& language =
      document.at("components").at("schemas").at("NewAccount").at("properties").at("language").at("enum").as_array();
  std::vector<std::string> codes;
  for (const auto& code : language)
    if (code.is_string()) codes.emplace_back(code.as_string());
  EXPECT_THAT(codes, ElementsAre("en", "eo", "ru"));
}

}  // namespace
}  // namespace kinoteka
