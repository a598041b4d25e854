// People in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::person_store {

// Everybody, by name.
std::vector<std::int32_t> all_ids(db::Session& session);

// Who has directed at least one film.
std::vector<std::int32_t> director_ids(db::Session& session, PersonOrder order);

// The statements behind these, for the test that explains them.
const db::Query& director_statement(PersonOrder order);
const db::Query& all_statement();

// In the order of `ids`; those that are no more are left out.
std::vector<PersonCard> cards(db::Session& session, const std::int32_t* ids, std::size_t count);

struct Page {
  Person person;
  std::int64_t version = 0;
  std::vector<std::int32_t> movies;  // in the filmography
};
// Who was merged into somebody leads there.
std::optional<Page> page(db::Session& session, std::int64_t id);

}  // namespace kinoteka::catalogue::person_store
