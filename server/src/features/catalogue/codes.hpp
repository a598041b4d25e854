// Texts that have a form of their own: they read themselves and say what is wrong. The query reader, the JSON reader
// and the OpenAPI document all use them.
#pragma once

#include <map>
#include <string>

#include <boost/json/object.hpp>

#include "base/bounded.hpp"
#include "base/external_ids.hpp"
#include "json/date.hpp"
#include "json/web_address.hpp"

namespace kinoteka::catalogue {

using Year = Int<1870, 2100>;

using json::Date;
using json::WebAddress;

// A country's two letters (ISO 3166-1 alpha-2), upper case; read in any case.
struct CountryCode {
  std::string value;
  static std::string parse(const std::string& text, CountryCode& to);
  static boost::json::object schema();
};

// A language's two letters (ISO 639-1), lower case; read in any case.
struct LanguageCode {
  std::string value;
  static std::string parse(const std::string& text, LanguageCode& to);
  static boost::json::object schema();
};

// What a genre is called in addresses: "science-fiction".
struct Slug {
  std::string value;
  static std::string parse(const std::string& text, Slug& to);
  static boost::json::object schema();
};

// A person's at IMDb: "nm" and up to ten digits.
struct ImdbPersonId {
  std::string value;
  static std::string parse(const std::string& text, ImdbPersonId& to);
  static boost::json::object schema();
};

// A film's ids elsewhere, by provider: see base/external_ids.hpp.
struct ExternalIds {
  std::map<std::string, std::string> by_name;

  static constexpr auto& table = external_ids;
  static std::string fault(const ExternalIdKind& kind, const std::string& id) { return external_id_fault(kind, id); }
  static boost::json::object schema(const ExternalIdKind& kind);
};

}  // namespace kinoteka::catalogue
