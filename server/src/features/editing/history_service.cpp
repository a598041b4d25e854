#include "features/editing/history_service.hpp"

#include "features/catalogue/face.hpp"
#include "features/editing/brought_store.hpp"

namespace kinoteka::editing {

change_store::Found History::of(const callers::Editor&, Kind kind, std::int64_t id, std::int64_t offset,
                                std::int64_t limit) const {
  return database_.read(
      [&](db::Session& session) { return change_store::of_object(session, kind, id, offset, limit); });
}

change_store::Found History::all(const callers::Editor&, std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](db::Session& session) { return change_store::of_all(session, offset, limit); });
}

std::vector<Deleted> History::deleted(const callers::Editor&, Kind kind) const {
  return database_.read([&](db::Session& session) { return change_store::deleted(session, kind); });
}

std::vector<json::Encoded<catalogue::MovieCard>> History::unchecked(const callers::Editor&) const {
  return database_.read(
      [&](db::Session& session) { return catalogue::ordered_cards(session, brought_store::all(session)); });
}

}  // namespace kinoteka::editing
