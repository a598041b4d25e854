// Texts that have a form of their own: they read themselves and say what is wrong. The query reader, the JSON reader
// and the OpenAPI document all use them.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "json/date.hpp"
#include "json/web_address.hpp"

namespace kinoteka::catalogue {

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

// A prefix ("tt", "nm", "Q" or none) and up to ten digits.
std::string id_elsewhere_fault(std::string_view text, std::string_view prefix);

template <char... Prefix>
struct IdElsewhere {
  std::string value;
  static std::string prefix() { return {Prefix...}; }
  static std::string parse(const std::string& text, IdElsewhere& to) {
    auto fault = id_elsewhere_fault(text, prefix());
    if (fault.empty()) to.value = text;
    return fault;
  }
  static boost::json::object schema() {
    return {{"type", "string"}, {"pattern", '^' + prefix() + "[0-9]{1,10}$"}, {"maxLength", 12}};
  }
};
using TmdbId = IdElsewhere<>;
using ImdbMovieId = IdElsewhere<'t', 't'>;
using ImdbPersonId = IdElsewhere<'n', 'm'>;
using WikidataId = IdElsewhere<'Q'>;

}  // namespace kinoteka::catalogue
