// A thing of Wikidata, as `wbgetentities` gives it (mediawiki.org/wiki/Wikibase/DataModel/JSON): what is read of it,
// and nothing that is not there or not of the kind that we expect. Thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "providers/provider.hpp"

namespace kinoteka::providers::wikidata {

bool is_item(std::string_view id);   // "Q11424"
bool is_plain(std::string_view id);  // letters and digits alone

// What lies under these names, one in the other; null where there is nothing.
const boost::json::value* at(const boost::json::value* from, std::initializer_list<std::string_view> path);
std::string text_at(const boost::json::value* from, std::initializer_list<std::string_view> path);

// A thing's statements of a property: the preferred ones where there are such, else all but the deprecated.
std::vector<const boost::json::value*> statements(const boost::json::value& entity, std::string_view property);
std::vector<std::string> items_of(const boost::json::value& entity, std::string_view property);
std::string text_of(const boost::json::value& entity, std::string_view property);
std::string label(const boost::json::value& entity, std::string_view language);

bool is_film(const boost::json::value& entity);
// The earliest publication, as exactly as it is known: "1972-03-14", "1972".
std::string published(const boost::json::value& entity);
int minutes(const boost::json::value& entity);  // 0: not said
// Its first title with the language of it; null where none is said.
const boost::json::value* original(const boost::json::value& entity);
Ids ids_of(const boost::json::value& entity, const std::string& id);

}  // namespace kinoteka::providers::wikidata
