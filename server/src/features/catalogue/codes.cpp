#include "features/catalogue/codes.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"

namespace kinoteka::catalogue {
namespace {

bool two_letters(const std::string& text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

std::string CountryCode::parse(const std::string& text, CountryCode& to) {
  if (!two_letters(text)) return "must be a country's two letters, such as FR (ISO 3166-1)";
  to.value = text;
  for (char& c : to.value) c = static_cast<char>(c & ~0x20);
  return {};
}
boost::json::object CountryCode::schema() {
  return {{"type", "string"}, {"pattern", "^[A-Za-z]{2}$"}, {"maxLength", 2}, {"example", "FR"}};
}

std::string LanguageCode::parse(const std::string& text, LanguageCode& to) {
  if (!two_letters(text)) return "must be a language's two letters, such as fr (ISO 639-1)";
  to.value = text::to_lower(text);
  return {};
}
boost::json::object LanguageCode::schema() {
  return {{"type", "string"}, {"pattern", "^[A-Za-z]{2}$"}, {"maxLength", 2}, {"example", "fr"}};
}

std::string Slug::parse(const std::string& text, Slug& to) {
  const bool good = !text.empty() && text.size() <= 60 && text.front() != '-' && text.back() != '-' &&
                    text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!good) return "must have 1 to 60 small Latin letters, digits and hyphens";
  to.value = text;
  return {};
}
boost::json::object Slug::schema() {
  return {{"type", "string"}, {"pattern", "^[a-z0-9]+(-[a-z0-9]+)*$"}, {"maxLength", 60}};
}

namespace {

constexpr ExternalIdKind imdb_person{"imdb", "nm", true, true, "", ""};

}  // namespace

std::string ImdbPersonId::parse(const std::string& text, ImdbPersonId& to) {
  auto fault = external_id_fault(imdb_person, text);
  if (fault.empty()) to.value = text;
  return fault;
}
boost::json::object ImdbPersonId::schema() { return ExternalIds::schema(imdb_person); }

boost::json::object ExternalIds::schema(const ExternalIdKind& kind) {
  boost::json::object schema{{"type", "string"}};
  if (kind.numbered) {
    schema["pattern"] = '^' + std::string(kind.prefix) + "[0-9]{1," + std::to_string(longest_numbered_id) + "}$";
    schema["maxLength"] = longest_numbered_id + 2;
  } else {
    schema["minLength"] = 1;
    schema["maxLength"] = longest_external_id;
  }
  if (!kind.page.empty()) schema["x-page"] = kind.page;
  return schema;
}

}  // namespace kinoteka::catalogue
