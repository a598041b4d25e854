#include "features/collection/service.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/accounts/face.hpp"
#include "features/catalogue/face.hpp"
#include "features/collection/face.hpp"
#include "features/collection/item_store.hpp"

namespace kinoteka::collection {
namespace {

Error no_item() { return not_found("There is no item with this id in your collection."); }

CollectionItem own_item(db::Session& session, std::int64_t user, std::int64_t id) {
  auto found = item_store::find(session, user, id);
  if (!found) throw no_item();
  return std::move(*found);
}

NewItem draft_of(const CollectionItem& item) {
  NewItem out;
  out.title = item.title;
  out.format = item.format;
  out.length = item.length;
  out.release_year = item.release_year;
  out.rating = item.rating;
  if (item.movie_id) out.movie_id = Id(*item.movie_id);
  out.location = item.location;
  out.condition = item.condition;
  if (item.bought_on) out.bought_on = json::Date{*item.bought_on};
  out.lent_to = item.lent_to;
  if (item.lent_on) out.lent_on = json::Date{*item.lent_on};
  out.note = item.note;
  return out;
}

// What the fields mean together.
NewItem checked(db::Session& session, NewItem item, std::optional<std::int64_t> movie_before) {
  std::vector<FieldError> faults;
  if (text::trim(*item.title).empty()) faults.push_back({"title", "must not be blank", Reason::blank});
  if (item.lent_on && item.lent_to->empty())
    faults.push_back({"lent_on", "needs lent_to: who has it?", Reason::lent_to_nobody});
  if (item.movie_id && movie_before != std::int64_t{*item.movie_id}) {
    try {
      catalogue::require_movie(session, *item.movie_id);
    } catch (const Error&) {
      faults.push_back({"movie_id", "is no movie's id"});
    }
  }
  if (!faults.empty()) throw invalid(std::move(faults));
  if (!item.lent_to->empty() && !item.lent_on) item.lent_on = json::Date{rfc3339(now_ms()).substr(0, 10)};
  return item;
}

void require_room(db::Tx& tx, std::int64_t user) {
  accounts::hold(tx, user);
  if (item_store::count(tx, user, {}) >= most_items)
    throw conflict("Your collection has " + std::to_string(most_items) +
                   " items, which is the most: delete some first.")
        .with_reason(Reason::collection_full);
}

}  // namespace

bool add_once(db::Tx& tx, std::int64_t user, const NewItem& item) {
  if (item_store::has(tx, user, item)) return false;
  require_room(tx, user);
  item_store::add(tx, user, checked(tx, item, {}), now_ms());
  return true;
}

std::int64_t count_items(db::Session& session, std::int64_t owner, const ItemSearch& search) {
  return item_store::count(session, owner, search);
}

std::vector<ShelfItem> items(db::Session& session, std::int64_t owner, const ItemSearch& search, std::int64_t offset,
                             std::int64_t limit) {
  std::vector<ShelfItem> shelf;
  std::vector<std::int32_t> movies;
  for (auto& item : item_store::list(session, owner, search, offset, limit)) {
    if (item.movie_id) movies.push_back(static_cast<std::int32_t>(*item.movie_id));
    shelf.push_back({std::move(item), {}});
  }
  const auto cards = catalogue::cards(session, movies);
  for (auto& item : shelf) {
    const auto card = item.movie_id ? cards.find(*item.movie_id) : cards.end();
    if (card != cards.end()) item.movie = card->second;
  }
  return shelf;
}

std::int64_t Service::count(const callers::Member& member, const ItemSearch& search) const {
  return database_.read([&](db::Session& session) { return count_items(session, member.id(), search); });
}

std::vector<ShelfItem> Service::list(const callers::Member& member, const ItemSearch& search, std::int64_t offset,
                                     std::int64_t limit) const {
  return database_.read([&](db::Session& session) { return items(session, member.id(), search, offset, limit); });
}

CollectionItem Service::item(const callers::Member& member, std::int64_t id) const {
  return database_.read([&](db::Session& session) { return own_item(session, member.id(), id); });
}

CollectionItem Service::add(const callers::Member& member, const NewItem& item) {
  return database_.write([&](db::Tx& tx) {
    require_room(tx, member.id());
    const auto id = item_store::add(tx, member.id(), checked(tx, item, {}), now_ms());
    return own_item(tx, member.id(), id);
  });
}

CollectionItem Service::save(const callers::Member& member, std::int64_t id,
                             const std::function<NewItem(const NewItem& now)>& change) {
  return database_.write([&](db::Tx& tx) {
    const auto before = own_item(tx, member.id(), id);
    item_store::save(tx, id, checked(tx, change(draft_of(before)), before.movie_id), now_ms());
    return own_item(tx, member.id(), id);
  });
}

void Service::remove(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!item_store::remove(tx, member.id(), id)) throw no_item();
  });
}

}  // namespace kinoteka::collection
