#include <algorithm>
#include <charconv>

#include "base/iso_codes.hpp"
#include "providers/kinds.hpp"

namespace kinoteka::providers {

const std::vector<std::string>& provider_names() {
  static const std::vector<std::string> names = {"tmdb", "omdb", "wikidata"};
  return names;
}

std::vector<std::unique_ptr<Provider>> make_providers(const Settings& settings, net::Fetcher& fetcher,
                                                      AnswerStore& store) {
  std::vector<std::unique_ptr<Provider>> out;
  for (const auto& name : settings.order) {
    if (name == "tmdb") out.push_back(make_tmdb(settings, fetcher, store));
    if (name == "omdb") out.push_back(make_omdb(settings, fetcher, store));
    if (name == "wikidata") out.push_back(make_wikidata(settings, fetcher, store));
  }
  return out;
}

int year_of(std::string_view date) {
  int year = 0;
  std::from_chars(date.data(), date.data() + std::min<std::size_t>(date.size(), 4), year);
  return year >= 1870 && year <= 2100 ? year : 0;
}

}  // namespace kinoteka::providers
