#include <algorithm>
#include <charconv>

#include "base/locales.hpp"
#include "providers/kinds.hpp"

namespace kinoteka::providers {

namespace {

// Those that come along: a new one is a line here and a file beside this one (docs/providers.md).
const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {{"tmdb", make_tmdb}, {"omdb", make_omdb}, {"wikidata", make_wikidata}};
  return all;
}

}  // namespace

const std::vector<std::string>& provider_names() {
  static const auto names = [] {
    std::vector<std::string> out;
    for (const auto& kind : kinds()) out.push_back(kind.name);
    return out;
  }();
  return names;
}

std::vector<std::string> trusted_hosts(const Settings& settings) {
  auto out = settings.trusted_hosts;
  for (const auto& url : {settings.tmdb_url, settings.omdb_url, settings.wikidata_url, settings.wikidata_query_url,
                          settings.commons_url}) {
    if (url.starts_with("http://")) out.push_back(net::authority_of(url));
  }
  return out;
}

net::Fetcher::Limits patience() {
  net::Fetcher::Limits limits;
  limits.connect = std::chrono::seconds(4);
  limits.whole = std::chrono::seconds(12);
  return limits;
}

std::vector<std::unique_ptr<Provider>> make_providers(const Settings& settings, net::Fetcher& fetcher,
                                                      AnswerStore& store) {
  std::vector<std::unique_ptr<Provider>> out;
  for (const auto& name : settings.order) {
    for (const auto* known : {&kinds(), &settings.others})
      for (const auto& kind : *known)
        if (kind.name == name) out.push_back(kind.make(settings, fetcher, store));
  }
  return out;
}

std::vector<std::string> other_languages() {
  std::vector<std::string> out;
  for (const auto& locale : locales())
    if (&locale != &locales().front()) out.emplace_back(locale.code);
  return out;
}

bool is_other_language(std::string_view code) {
  return std::any_of(locales().begin() + 1, locales().end(), [&](const Locale& other) { return other.code == code; });
}

std::string all_languages(char separator) {
  std::string out;
  for (const auto& locale : locales())
    out += (out.empty() ? std::string() : std::string{separator}) + std::string(locale.code);
  return out;
}

int year_of(std::string_view date) {
  int year = 0;
  std::from_chars(date.data(), date.data() + std::min<std::size_t>(date.size(), 4), year);
  return year >= 1870 && year <= 2100 ? year : 0;
}

}  // namespace kinoteka::providers
