// Movies in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/domain.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::movie_store {

// The ids of all movies that pass, in this order. One index drives it; see the plans test.
std::vector<std::int32_t> list_ids(db::Session& session, const MovieFilter& filter, const std::vector<SortKey>& sort);

// The statement behind list_ids, for the test that explains it.
struct ListStatement {
  std::string sql;
  std::vector<db::Value> values;
};
ListStatement list_statement(const MovieFilter& filter, const std::vector<SortKey>& sort);

// The ones of `ids` that pass the filter, in the order of `ids`.
std::vector<std::int32_t> filter_ids(db::Session& session, const MovieFilter& filter,
                                     const std::vector<std::int32_t>& ids);

// Encoded MovieCards in the order of `ids`; those that are no more are left out.
std::vector<std::string> cards(db::Session& session, const std::int32_t* ids, std::size_t count);
std::vector<std::pair<std::int32_t, std::string>> identified_cards(db::Session& session, const std::int32_t* ids,
                                                                   std::size_t count);

// A movie's page as encoded JSON.
struct Page {
  std::string json;
  std::int64_t version = 0;
};
std::optional<Page> page(db::Session& session, std::int64_t id);

bool exists(db::Session& session, std::int64_t id);                          // and is not deleted
std::optional<std::int64_t> year_of(db::Session& session, std::int64_t id);  // 0: unknown

Facets facets(db::Session& session);

}  // namespace kinoteka::catalogue::movie_store
