// The catalogue's use cases: lists, pages and search. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/domain.hpp"
#include "features/catalogue/filter_parameters.hpp"
#include "features/catalogue/wire.hpp"
#include "http/versions.hpp"

namespace kinoteka::catalogue {

// An order of ids, shared with whoever asks for the same list until the data changes.
using Ids = std::shared_ptr<const std::vector<std::int32_t>>;

using PersonPage = http::Showing<http::Versioned<Person>>;

class Service {
 public:
  // Keeps at most `listing_bytes` of lists.
  Service(db::Database& database, std::size_t listing_bytes);
  ~Service();

  // All movies that pass, in order. With `text` only what a search for it finds (at most 1,000), and without `sort`
  // in the order of relevance. The first call for a list after a change walks an index; later ones cost nothing,
  // so that page 3,000 costs what page 1 does and totals are never counted.
  Ids movies(const MovieFilter& filter, const std::vector<SortKey>& sort, std::string_view text);
  Ids directors(PersonOrder order, std::string_view text);
  Ids people(std::string_view text);  // by name, or the best match first

  // Appends the encoded cards of ids[from, from + count), parted by commas; at the end of the list says false.
  bool append_movies(const Ids& ids, std::size_t from, std::size_t count, std::string& out);
  bool append_people(const Ids& ids, std::size_t from, std::size_t count, std::string& out);

  // Throw Error{not_found}.
  http::Versioned<json::Encoded<Movie>> movie(std::int64_t id);
  PersonPage person(std::int64_t id);
  PersonPage director(std::int64_t id);
  http::Versioned<Genre> genre(std::int64_t id);
  http::Versioned<Tag> tag(std::int64_t id);

  std::vector<Genre> genres();
  std::vector<Tag> tags();  // by name
  Facets facets();
  http::Showing<Suggestions> suggest(std::string_view text, std::size_t movies, std::size_t people);

 private:
  struct Lists;
  db::Database& database_;
  std::unique_ptr<Lists> lists_;
};

}  // namespace kinoteka::catalogue
