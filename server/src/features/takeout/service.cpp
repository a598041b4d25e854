#include "features/takeout/service.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/budget.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/collection/face.hpp"
#include "features/diary/face.hpp"
#include "features/editing/face.hpp"
#include "features/identity/face.hpp"
#include "features/intake/face.hpp"
#include "features/lists/face.hpp"
#include "features/reviews/face.hpp"
#include "features/takeout/export_service.hpp"
#include "features/takeout/formats.hpp"
#include "features/takeout/import_store.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::takeout {
namespace {

using import_store::Stored;

constexpr std::size_t rows_a_call = 1000, rows_a_transaction = 100;
constexpr auto time_a_call = std::chrono::seconds(5);

Error no_import() { return not_found("There is no import with this id."); }

// Editors add films as editors do; what others bring waits for somebody to look at it, and is bounded.
bool is_editor(const callers::Member& member) {
  return member.identity().role >= callers::UserRole::editor &&
         callers::has_scope(member.identity(), callers::Scope::edit);
}

std::int64_t may_create(db::Session& session, const callers::Member& member) {
  return is_editor(member) ? most_rows : editing::may_bring(session, member.id());
}

Import own(db::Session& session, const callers::Member& member, std::int64_t id) {
  auto found = import_store::find(session, member.id(), id);
  if (!found) throw no_import();
  found->may_create = may_create(session, member);
  return std::move(*found);
}

bool needs_film(const Row& row) { return !row.title.empty() || !row.record.external_ids.empty(); }

// Each film is looked up once, in however many rows it stands.
std::vector<import_store::Placed> place(db::Session& session, const std::vector<Row>& rows) {
  std::vector<identity::Wanted> wanted;
  std::unordered_map<std::string, std::size_t> known;
  std::vector<std::size_t> which(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!needs_film(rows[i])) continue;
    budget::check();
    auto key = rows[i].title + '\n' + std::to_string(rows[i].year);
    for (const auto& [provider, id] : rows[i].record.external_ids) key += '\n' + provider + id;
    const auto [at, added] = known.emplace(std::move(key), wanted.size());
    if (added) budget::take(3 * at->first.size() + 200);
    if (added) wanted.push_back({rows[i].title, rows[i].year, rows[i].record.external_ids});
    which[i] = at->second;
  }
  const auto matches = identity::match(session, wanted, {identity::Closeness::like});
  std::vector<import_store::Placed> out(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!needs_film(rows[i])) {
      out[i] = {"unneeded", std::nullopt};
    } else {
      const auto& match = matches[which[i]];
      out[i].matched = json::enum_name(match.by);
      if (match.by != identity::MatchedBy::none) out[i].movie = match.movie;
    }
  }
  return out;
}

// Adds what the entry of a film does not say yet. Whether anything was added.
bool add_entry(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie,
               const Record& record) {
  using diary::EntryDraft, diary::EntryStatus;
  const auto status = json::enum_value<EntryStatus>(record.status);
  if (!status && !record.status.empty()) throw invalid({{"status", "is none that a film can have here"}});
  bool added = false;
  diary::change_entry(tx, numbers, user, movie, [&](const EntryDraft& now) {
    auto draft = now;
    if (!draft.rating && record.rating > 0) draft.rating = Stars{record.rating};
    if (!draft.status || (draft.status == EntryStatus::planned && !record.status.empty())) draft.status = status;
    draft.favorite = now.favorite.value_or(false) || record.favorite;
    if (draft.note->empty()) draft.note = record.note;
    added = draft.status != now.status || draft.rating != now.rating || draft.favorite != now.favorite ||
            draft.note != now.note;
    return draft;
  });
  return added;
}

bool add_viewing(db::Tx& tx, const catalogue::Numbers& numbers, std::int64_t user, std::int64_t movie,
                 const Record& record) {
  diary::ViewingDraft viewing;
  viewing.watched_on = {record.watched_on};
  viewing.rewatch = record.rewatch;
  if (record.rating > 0) viewing.rating = Stars{record.rating};
  viewing.place = record.place;
  viewing.note = record.note;
  for (const auto& tag : record.tags) viewing.tags.emplace_back(tag);
  return diary::log_viewing(tx, numbers, user, movie, viewing, true).has_value();
}

bool add_to_list(db::Tx& tx, const callers::Member& member, bool may_publish, std::optional<std::int64_t> movie,
                 const Record& record) {
  lists::NewList list;
  list.name = record.list->name;
  list.description = record.list->description;
  list.ranked = record.list->ranked;
  list.visibility = json::enum_value<lists::Visibility>(record.list->visibility);
  if (!may_publish) list.visibility = lists::Visibility::private_;
  bool made = false;
  const auto id = lists::ensure(tx, member.id(), list, made);
  return movie ? lists::append_once(tx, id, *movie, record.note, member.id()) : made;
}

bool add_copy(db::Tx& tx, std::int64_t user, std::optional<std::int64_t> movie, const CopyFacts& copy) {
  auto item = json::decode<collection::NewItem>(json::encode(copy));
  if (movie) item.movie_id = Id(*movie);
  return collection::add_once(tx, user, item);
}

// Adds what a row says, unless it is here already.
RowState apply_row(db::Tx& tx, const catalogue::Numbers& numbers, const callers::Member& member, bool may_publish,
                   const Stored& row) {
  const auto user = member.id();
  bool added = false;
  switch (row.kind) {
    case Kind::entry: added = add_entry(tx, numbers, user, *row.movie, row.record); break;
    case Kind::viewing: added = add_viewing(tx, numbers, user, *row.movie, row.record); break;
    case Kind::review:
      if (!may_publish) throw forbidden("Reviews wait until the address is confirmed.", Reason::confirm_address);
      added = reviews::add_once(tx, user, *row.movie, row.record.body, row.record.spoiler,
                                row.record.written_at > 0 ? std::min(row.record.written_at, now_ms()) : now_ms());
      break;
    case Kind::list_item: added = add_to_list(tx, member, may_publish, row.movie, row.record); break;
    case Kind::collection_item: added = add_copy(tx, user, row.movie, *row.record.copy); break;
  }
  return added ? RowState::added : RowState::known;
}

// Whether this is said of the row; anything else ends the whole.
bool is_of_row(Code code) {
  return code == Code::invalid || code == Code::not_found || code == Code::forbidden || code == Code::conflict;
}

RowFault fault_of(const Error& error) {
  if (error.code == Code::internal) return {"The database does not take it.", Reason::row_refused};
  auto words = error.message;
  auto code = error.reason;
  for (const auto& fault : error.fields) {
    words += ' ' + fault.field + ' ' + fault.message + '.';
    if (!code) code = fault.code;
  }
  return {std::string(text::prefix(words, 500)), code ? code : Reason::row_refused};
}

}  // namespace

Service::Download Service::file(const callers::Member& member, std::string_view name) const {
  auto found = export_file(database_.whole(), member.id(), name);
  if (!found) throw not_found("There is no such file: it is " + std::string(export_names) + '.');
  return {std::move(found->content_type), std::move(found->body)};
}

Import Service::begin(const callers::Member& member, const std::string& file_name, std::string_view bytes) {
  const auto parsed = read_upload(file_name, bytes);
  if (parsed.rows.empty()) throw invalid({{"file", "holds nothing that has a place here", Reason::nothing_to_import}});
  const auto placed = database_.read([&](db::Session& session) { return place(session, parsed.rows); });
  return database_.write([&](db::Tx& tx) {
    auto rows = parsed.rows.size();
    std::size_t imports = 1;
    for (const auto& before : import_store::kept(tx, member.id())) {
      rows += static_cast<std::size_t>(before.rows);
      if (++imports > most_imports || rows > most_kept_rows) import_store::remove(tx, member.id(), before.id);
    }
    const auto id = import_store::add(tx, member.id(), parsed, file_name, now_ms());
    import_store::add_rows(tx, id, parsed.rows, placed);
    return own(tx, member, id);
  });
}

std::vector<Import> Service::imports(const callers::Member& member) const {
  return database_.read([&](db::Session& session) {
    auto all = import_store::list(session, member.id());
    const auto more = may_create(session, member);
    for (auto& one : all) one.may_create = more;
    return all;
  });
}

Import Service::import(const callers::Member& member, std::int64_t id) const {
  return database_.read([&](db::Session& session) { return own(session, member, id); });
}

std::int64_t Service::count_rows(const callers::Member& member, std::int64_t id, std::optional<RowState> state) const {
  return database_.read([&](db::Session& session) {
    own(session, member, id);
    return import_store::count(session, id, state);
  });
}

std::vector<ImportRow> Service::rows(const callers::Member& member, std::int64_t id, std::optional<RowState> state,
                                     std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    own(session, member, id);
    return import_store::rows(session, id, state, offset, limit);
  });
}

Import Service::choose(const callers::Member& member, std::int64_t id, std::int64_t position, const RowChoice& choice) {
  const bool skip = choice.skip.value_or(false);
  if (choice.movie_id.has_value() == skip) throw invalid({{"movie_id", "or skip: say one of them"}});
  return database_.write([&](db::Tx& tx) {
    own(tx, member, id);
    const auto row = import_store::row(tx, id, position);
    if (!row) throw not_found("There is no such row in this import.");
    if (skip) {
      import_store::choose(tx, id, *row, "none", std::nullopt, RowState::skipped);
    } else {
      catalogue::require_movie(tx, *choice.movie_id);
      import_store::choose(tx, id, *row, "hand", std::int64_t{*choice.movie_id}, RowState::ready);
    }
    return own(tx, member, id);
  });
}

// Films that nobody knows become films of ours, by what little the file says of them; then the rows find them.
void Service::create_missing(const callers::Member& member, std::int64_t import) {
  const auto rows = database_.read(
      [&](db::Session& session) { return import_store::in_state(session, import, RowState::unmatched, most_rows); });
  if (rows.empty()) return;
  const auto begun = now_ms();
  const auto most = database_.read([&](db::Session& session) { return may_create(session, member); });
  std::vector<intake::MovieRecord> records;
  std::unordered_map<std::string, bool> seen;
  for (const auto& row : rows) {
    if (row.title.empty()) continue;
    if (static_cast<std::int64_t>(records.size()) >= most) break;  // the rest stays unmatched, and says so
    intake::MovieRecord record;
    record.title = text::prefix(row.title, 500);
    record.year = row.year;
    for (const auto& [provider, id] : row.record.external_ids) {
      if (provider == "tmdb" || provider == "imdb" || provider == "wikidata" || provider == "wikipedia")
        record.external_ids.emplace(provider, id);
    }
    record.key = text::fold(record.title) + '|' + std::to_string(record.year);
    if (record.key.starts_with('|')) record.key = record.title + record.key;
    if (seen.emplace(record.key, true).second) records.push_back(std::move(record));
  }
  intake::Loader loader(database_.whole(), "takeout");
  for (std::size_t start = 0; start < records.size(); start += 2000) {
    const auto end = std::min(records.size(), start + 2000);
    loader.load(
        {records.begin() + static_cast<std::ptrdiff_t>(start), records.begin() + static_cast<std::ptrdiff_t>(end)});
  }
  std::vector<Row> again;
  for (const auto& row : rows) again.push_back({row.kind, row.title, row.year, "", row.record});
  const auto placed = database_.read([&](db::Session& session) { return place(session, again); });
  database_.write([&](db::Tx& tx) {
    std::vector<std::int64_t> made;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!placed[i].movie) continue;
      import_store::choose(tx, import, rows[i], placed[i].matched, placed[i].movie, RowState::ready);
      made.push_back(*placed[i].movie);
    }
    if (!is_editor(member)) editing::mark_brought(tx, made, member.id(), begun);
  });
}

std::size_t Service::apply_some(const callers::Member& member, std::int64_t import, std::size_t limit) {
  const bool may_publish = member.identity().verified || !policy_.verified_to_publish;
  const auto done = database_.write([&](db::Tx& tx) {
    auto rows = import_store::in_state(tx, import, RowState::ready, static_cast<std::int64_t>(limit));
    for (const auto& row : rows) {
      budget::check();
      auto state = RowState::failed;
      RowFault fault;
      try {
        state = apply_row(tx, numbers_, member, may_publish, row);
      } catch (const Error& error) {
        // What the database itself refuses ends a transaction of PostgreSQL's: see apply_each.
        if (error.code == Code::conflict || !is_of_row(error.code)) throw;
        fault = fault_of(error);
      }
      import_store::set_state(tx, import, row.position, state, fault);
    }
    return rows;
  });
  return done.size();
}

// Row by row, each in a transaction of its own, so that one that the database refuses takes no other along.
void Service::apply_each(const callers::Member& member, std::int64_t import, std::size_t limit) {
  for (std::size_t i = 0; i < limit; ++i) {
    try {
      if (apply_some(member, import, 1) == 0) return;
    } catch (const Error& error) {
      if (!is_of_row(error.code) && error.code != Code::internal) throw;
      database_.write([&](db::Tx& tx) {
        for (const auto& row : import_store::in_state(tx, import, RowState::ready, 1))
          import_store::set_state(tx, import, row.position, RowState::failed, fault_of(error));
      });
    }
  }
}

Import Service::apply(const callers::Member& member, std::int64_t id, const Apply& how) {
  database_.read([&](db::Session& session) { own(session, member, id); });
  if (how.create_missing.value_or(false)) {
    create_missing(member, id);
  }
  // On a machine that is busy fewer rows fit into one request: whoever calls comes again.
  const auto enough = Clock::now() + time_a_call;
  for (std::size_t done = 0; done < rows_a_call && Clock::now() < enough;) {
    try {
      const auto some = apply_some(member, id, rows_a_transaction);
      if (some == 0) break;
      done += some;
    } catch (const Error& error) {
      if (!is_of_row(error.code) && error.code != Code::internal) throw;
      apply_each(member, id, rows_a_transaction);
      done += rows_a_transaction;
    }
  }
  return import(member, id);
}

void Service::remove(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!import_store::remove(tx, member.id(), id)) throw no_import();
  });
}

}  // namespace kinoteka::takeout
