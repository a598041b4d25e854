#include "features/catalogue/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cache/versioned_cache.hpp"
#include "features/catalogue/card_service.hpp"
#include "features/catalogue/filter_service.hpp"
#include "features/catalogue/genre_store.hpp"
#include "features/catalogue/movie_store.hpp"
#include "features/catalogue/page_service.hpp"
#include "features/catalogue/person_store.hpp"
#include "features/catalogue/search_service.hpp"
#include "features/catalogue/tag_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue {
namespace {

// What tells one list from another.
std::string key_of(const MovieFilter& filter, const std::vector<SortKey>& sort, std::string_view text) {
  std::string key = "movies";
  const auto add = [&](char name, const auto& value) {
    if (!value) return;
    key += '\n';
    key += name;
    json::encode(key, *value);
  };
  add('g', filter.genre);
  add('d', filter.director);
  add('a', filter.actor);
  add('y', filter.year);
  add('f', filter.year_from);
  add('t', filter.year_to);
  add('r', filter.rating_from);
  add('c', filter.country);
  add('l', filter.language);
  add('#', filter.tag);
  for (const auto& [mark, name] : {std::pair('G', &filter.genre_name), std::pair('D', &filter.director_name),
                                   std::pair('A', &filter.actor_name)}) {
    if (!name->empty()) add(mark, std::optional(*name));
  }
  for (const auto& sorted : sort) {
    key += sorted.descending ? "\n-" : "\n+";
    key += static_cast<char>('0' + static_cast<int>(sorted.field));
  }
  key += "\nq";
  key += text;
  return key;
}

}  // namespace

struct Service::Lists {
  explicit Lists(std::size_t bytes) : kept(bytes) {}

  // The list of this key, made by `make` unless it is kept. Two who ask at once may both make it: that is cheaper
  // than to make one wait for the other, and happens once a change.
  template <class Make>
  Ids get(db::Database& database, const std::string& key, Make&& make) {
    const auto revision = database.revision();
    if (auto ids = kept.find(key, revision)) return *ids;
    auto ids = std::make_shared<const std::vector<std::int32_t>>(database.read(make));
    kept.put(key, revision, ids, ids->size() * sizeof(std::int32_t));
    return ids;
  }

  cache::VersionedCache<Ids> kept;
};

Service::Service(db::Database& database, std::size_t listing_bytes)
    : database_(database), lists_(std::make_unique<Lists>(listing_bytes)) {}
Service::~Service() = default;

Ids Service::movies(const MovieFilter& named, const std::vector<SortKey>& sort, std::string_view text) {
  return lists_->get(database_, key_of(named, sort, text), [&](db::Session& session) {
    const auto settled = with_ids(session, named);
    if (!settled) return std::vector<std::int32_t>();
    const auto& filter = *settled;
    if (text.empty())
      return movie_store::list_ids(session, filter, sort.empty() ? std::vector<SortKey>{SortKey{}} : sort);
    const bool plain = filter == MovieFilter{};
    auto found = search_movies_and_makers(session, text, most_found);
    if (!plain) found = movie_store::filter_ids(session, filter, found);
    if (sort.empty()) return found;
    // Found by words, ordered by a column: the found ones in the order of the whole list.
    std::vector<std::int32_t> wanted = found;
    std::sort(wanted.begin(), wanted.end());
    auto ordered = movie_store::list_ids(session, filter, sort);
    std::erase_if(ordered, [&](std::int32_t id) { return !std::binary_search(wanted.begin(), wanted.end(), id); });
    return ordered;
  });
}

Ids Service::directors(PersonOrder order, std::string_view text) {
  const auto key = "directors" + std::to_string(static_cast<int>(order)) + std::string(text);
  return lists_->get(database_, key, [&](db::Session& session) {
    auto ids = person_store::director_ids(session, order);
    if (text.empty()) return ids;
    auto found = search(session, text, most_found).people;
    std::sort(ids.begin(), ids.end());
    std::erase_if(found, [&](std::int32_t id) { return !std::binary_search(ids.begin(), ids.end(), id); });
    return found;
  });
}

Ids Service::people(std::string_view text) {
  return lists_->get(database_, "people" + std::string(text), [&](db::Session& session) {
    return text.empty() ? person_store::all_ids(session) : search(session, text, most_found).people;
  });
}

bool Service::append_movies(const Ids& ids, std::size_t from, std::size_t count, std::string& out) {
  from = std::min(from, ids->size());
  count = std::min(count, ids->size() - from);
  const auto cards =
      database_.read([&](db::Session& session) { return movie_store::cards(session, ids->data() + from, count); });
  bool first = true;
  for (const auto& card : cards) {
    if (!std::exchange(first, false)) out += ',';
    out += card;
  }
  return from + count < ids->size();
}

bool Service::append_people(const Ids& ids, std::size_t from, std::size_t count, std::string& out) {
  from = std::min(from, ids->size());
  count = std::min(count, ids->size() - from);
  const auto cards =
      database_.read([&](db::Session& session) { return person_store::cards(session, ids->data() + from, count); });
  bool first = true;
  for (const auto& card : cards) {
    if (!std::exchange(first, false)) out += ',';
    json::encode(out, card);
  }
  return from + count < ids->size();
}

http::Versioned<json::Encoded<Movie>> Service::movie(std::int64_t id) {
  return database_.read([&](db::Session& session) { return movie_page(session, id); });
}

PersonPage Service::person(std::int64_t id) {
  auto page = database_.read([&](db::Session& session) { return person_store::page(session, id); });
  if (!page) throw no_person(id);
  return {{std::move(page->person), page->version}, std::move(page->movies)};
}

PersonPage Service::director(std::int64_t id) {
  auto page = person(id);
  if (page.value.value.directed == 0) throw not_found("There is no director with the id " + std::to_string(id) + '.');
  return page;
}

std::vector<Genre> Service::genres() {
  return database_.read([](db::Session& session) { return genre_store::all(session); });
}

http::Versioned<Genre> Service::genre(std::int64_t id) {
  return database_.read([&](db::Session& session) { return genre_page(session, id); });
}

std::vector<Tag> Service::tags() {
  return database_.read([](db::Session& session) { return tag_store::all(session); });
}

http::Versioned<Tag> Service::tag(std::int64_t id) {
  return database_.read([&](db::Session& session) { return tag_page(session, id); });
}

Facets Service::facets() {
  return database_.read([](db::Session& session) { return movie_store::facets(session); });
}

http::Showing<Suggestions> Service::suggest(std::string_view text, std::size_t movies, std::size_t people) {
  return database_.read([&](db::Session& session) {
    auto hits = search(session, text, std::max(movies, people));
    Suggestions out;
    for (auto& card : movie_store::cards(session, hits.movies.data(), std::min(movies, hits.movies.size()))) {
      out.movies.push_back({std::move(card)});
    }
    out.people = person_store::cards(session, hits.people.data(), std::min(people, hits.people.size()));
    out.left_out = std::move(hits.left_out);
    return http::Showing<Suggestions>{std::move(out), std::move(hits.movies)};
  });
}

}  // namespace kinoteka::catalogue
