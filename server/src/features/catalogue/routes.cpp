#include "features/catalogue/routes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/rows.hpp"

namespace kinoteka::catalogue {

enum class MovieStatus { new_ };
BOOST_DESCRIBE_ENUM(MovieStatus, new_)
enum class DirectorSort { name, popularity };
BOOST_DESCRIBE_ENUM(DirectorSort, name, popularity)

struct MovieQuery : http::Paging, FilterParameters {
  std::optional<MovieStatus> status;
  std::optional<http::Sort<SortField>> sort;

  static constexpr json::Doc docs[] = {
      {"page", "From 1. Without it (and without per_page) all movies are streamed."},
      {"per_page", "How many a page; 12 unless told."},
      {"status", "new: the newest first, as sort=-year."},
      {"sort", "Fields in order, '-' for descending. Without it the best known first, or with q the best match."},
  };

  std::vector<SortKey> order() const {
    std::vector<SortKey> keys;
    if (sort) {
      for (const auto& key : sort->keys) keys.push_back({key.field, key.descending});
    } else if (status) {
      keys.push_back({SortField::year, true});
    }
    return keys;
  }
};
BOOST_DESCRIBE_STRUCT(MovieQuery, (http::Paging, FilterParameters), (status, sort))

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
    const auto from = static_cast<std::size_t>(page->offset());
    out.next = [=](std::string& text) { return append(ids, from, static_cast<std::size_t>(page->size), text), false; };
    if constexpr (std::is_same_v<T, MovieCard>) {
      const auto first = std::min(from, ids->size()),
                 last = std::min(from + static_cast<std::size_t>(page->size), ids->size());
      out.shows.assign(ids->begin() + static_cast<std::ptrdiff_t>(first),
                       ids->begin() + static_cast<std::ptrdiff_t>(last));
    }
  } else {
    out.next = [=, from = std::size_t{0}](std::string& text) mutable {
      return append(ids, std::exchange(from, from + batch), batch, text);
    };
  }
  return out;
}

}  // namespace

void add_routes(http::Router& router, Service& catalogue) {
  using http::readers, callers::Reader, http::Query, http::List;

  const auto movies = [&](const MovieQuery& query) {
    return list<MovieCard>(catalogue.movies(query.filter(), query.order(), query.text()), query.chosen(),
                           [&](const Ids& ids, std::size_t from, std::size_t count, std::string& out) {
                             return catalogue.append_movies(ids, from, count, out);
                           });
  };
  const auto directors = [&](const DirectorQuery& query) {
    const auto order = query.sort == DirectorSort::popularity ? PersonOrder::popularity : PersonOrder::name;
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

  const http::RowOptions cached{.cached = true};
  http::Rows rows(router, "Catalogue");
  rows.get("/api/movies", readers, "Movies, in pages or all", cached,
           [=](Reader, Query<MovieQuery> query) { return movies(query); });
  rows.get("/api/movies/{id}", readers, "A movie with its credits and translations", cached, [&](Reader, Id id) {
    const auto own = static_cast<std::int32_t>(id);
    return http::Showing<http::Versioned<json::Encoded<Movie>>>{catalogue.movie(id), {own}};
  });
  rows.get("/api/genres", readers, "All genres", cached, [&](Reader) { return catalogue.genres(); });
  rows.get("/api/genres/{id}", readers, "A genre", cached, [&](Reader, Id id) { return catalogue.genre(id); });
  rows.get("/api/directors", readers, "Directors, in pages or all", cached,
           [=](Reader, Query<DirectorQuery> query) { return directors(query); });
  rows.get("/api/directors/{id}", readers, "A director with their films", cached,
           [&](Reader, Id id) { return catalogue.director(id); });
  rows.get("/api/people", readers, "People, in pages or all", cached,
           [=](Reader, Query<PersonQuery> query) { return people(query); });
  rows.get("/api/people/{id}", readers, "A person with their films by role", cached,
           [&](Reader, Id id) { return catalogue.person(id); });
  rows.get("/api/tags", readers, "Tags by name, in pages or all", cached, [&](Reader, Query<http::Paging> query) {
    auto all = catalogue.tags();
    const auto total = static_cast<std::int64_t>(all.size());
    if (const auto page = query.chosen()) {
      const auto from = std::min(total, page->offset()), to = std::min(total, from + page->size);
      all = {all.begin() + from, all.begin() + to};
    }
    return http::page_of(std::move(all), total, query.chosen());
  });
  rows.get("/api/tags/{id}", readers, "A tag", cached, [&](Reader, Id id) { return catalogue.tag(id); });
  rows.get("/api/facets", readers, "What there is to filter by", cached, [&](Reader) { return catalogue.facets(); });
  rows.get("/api/search/suggest", readers, "Movies and people, as one types", cached,
           [&](Reader, Query<SuggestQuery> query) {
             const auto limit = static_cast<std::size_t>(query.limit);
             return catalogue.suggest(*query.q, limit, std::max<std::size_t>(1, limit / 2));
           });
}

}  // namespace kinoteka::catalogue
