// Imports and their rows in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/takeout/wire.hpp"

namespace kinoteka::takeout::import_store {

std::int64_t add(db::Tx& tx, std::int64_t user, const Parsed& parsed, const std::string& file_name, std::int64_t now);

// Where a row's film comes from, and its state that follows.
struct Placed {
  std::string matched;  // id, title, close, hand, none, unneeded
  std::optional<std::int64_t> movie;
};
void add_rows(db::Tx& tx, std::int64_t import, const std::vector<Row>& rows, const std::vector<Placed>& placed);

std::optional<Import> find(db::Session& session, std::int64_t user, std::int64_t id);  // only this person's
std::vector<Import> list(db::Session& session, std::int64_t user);                     // the latest first
// How many rows each of them has, likewise.
struct Kept {
  std::int64_t id = 0, rows = 0;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, rows))
std::vector<Kept> kept(db::Session& session, std::int64_t user);
bool remove(db::Tx& tx, std::int64_t user, std::int64_t id);

std::int64_t count(db::Session& session, std::int64_t import, std::optional<RowState> state);
std::vector<ImportRow> rows(db::Session& session, std::int64_t import, std::optional<RowState> state,
                            std::int64_t offset, std::int64_t limit);

// A row as it is applied.
struct Stored {
  std::int64_t position = 0;
  Kind kind = Kind::entry;
  std::string title;
  int year = 0;
  std::optional<std::int64_t> movie;
  Record record;
};
std::optional<Stored> row(db::Session& session, std::int64_t import, std::int64_t position);
std::vector<Stored> in_state(db::Session& session, std::int64_t import, RowState state, std::int64_t limit);
void set_state(db::Tx& tx, std::int64_t import, std::int64_t position, RowState state, const RowFault& fault = {});
// All rows of this title and year that wait, or were left out, for a film.
void choose(db::Tx& tx, std::int64_t import, const Stored& row, std::string_view matched,
            std::optional<std::int64_t> movie, RowState state);

}  // namespace kinoteka::takeout::import_store
