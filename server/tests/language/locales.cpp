// The languages of this test, in place of the list that the build makes: English, Russian, and one that is made up, in
// which English is said with a mark before each text.
#include "base/locales.hpp"

#include <map>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "support/source.hpp"

namespace kinoteka {
namespace {

void mark(boost::json::value& value) {
  if (auto* text = value.if_string()) {
    if (!text->empty()) *text = "~" + std::string(*text);
  } else if (auto* object = value.if_object()) {
    for (auto& member : *object) mark(member.value());
  }
}

std::string texts_of(const std::string& code, bool made_up) {
  auto server = boost::json::parse(support::read_source("web/src/locales/" + code + ".json")).at("server");
  if (made_up) mark(server);
  return boost::json::serialize(server);
}

}  // namespace

const std::vector<Locale>& locales() {
  static const std::string english = texts_of("en", false), russian = texts_of("ru", false),
                           mark = texts_of("en", true);
  static const std::vector<Locale> all = {{"en", english}, {"eo", mark}, {"ru", russian}};
  return all;
}

}  // namespace kinoteka
