// Lists of films: made by people, changed by them and those they let in, seen by whom their owner says. To who may not
// see a list it is not there. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/face.hpp"
#include "features/lists/face.hpp"

namespace kinoteka::lists {

class Service {
 public:
  Service(db::Database& database, const accounts::Policy& policy) : database_(database), policy_(policy) {}

  std::int64_t count_public() const;
  // Those for everyone whose name holds these words, the last changed first.
  std::vector<List> public_named(const Visitor& visitor, std::string_view text, std::int64_t offset, std::int64_t limit,
                                 std::int64_t& total) const;
  std::vector<List> all_public(const Visitor& visitor, std::int64_t offset, std::int64_t limit) const;
  std::vector<List> public_with(const Visitor& visitor, std::int64_t movie) const;
  // One's own and those one may edit; with `movie`, whether each has it.
  std::vector<List> own(const callers::Member& member, std::optional<std::int64_t> movie) const;

  List list(const Visitor& visitor, std::int64_t id) const;
  std::int64_t count_items(const Visitor& visitor, std::int64_t id) const;
  std::vector<ListItem> items(const Visitor& visitor, std::int64_t id, std::int64_t offset, std::int64_t limit) const;

  List make(const callers::Member& member, const NewList& list);
  List save(const callers::Member& member, std::int64_t id, const std::function<ListDraft(const ListDraft&)>& change);
  void remove(const callers::Member& member, std::int64_t id);

  // For its owner and its editors.
  ListItem add_item(const callers::Member& member, std::int64_t id, const NewListItem& item);
  ListItem save_note(const callers::Member& member, std::int64_t id, std::int64_t movie, const ListItemNote& note);
  void remove_item(const callers::Member& member, std::int64_t id, std::int64_t movie);
  ListItem move_item(const callers::Member& member, std::int64_t id, std::int64_t movie, std::int64_t position);

  // For its owner.
  sharing::Audience audience(const callers::Member& member, std::int64_t id) const;
  sharing::Audience share(const callers::Member& member, std::int64_t id, const sharing::NewAudience& audience);
  std::vector<Companion> editors(const callers::Member& member, std::int64_t id) const;
  std::vector<Companion> add_editor(const callers::Member& member, std::int64_t id, std::string_view username);
  void remove_editor(const callers::Member& member, std::int64_t id, std::string_view username);  // or oneself

 private:
  const db::Quiet database_;
  const accounts::Policy& policy_;
};

}  // namespace kinoteka::lists
