#include "features/editing/tag_service.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/editing/change_store.hpp"
#include "features/editing/tag_draft_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::editing {
namespace {

void check(db::Session& session, const TagDraft& draft, std::int64_t except) {
  if (text::trim(*draft.name).empty()) throw invalid({{"name", "must not be blank", Reason::blank}});
  const auto other = tag_draft_store::find_named(session, *draft.name);
  if (other && *other != except) {
    throw conflict("There is a tag with this name already.", Reason::name_taken)
        .with_existing("/api/tags/" + std::to_string(*other));
  }
}

}  // namespace

TagEditing::Page TagEditing::create(const callers::Editor& editor, const TagDraft& draft) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    check(tx, draft, 0);
    const auto id = tag_draft_store::insert(tx, *draft.name);
    change_store::add(tx, {editor.id(), Kind::tag, id, Action::create, *draft.name, {}}, now_ms());
    return catalogue::tag_page(tx, id);
  });
}

TagEditing::Page TagEditing::edit(const callers::Editor& editor, std::int64_t id, const http::IfMatch& seen,
                                  const DraftChange<TagDraft>& change) {
  return database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = catalogue::tag_page(tx, id);
    seen.require(before.version);
    const TagDraft was{before.value.name};
    const auto draft = change(was);
    const auto changed = change_store::difference(json::encode(was), json::encode(draft));
    if (changed.empty()) return before;
    check(tx, draft, id);
    tag_draft_store::rename(tx, id, *draft.name);
    change_store::add(tx, {editor.id(), Kind::tag, id, Action::edit, *draft.name, changed}, now_ms());
    return catalogue::tag_page(tx, id);
  });
}

void TagEditing::remove(const callers::Editor& editor, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    change_store::wait_for_turn(tx);
    const auto before = catalogue::tag_page(tx, id);
    tag_draft_store::remove(tx, id);
    change_store::add(tx, {editor.id(), Kind::tag, id, Action::delete_, before.value.name, {}}, now_ms());
  });
}

}  // namespace kinoteka::editing
