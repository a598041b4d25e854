// People in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/wire.hpp"

namespace kinoteka::catalogue::person_store {

enum class Order { name, popularity };

// Who has directed at least one film.
std::vector<std::int32_t> director_ids(db::Session& session, Order order);

// The statement behind director_ids, for the test that explains it.
const db::Query& director_statement(Order order);

// In the order of `ids`; those that are no more are left out.
std::vector<PersonCard> cards(db::Session& session, const std::int32_t* ids, std::size_t count);

std::optional<Person> page(db::Session& session, std::int64_t id);

}  // namespace kinoteka::catalogue::person_store
