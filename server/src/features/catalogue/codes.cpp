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

bool digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
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

std::string id_elsewhere_fault(std::string_view text, std::string_view prefix) {
  const auto number = text.substr(std::min(prefix.size(), text.size()));
  if (text.starts_with(prefix) && digits(number) && number.size() <= 10) return {};
  return prefix.empty() ? "must be a number" : "must be " + std::string(prefix) + " and a number";
}

}  // namespace kinoteka::catalogue
