#include "features/lists/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/lists/list_store.hpp"
#include "features/sharing/face.hpp"
#include "security/tokens.hpp"

namespace kinoteka::lists {
namespace {

using list_store::ListRow;
using sharing::OfferKind;

constexpr std::int64_t cover_size = 5;

Error no_list() { return not_found("There is no list with this id."); }
Error no_item() { return not_found("This movie is not on the list."); }

Visibility visibility_of(const ListRow& row) {
  return json::enum_value<Visibility>(row.visibility).value_or(Visibility::private_);
}
sharing::Thing thing_of(const ListRow& row) { return {row.owner.id, "list", row.id}; }

bool edits(db::Session& session, const ListRow& row, std::optional<std::int64_t> user) {
  return user && (row.owner.id == *user || list_store::is_editor(session, row.id, *user));
}

bool may_see(db::Session& session, const ListRow& row, const Visitor& visitor) {
  const auto owner = accounts::find_by_id(session, row.owner.id);
  if (!owner || owner->disabled) return false;  // whatever door somebody comes by
  if (edits(session, row, visitor.user)) return true;
  if (visibility_of(row) == Visibility::unlisted) return security::equal(visitor.link, row.link);
  return sharing::may_see(session, visitor.user, thing_of(row), visibility_of(row));
}

ListRow visible(db::Session& session, std::int64_t id, const Visitor& visitor) {
  auto row = list_store::find(session, id);
  if (!row || !may_see(session, *row, visitor)) throw no_list();
  return std::move(*row);
}

// What its owner alone, or its editors too, may do: others who see it may not, for all others it is not there.
ListRow editable(db::Session& session, std::int64_t id, const callers::Member& member) {
  auto row = visible(session, id, {member.id(), {}});
  if (!edits(session, row, member.id()))
    throw forbidden("Only who made a list, and whom they let in, may change it.", Reason::not_your_list);
  return row;
}
ListRow owned(db::Session& session, std::int64_t id, const callers::Member& member) {
  auto row = visible(session, id, {member.id(), {}});
  if (row.owner.id != member.id()) throw forbidden("Only who made a list may do this.", Reason::not_your_list);
  return row;
}

List shown(db::Session& session, const ListRow& row, const Visitor& visitor) {
  List out;
  out.id = row.id;
  out.name = row.name;
  out.description = row.description;
  out.ranked = row.ranked;
  out.visibility = visibility_of(row);
  out.items = row.items;
  out.owner = row.owner;
  out.may_edit = edits(session, row, visitor.user);
  if (visitor.user == row.owner.id) out.link = row.link;
  out.created_at = rfc3339(row.created_at);
  out.updated_at = rfc3339(row.updated_at);
  std::vector<std::int32_t> movies;
  for (const auto& item : list_store::items(session, row.id, 0, cover_size))
    movies.push_back(static_cast<std::int32_t>(item.movie));
  const auto cards = catalogue::cards(session, movies);
  for (const auto movie : movies) {
    if (const auto card = cards.find(movie); card != cards.end()) out.cover.push_back(card->second);
  }
  return out;
}

std::vector<List> all_shown(db::Session& session, const std::vector<ListRow>& rows, const Visitor& visitor) {
  std::vector<List> out;
  for (const auto& row : rows) out.push_back(shown(session, row, visitor));
  return out;
}

ListItem shown_item(db::Session& session, const list_store::ItemRow& row) {
  auto cards = catalogue::cards(session, {static_cast<std::int32_t>(row.movie)});
  if (cards.empty()) throw no_item();
  return {row.position, std::move(cards.begin()->second), row.note, rfc3339(row.added_at)};
}

ListItem item_on(db::Session& session, std::int64_t list, std::int64_t movie) {
  const auto row = list_store::item(session, list, movie);
  if (!row) throw no_item();
  return shown_item(session, *row);
}

// Who is asked, and has not answered, the owner alone sees.
std::vector<Companion> editors_of(db::Session& session, const ListRow& row, std::int64_t viewer) {
  std::vector<Companion> out;
  for (auto& face : list_store::editors(session, row.id)) out.push_back({{std::move(face)}, false});
  if (viewer == row.owner.id) {
    for (auto& asked : sharing::asked_into(session, OfferKind::list, row.id)) out.push_back(std::move(asked));
  }
  return out;
}

std::int64_t make_list(db::Tx& tx, std::int64_t user, const NewList& list, Visibility visibility) {
  accounts::hold(tx, user);
  if (list_store::count_of(tx, user) >= most_lists)
    throw conflict("There are too many lists: delete one first.", Reason::too_many_lists);
  return list_store::add(tx, user, list, json::enum_name(visibility), security::random_token(16), now_ms());
}

}  // namespace

std::vector<List> visible_of(db::Session& session, const Visitor& visitor, std::int64_t owner) {
  auto rows = list_store::owned_by(session, owner);
  // An unlisted list is found by its link alone.
  std::erase_if(rows, [&](const ListRow& row) { return !may_see(session, row, {visitor.user, {}}); });
  return all_shown(session, rows, visitor);
}

std::int64_t ensure(db::Tx& tx, std::int64_t user, const NewList& list, bool& made) {
  const auto found = list_store::find_named(tx, user, *list.name);
  made = !found;
  if (found) return *found;
  return make_list(tx, user, list, list.visibility.value_or(Visibility::private_));
}

bool append_once(db::Tx& tx, std::int64_t list, std::int64_t movie, const std::string& note, std::int64_t user) {
  list_store::hold(tx, list);
  return list_store::add_item(tx, list, movie, note, user, now_ms());
}

std::int64_t Service::count_public() const {
  return database_.read([](db::Session& session) { return list_store::count_public(session); });
}

std::vector<List> Service::public_named(const Visitor& visitor, std::string_view text, std::int64_t offset,
                                        std::int64_t limit, std::int64_t& total) const {
  return database_.read([&](db::Session& session) {
    const auto ids = list_store::public_named(session, text::fold(text));
    total = static_cast<std::int64_t>(ids.size());
    std::vector<List> out;
    for (auto at = offset; at < std::min(total, offset + limit); ++at) {
      if (const auto row = list_store::find(session, ids[static_cast<std::size_t>(at)]))
        out.push_back(shown(session, *row, visitor));
    }
    return out;
  });
}

std::vector<List> Service::all_public(const Visitor& visitor, std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    return all_shown(session, list_store::all_public(session, offset, limit), visitor);
  });
}

std::vector<List> Service::public_with(const Visitor& visitor, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    return all_shown(session, list_store::public_with(session, movie), visitor);
  });
}

std::vector<List> Service::own(const callers::Member& member, std::optional<std::int64_t> movie) const {
  return database_.read([&](db::Session& session) {
    auto out = all_shown(session, list_store::of_user(session, member.id()), {member.id(), {}});
    if (movie) {
      for (auto& list : out) list.has_movie = list_store::item(session, list.id, *movie).has_value();
    }
    return out;
  });
}

List Service::list(const Visitor& visitor, std::int64_t id) const {
  return database_.read([&](db::Session& session) { return shown(session, visible(session, id, visitor), visitor); });
}

std::int64_t Service::count_items(const Visitor& visitor, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    visible(session, id, visitor);
    return list_store::count_items(session, id);
  });
}

std::vector<ListItem> Service::items(const Visitor& visitor, std::int64_t id, std::int64_t offset,
                                     std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    visible(session, id, visitor);
    const auto rows = list_store::items(session, id, offset, limit);
    std::vector<std::int32_t> movies;
    for (const auto& row : rows) movies.push_back(static_cast<std::int32_t>(row.movie));
    const auto cards = catalogue::cards(session, movies);
    std::vector<ListItem> out;
    for (const auto& row : rows) {
      const auto card = cards.find(row.movie);
      if (card != cards.end()) out.push_back({row.position, card->second, row.note, rfc3339(row.added_at)});
    }
    return out;
  });
}

List Service::make(const callers::Member& member, const NewList& list) {
  return database_.write([&](db::Tx& tx) {
    const auto owner = accounts::find_by_id(tx, member.id());
    if (!owner) throw Error(Code::unauthorized, "This account is no more.");
    const auto usual = owner->privacy.lists == accounts::Visibility::everyone && member.identity().verified
                           ? Visibility::everyone
                           : Visibility::private_;
    const auto visibility = list.visibility.value_or(usual);
    if (visibility != Visibility::private_) accounts::require_may_publish(policy_, member);
    std::vector<FieldError> faults;
    const auto id = make_list(tx, member.id(), list, visibility);
    for (std::size_t i = 0; i < list.movies.size(); ++i) {
      try {
        catalogue::require_movie(tx, list.movies[i]);
        list_store::add_item(tx, id, list.movies[i], "", member.id(), now_ms());
      } catch (const Error& error) {
        if (error.code != Code::not_found) throw;
        faults.push_back({"movies[" + std::to_string(i) + ']', "is no movie's id"});
      }
    }
    if (!faults.empty()) throw invalid(std::move(faults));
    return shown(tx, visible(tx, id, {member.id(), {}}), {member.id(), {}});
  });
}

List Service::save(const callers::Member& member, std::int64_t id,
                   const std::function<ListDraft(const ListDraft&)>& change) {
  return database_.write([&](db::Tx& tx) {
    const auto before = owned(tx, id, member);
    list_store::save(tx, id, change({before.name, before.description, before.ranked}), now_ms());
    return shown(tx, owned(tx, id, member), {member.id(), {}});
  });
}

void Service::remove(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    const auto row = owned(tx, id, member);
    sharing::forget(tx, thing_of(row));
    list_store::remove(tx, id);
  });
}

ListItem Service::add_item(const callers::Member& member, std::int64_t id, const NewListItem& item) {
  return database_.write([&](db::Tx& tx) {
    list_store::hold(tx, id);
    const auto row = editable(tx, id, member);
    catalogue::require_movie(tx, item.movie_id);
    if (row.items >= most_items) throw conflict("This list is full.", Reason::list_full);
    if (!list_store::add_item(tx, id, item.movie_id, *item.note, member.id(), now_ms()))
      throw conflict("This movie is on the list already.", Reason::on_list_already);
    return item_on(tx, id, item.movie_id);
  });
}

ListItem Service::save_note(const callers::Member& member, std::int64_t id, std::int64_t movie,
                            const ListItemNote& note) {
  return database_.write([&](db::Tx& tx) {
    editable(tx, id, member);
    list_store::save_note(tx, id, movie, *note.note, now_ms());
    return item_on(tx, id, movie);
  });
}

void Service::remove_item(const callers::Member& member, std::int64_t id, std::int64_t movie) {
  database_.write([&](db::Tx& tx) {
    list_store::hold(tx, id);
    editable(tx, id, member);
    if (!list_store::remove_item(tx, id, movie, now_ms())) throw no_item();
  });
}

ListItem Service::move_item(const callers::Member& member, std::int64_t id, std::int64_t movie, std::int64_t position) {
  return database_.write([&](db::Tx& tx) {
    list_store::hold(tx, id);
    const auto list = editable(tx, id, member);
    const auto row = list_store::item(tx, id, movie);
    if (!row) throw no_item();
    list_store::move_item(tx, id, *row, std::min(position, list.items), now_ms());
    return item_on(tx, id, movie);
  });
}

sharing::Audience Service::audience(const callers::Member& member, std::int64_t id) const {
  return database_.read([&](db::Session& session) {
    const auto row = owned(session, id, member);
    return sharing::audience_of(session, thing_of(row), visibility_of(row));
  });
}

sharing::Audience Service::share(const callers::Member& member, std::int64_t id, const sharing::NewAudience& audience) {
  if (audience.visibility != Visibility::private_) accounts::require_may_publish(policy_, member);
  return database_.write([&](db::Tx& tx) {
    const auto row = owned(tx, id, member);
    sharing::set_chosen(tx, thing_of(row), audience);
    // A list that was open by its link and no longer is gets a new one, so that the old one stays shut.
    const bool ends = visibility_of(row) == Visibility::unlisted && audience.visibility != Visibility::unlisted;
    list_store::set_visibility(tx, id, json::enum_name(audience.visibility),
                               ends ? security::random_token(16) : row.link);
    return sharing::audience_of(tx, thing_of(row), audience.visibility);
  });
}

std::vector<Companion> Service::editors(const callers::Member& member, std::int64_t id) const {
  return database_.read(
      [&](db::Session& session) { return editors_of(session, editable(session, id, member), member.id()); });
}

std::vector<Companion> Service::add_editor(const callers::Member& member, std::int64_t id, std::string_view username) {
  return database_.write([&](db::Tx& tx) {
    const auto found = accounts::find_by_username(tx, username);
    if (found && found->face.id == member.id() && sharing::end_offer(tx, OfferKind::list, id, member.id()))
      list_store::add_editor(tx, id, member.id());
    if (found && list_store::is_editor(tx, id, member.id()) && found->face.id == member.id())
      return editors_of(tx, editable(tx, id, member), member.id());
    const auto row = owned(tx, id, member);
    accounts::require_may_publish(policy_, member);
    if (!found || found->disabled) throw not_found("There is nobody with this username.", Reason::nobody);
    if (found->face.id == row.owner.id) throw conflict("This is your own list.", Reason::own_list);
    auto editors = editors_of(tx, row, member.id());
    if (list_store::is_editor(tx, id, found->face.id)) return editors;
    if (static_cast<std::int64_t>(editors.size()) >= most_editors) throw conflict("This list has enough editors.");
    sharing::offer(tx, OfferKind::list, id, member.id(), found->face.id);
    return editors_of(tx, row, member.id());
  });
}

void Service::remove_editor(const callers::Member& member, std::int64_t id, std::string_view username) {
  database_.write([&](db::Tx& tx) {
    const auto found = accounts::find_by_username(tx, username);
    if (found && found->face.id == member.id() && sharing::end_offer(tx, OfferKind::list, id, member.id())) return;
    const auto row = editable(tx, id, member);
    const bool owns = row.owner.id == member.id();
    if (!owns && (!found || found->face.id != member.id()))
      throw forbidden("Only who made a list may do this.", Reason::not_your_list);
    if (found && owns && sharing::end_offer(tx, OfferKind::list, id, found->face.id)) return;
    if (!found || !list_store::remove_editor(tx, id, found->face.id))
      throw not_found("There is nobody with this username among the editors.");
  });
}

}  // namespace kinoteka::lists
