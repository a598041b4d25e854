// What adoption asks of the tables and writes beside a film's draft.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/face.hpp"

namespace kinoteka::intake::adoption_store {

void add_external_id(db::Tx& tx, std::int64_t movie, std::string_view provider, std::string_view id);

// Follow who was merged into somebody; nobody who is deleted.
std::optional<std::int64_t> person_by_id(db::Session& session, std::string_view provider, std::string_view id);
// Those of this name, with whether they have an id at the provider.
struct Namesake {
  std::int64_t person = 0;
  bool has_id = false;
};
std::vector<Namesake> people_named(db::Session& session, const std::string& name, std::string_view provider);
// A person's id elsewhere, unless it is somebody's already.
void add_person_id(db::Tx& tx, std::int64_t person, std::string_view provider, std::string_view id);
// Where a photo lies, for who has none.
void add_photo_source(db::Tx& tx, std::int64_t person, std::string_view address);

std::optional<std::int64_t> genre_with_slug(db::Session& session, std::string_view slug);
std::int64_t add_genre(db::Tx& tx, const catalogue::GenreName& genre);

// What people elsewhere think of it. Popularity from 0 to 1. Whether anything changed; fewer votes than before change
// nothing.
bool set_rating(db::Tx& tx, std::int64_t movie, double rating, std::int64_t votes, double popularity);

void add_source(db::Tx& tx, std::int64_t movie, std::string_view provider, std::int64_t now);
void mark_asked(db::Tx& tx, std::int64_t movie, std::int64_t now);
std::vector<std::int64_t> oldest(db::Session& session, std::int64_t before, std::int64_t limit);

}  // namespace kinoteka::intake::adoption_store
