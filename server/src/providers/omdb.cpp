// The Open Movie Database (omdbapi.com): IMDb's facts as texts made for reading, which are taken apart here.
#include <algorithm>
#include <charconv>
#include <optional>

#include <boost/describe/class.hpp>

#include "base/iso_codes.hpp"
#include "base/text.hpp"
#include "net/http_client.hpp"
#include "providers/kinds.hpp"

namespace kinoteka::providers {
namespace omdb {

// Members as they write them. What they do not know is "N/A".
struct SearchResult {
  std::string Title, imdbID;
  std::optional<std::string> Year;
};
BOOST_DESCRIBE_STRUCT(SearchResult, (), (Title, imdbID, Year))
struct SearchPage {
  std::string Response;
  std::optional<std::vector<SearchResult>> Search;
};
BOOST_DESCRIBE_STRUCT(SearchPage, (), (Response, Search))

struct Details {
  std::string Response;
  std::optional<std::string> Title, Year, Released, Runtime, Genre, Director, Writer, Actors, Plot, Language, Country,
      Poster, imdbRating, imdbVotes, imdbID;
};
BOOST_DESCRIBE_STRUCT(Details, (),
                      (Response, Title, Year, Released, Runtime, Genre, Director, Writer, Actors, Plot, Language,
                       Country, Poster, imdbRating, imdbVotes, imdbID))

}  // namespace omdb

namespace {

using omdb::Details, omdb::SearchPage;

std::string text_of(const std::optional<std::string>& text) { return text && *text != "N/A" ? *text : ""; }

std::vector<std::string> list_of(const std::optional<std::string>& text) {
  std::vector<std::string> out;
  const auto known = text_of(text);
  for (const auto part : text::split(known, ',')) {
    // "Mario Puzo (screenplay)"
    const auto name = text::trim(part.substr(0, part.find('(')));
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
  }
  return out;
}

// "1,234,567" and "142 min"
std::int64_t number_of(std::string text) {
  std::erase(text, ',');
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

double decimal_of(const std::string& text) {
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// "24 Mar 1972" → "1972-03-24"
std::string date_of(const std::string& text) {
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != 11) return {};
  const auto month = months.find(text.substr(3, 3));
  if (month == std::string_view::npos || month % 3 != 0) return {};
  const auto number = std::to_string(month / 3 + 101).substr(1);
  return text.substr(7) + '-' + number + '-' + text.substr(0, 2);
}

bool is_imdb_id(std::string_view id) {
  return id.size() > 2 && id.size() <= 12 && id.starts_with("tt") &&
         id.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

class Omdb final : public Provider {
 public:
  Omdb(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store)
      : base_(settings.omdb_url),
        key_(settings.omdb_key),
        asking_("OMDb", fetcher, store, settings.manners.value_or(Manners{4, 8})) {
    about_ = {"omdb",
              "OMDb",
              "Film data by the OMDb API, under CC BY-NC 4.0.",
              "https://www.omdbapi.com",
              "imdb",
              "omdb_key",
              !settings.omdb_key.empty()};
  }

  const About& about() const override { return about_; }
  Trouble trouble() const override { return asking_.trouble(); }

  std::vector<Found> search(const Wanted& wanted) override {
    net::FormFields fields = {{"s", wanted.title}, {"type", "movie"}};
    if (wanted.year > 0) fields.emplace_back("y", std::to_string(wanted.year));
    const auto page = get<SearchPage>(fields, std::chrono::hours(24));
    std::vector<Found> out;
    if (!page || !page->Search) return out;
    for (const auto& result : *page->Search) {
      if (is_imdb_id(result.imdbID))
        out.push_back({result.imdbID, result.Title, "", "", year_of(text_of(result.Year)), {{"imdb", result.imdbID}}});
    }
    return out;
  }

  std::optional<std::string> id_of(const Ids& ids) override {
    const auto known = ids.find("imdb");
    return known == ids.end() ? std::nullopt : std::optional(known->second);
  }

  std::optional<Film> film(const std::string& id) override {
    if (!is_imdb_id(id)) return std::nullopt;
    const auto details = get<Details>({{"i", id}, {"plot", "full"}}, std::chrono::hours(24 * 3));
    if (!details || details->Response != "True") return std::nullopt;
    Film film;
    film.provider = "omdb";
    film.id = id;
    film.title = text_of(details->Title);
    film.description = text_of(details->Plot);
    film.release_date = date_of(text_of(details->Released));
    film.year = year_of(text_of(details->Year));
    film.runtime = static_cast<int>(std::clamp<std::int64_t>(number_of(text_of(details->Runtime)), 0, 100'000));
    film.rating = decimal_of(text_of(details->imdbRating));
    film.votes = number_of(text_of(details->imdbVotes));
    film.genres = list_of(details->Genre);
    for (const auto& country : list_of(details->Country)) film.countries.push_back(country_code(country));
    for (const auto& language : list_of(details->Language)) film.languages.push_back(language_code(language));
    for (auto& name : list_of(details->Director)) film.credits.push_back({Job::director, std::move(name), "", {}, ""});
    for (auto& name : list_of(details->Writer)) film.credits.push_back({Job::writer, std::move(name), "", {}, ""});
    for (auto& name : list_of(details->Actors)) film.credits.push_back({Job::actor, std::move(name), "", {}, ""});
    film.ids = {{"imdb", id}};
    if (auto poster = text_of(details->Poster); !poster.empty())
      film.pictures.push_back({PictureKind::poster, std::move(poster), 0, 0, "en"});
    return film;
  }

 private:
  // They say "False" in a 200 where they know nothing.
  template <class T>
  std::optional<T> get(const net::FormFields& fields, std::chrono::hours keep) {
    const auto query = net::form_encode(fields);
    return asking_.ask_for<T>({base_ + "/?" + query + "&apikey=" + net::percent_encode(key_),
                               "omdb:" + query,
                               {"Accept: application/json"},
                               keep});
  }

  const std::string base_, key_;
  Asking asking_;
  About about_;
};

}  // namespace

std::unique_ptr<Provider> make_omdb(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store) {
  return std::make_unique<Omdb>(settings, fetcher, store);
}

}  // namespace kinoteka::providers
