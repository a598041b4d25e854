#include "app/settings.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/databases.hpp"

namespace kinoteka::app {
namespace {

using ::testing::HasSubstr;

std::string file_with(const std::string& text) {
  const auto path = support::new_folder() + "/kinoteka.toml";
  std::ofstream(path) << text;
  return path;
}

Error fault_of(const std::map<std::string, std::string>& flags, std::vector<const char*> environment,
               const std::string& file) {
  environment.push_back(nullptr);
  try {
    load_settings(flags, environment.data(), file, false);
  } catch (const Error& error) {
    return error;
  }
  return Error(Code::internal, "nothing was wrong");
}

TEST(Settings, take_flags_before_environment_before_file_before_defaults) {
  const auto file = file_with("listen = '127.0.0.1:1001'\ndata = 'from-file'\nlog_level = 'error'\n");
  const char* environment[] = {"KINOTEKA_DATA=from-environment", "KINOTEKA_LISTEN=127.0.0.1:1002", "PATH=/bin",
                               nullptr};
  const auto settings = load_settings({{"listen", "[::1]:1003"}}, environment, file, true);
  EXPECT_EQ(settings.port, 1003);
  EXPECT_EQ(settings.address, "::1");
  EXPECT_EQ(settings.data, "from-environment");
  EXPECT_EQ(settings.log_level, "error");
  EXPECT_EQ(settings.cache_mb, 16);
  EXPECT_EQ(settings.database_url(), "sqlite:from-environment/kinoteka.db");
}

TEST(Settings, say_where_a_wrong_value_stands_and_what_may_stand_there) {
  const auto error = fault_of({{"listen", "nowhere"}}, {"KINOTEKA_CACHE_MB=much", "KINOTEKA_DATBASE=x"},
                              file_with("log_format = 'xml'\nlisen = 'x'\n"));
  ASSERT_EQ(error.fields.size(), 5u);
  EXPECT_THAT(error.fields[0].field, HasSubstr("kinoteka.toml, line 2, lisen"));
  EXPECT_THAT(error.fields[0].message, HasSubstr("did you mean listen?"));
  EXPECT_THAT(error.fields[1].message, HasSubstr("Give auto, human or json"));
  EXPECT_EQ(error.fields[2].field, "KINOTEKA_CACHE_MB in the environment");
  EXPECT_THAT(error.fields[3].message, HasSubstr("did you mean KINOTEKA_DATABASE?"));
  EXPECT_EQ(error.fields[4].field, "--listen on the command line");
}

TEST(Settings, name_a_file_that_is_not_there_or_not_toml) {
  EXPECT_THROW(load_settings({}, nullptr, "/nowhere/kinoteka.toml", true), Error);
  EXPECT_THAT(fault_of({}, {}, file_with("listen = \n")).fields.at(0).field, HasSubstr("line 1"));
}

}  // namespace
}  // namespace kinoteka::app
