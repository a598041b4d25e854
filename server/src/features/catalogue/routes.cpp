#include "features/catalogue/routes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/routes.hpp"

namespace kinoteka::catalogue {

enum class MovieStatus { new_ };
BOOST_DESCRIBE_ENUM(MovieStatus, new_)
BOOST_DESCRIBE_ENUM(SortField, title, year, rating, popularity, runtime, created_at)
enum class DirectorSort { name, popularity };
BOOST_DESCRIBE_ENUM(DirectorSort, name, popularity)

// "-year,title"
struct Sort {
  std::vector<SortKey> keys;

  static std::string parse(const std::string& text, Sort& to) {
    for (auto part : text::split(text, ',')) {
      const bool descending = part.starts_with('-');
      if (descending) part.remove_prefix(1);
      const auto field = json::enum_value<SortField>(part);
      if (!field) return "must name " + json::enum_choices<SortField>() + ", each with '-' before it for the reverse";
      const bool twice =
          std::any_of(to.keys.begin(), to.keys.end(), [&](const SortKey& key) { return key.field == *field; });
      if (twice) return "names a field twice";
      to.keys.push_back({*field, descending});
    }
    return {};
  }
  static boost::json::object schema() {
    return {{"type", "string"},
            {"pattern",
             "^-?(title|year|rating|popularity|runtime|created_at)(,-?(title|year|rating|popularity|runtime|created_at)"
             ")*$"},
            {"example", "-year,title"}};
  }
};

struct MovieQuery : http::Paging {
  std::optional<Text<1, 200>> q;
  std::optional<MovieStatus> status;
  std::optional<Sort> sort;
  std::optional<Id> genre, director, actor;
  std::optional<Year> year, year_from, year_to;
  std::optional<Number<0, 10>> rating_from;
  std::optional<LanguageCode> language;
  std::optional<CountryCode> country;
  std::optional<Text<1, 100>> tag;

  static constexpr json::Doc docs[] = {
      {"page", "From 1. Without it (and without per_page) all movies are streamed."},
      {"per_page", "How many a page; 12 unless told."},
      {"q",
       "Words of a title in any language, or a person's name; typing errors are forgiven. At most 1,000 are found."},
      {"status", "new: the newest first, as sort=-year."},
      {"sort", "Fields in order, '-' for descending. Without it the best known first, or with q the best match."},
      {"genre", "A genre's id."},
      {"director", "A person's id."},
      {"actor", "A person's id."},
      {"rating_from", "At least this rating, of 10."},
      {"language", "Spoken in it (ISO 639-1)."},
      {"country", "Made there (ISO 3166-1 alpha-2)."},
  };

  MovieFilter filter() const {
    const auto id = [](const auto& value) { return value ? std::optional<std::int64_t>(*value) : std::nullopt; };
    const auto number = [](const auto& value) {
      return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
    };
    MovieFilter out{id(genre),       id(director), id(actor), number(year), number(year_from),
                    number(year_to), {},           {},        {},           {}};
    if (rating_from) out.rating_from = *rating_from;
    if (country) out.country = country->value;
    if (language) out.language = language->value;
    if (tag) out.tag = **tag;
    return out;
  }

  std::vector<SortKey> order() const {
    if (sort) return sort->keys;
    if (status) return {{SortField::year, true}};
    return {};
  }
};
BOOST_DESCRIBE_STRUCT(MovieQuery, (http::Paging),
                      (q, status, sort, genre, director, actor, year, year_from, year_to, rating_from, language,
                       country, tag))

struct DirectorQuery : http::Paging {
  std::optional<Text<1, 200>> q;
  std::optional<DirectorSort> sort;

  static constexpr json::Doc docs[] = {
      {"page", "From 1. Without it (and without per_page) all directors are streamed."},
      {"sort", "name unless told; popularity: the best known first."},
  };
};
BOOST_DESCRIBE_STRUCT(DirectorQuery, (http::Paging), (q, sort))

struct PersonQuery : http::Paging {
  std::optional<Text<1, 200>> q;

  static constexpr json::Doc docs[] = {
      {"page", "From 1. Without it (and without per_page) everybody is streamed."},
      {"q", "Words of a name; typing errors are forgiven. At most 1,000 are found."},
  };
};
BOOST_DESCRIBE_STRUCT(PersonQuery, (http::Paging), (q))

struct SuggestQuery {
  Text<1, 200> q;
  Int<1, 20> limit = 8;

  static constexpr json::Doc docs[] = {{"q", "What has been typed so far."},
                                       {"limit", "At most so many movies; half as many people."}};
};
BOOST_DESCRIBE_STRUCT(SuggestQuery, (), (q, limit))

namespace {

// A list in pages, or all of it some hundred at a time; `append(ids, from, count, out)` writes items.
template <class T, class Append>
http::List<T> list(Ids ids, const std::optional<http::Page>& page, Append append) {
  constexpr std::size_t batch = 500;
  http::List<T> out;
  out.total = static_cast<std::int64_t>(ids->size());
  out.page = page;
  if (page) {
    const auto from = static_cast<std::size_t>((page->number - 1) * page->size);
    out.next = [=](std::string& text) { return append(ids, from, static_cast<std::size_t>(page->size), text), false; };
  } else {
    out.next = [=, from = std::size_t{0}](std::string& text) mutable {
      return append(ids, std::exchange(from, from + batch), batch, text);
    };
  }
  return out;
}

}  // namespace

void add_routes(http::Router& router, Service& catalogue, const TagEditing& tags) {
  using http::readers, http::Reader, http::Query, http::List;

  const auto movies = [&](const MovieQuery& query) {
    return list<MovieCard>(catalogue.movies(query.filter(), query.order(), query.q ? std::string_view(**query.q) : ""),
                           query.chosen(), [&](const Ids& ids, std::size_t from, std::size_t count, std::string& out) {
                             return catalogue.append_movies(ids, from, count, out);
                           });
  };
  const auto directors = [&](const DirectorQuery& query) {
    const auto order =
        query.sort == DirectorSort::popularity ? person_store::Order::popularity : person_store::Order::name;
    return list<PersonCard>(catalogue.directors(order, query.q ? std::string_view(**query.q) : ""), query.chosen(),
                            [&](const Ids& ids, std::size_t from, std::size_t count, std::string& out) {
                              return catalogue.append_people(ids, from, count, out);
                            });
  };
  const auto people = [&](const PersonQuery& query) {
    return list<PersonCard>(catalogue.people(query.q ? std::string_view(**query.q) : ""), query.chosen(),
                            [&](const Ids& ids, std::size_t from, std::size_t count, std::string& out) {
                              return catalogue.append_people(ids, from, count, out);
                            });
  };

  http::Rows rows(router, "Catalogue");
  rows.cached();
  rows.get("/api/movies", readers, "Movies, in pages or all",
           [=](Reader, Query<MovieQuery> query) { return movies(query); });
  rows.get("/api/movies/{id}", readers, "A movie with its credits and translations",
           [&](Reader, Id id) { return catalogue.movie(id); });
  rows.get("/api/genres", readers, "All genres", [&](Reader) { return catalogue.genres(); });
  rows.get("/api/genres/{id}", readers, "A genre", [&](Reader, Id id) { return catalogue.genre(id); });
  rows.get("/api/directors", readers, "Directors, in pages or all",
           [=](Reader, Query<DirectorQuery> query) { return directors(query); });
  rows.get("/api/directors/{id}", readers, "A director with their films",
           [&](Reader, Id id) { return catalogue.director(id); });
  rows.get("/api/people", readers, "People, in pages or all",
           [=](Reader, Query<PersonQuery> query) { return people(query); });
  rows.get("/api/people/{id}", readers, "A person with their films by role",
           [&](Reader, Id id) { return catalogue.person(id); });
  rows.get("/api/tags", readers, "Tags by name, in pages or all", [&](Reader, Query<http::Paging> query) {
    auto all = tags.all();
    const auto total = static_cast<std::int64_t>(all.size());
    if (const auto page = query.chosen()) {
      const auto from = std::min(total, (page->number - 1) * page->size), to = std::min(total, from + page->size);
      all = {all.begin() + from, all.begin() + to};
    }
    return http::page_of(std::move(all), total, query.chosen());
  });
  rows.get("/api/tags/{id}", readers, "A tag", [&](Reader, Id id) { return tags.tag(id); });
  rows.get("/api/facets", readers, "What there is to filter by", [&](Reader) { return catalogue.facets(); });
  rows.get("/api/search/suggest", readers, "Movies and people, as one types", [&](Reader, Query<SuggestQuery> query) {
    const auto limit = static_cast<std::size_t>(query.limit);
    return catalogue.suggest(*query.q, limit, std::max<std::size_t>(1, limit / 2));
  });
}

}  // namespace kinoteka::catalogue
