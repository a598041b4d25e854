#include "json/language.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "base/locales.hpp"

namespace kinoteka::json {

std::string Language::parse(const std::string& text, Language& to) {
  std::string choices;
  for (std::size_t i = 0; i < locales().size(); ++i) {
    if (locales()[i].code == text) {
      to.value = text;
      return {};
    }
    choices += i == 0 ? "" : i + 1 == locales().size() ? " or " : ", ";
    choices += locales()[i].code;
  }
  return "must be " + choices;
}

boost::json::object Language::schema() {
  boost::json::array codes;
  for (const auto& locale : locales()) codes.emplace_back(locale.code);
  return {{"type", "string"}, {"enum", std::move(codes)}};
}

}  // namespace kinoteka::json
