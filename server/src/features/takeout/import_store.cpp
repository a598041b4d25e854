#include "features/takeout/import_store.hpp"

#include "base/budget.hpp"
#include "base/time.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::takeout::import_store {
namespace {

constexpr db::Query insert{"import.add",
                           "INSERT INTO takeout_imports (user_id, source, file_name, left_out, created_at) "
                           "VALUES ($1, $2, $3, $4, $5) RETURNING id"};
constexpr std::string_view columns = "SELECT id, source, file_name, left_out, created_at FROM takeout_imports ";
const std::string find_sql = std::string(columns) + "WHERE id = $1 AND user_id = $2";
const std::string list_sql = std::string(columns) + "WHERE user_id = $1 ORDER BY id DESC LIMIT 100";
constexpr db::Query delete_one{"import.remove", "DELETE FROM takeout_imports WHERE id = $1 AND user_id = $2"};
constexpr db::Query count_groups{"import.counts",
                                 "SELECT state, kind, matched, count(*) FROM takeout_rows WHERE import_id = $1 "
                                 "GROUP BY state, kind, matched"};
constexpr db::Query count_all{"import.count", "SELECT count(*) FROM takeout_rows WHERE import_id = $1"};
constexpr db::Query count_in_state{"import.count_in_state",
                                   "SELECT count(*) FROM takeout_rows WHERE import_id = $1 AND state = $2"};
constexpr std::string_view row_columns =
    "SELECT position, kind, title, year, place, matched, state, movie_id, fault, code FROM takeout_rows WHERE "
    "import_id = "
    "$1 ";
const std::string rows_sql = std::string(row_columns) + "ORDER BY position LIMIT $2 OFFSET $3";
const std::string rows_in_state_sql = std::string(row_columns) + "AND state = $4 ORDER BY position LIMIT $2 OFFSET $3";
constexpr std::string_view stored_columns =
    "SELECT position, kind, title, year, movie_id, record FROM takeout_rows WHERE import_id = $1 ";
const std::string one_sql = std::string(stored_columns) + "AND position = $2";
const std::string in_state_sql = std::string(stored_columns) + "AND state = $2 ORDER BY position LIMIT $3";
constexpr db::Query update_state{
    "import.set_state",
    "UPDATE takeout_rows SET state = $3, fault = $4, code = $5 WHERE import_id = $1 AND position = $2"};
constexpr db::Query count_kept{"import.kept",
                               "SELECT i.id, (SELECT count(*) FROM takeout_rows r WHERE r.import_id = i.id) FROM "
                               "takeout_imports i WHERE i.user_id = $1 ORDER BY i.id DESC"};
constexpr db::Query choose_title{
    "import.choose",
    "UPDATE takeout_rows SET matched = $4, movie_id = $5, state = $6 WHERE import_id = $1 AND title = $2 AND year = $3 "
    "AND matched <> 'unneeded' AND state IN ('ready', 'unmatched', 'skipped')"};

void fill_counts(db::Session& session, Import& import) {
  session.each(
      count_groups,
      [&](db::Row& row) {
        const auto count = row.integer(3);
        import.rows += count;
        import.kinds[std::string(row.text(1))] += count;
        import.matched[std::string(row.text(2))] += count;
        auto& counts = import.counts;
        switch (json::enum_value<RowState>(row.text(0)).value_or(RowState::failed)) {
          case RowState::ready: counts.ready += count; break;
          case RowState::unmatched: counts.unmatched += count; break;
          case RowState::skipped: counts.skipped += count; break;
          case RowState::added: counts.added += count; break;
          case RowState::known: counts.known += count; break;
          case RowState::failed: counts.failed += count; break;
        }
      },
      import.id);
  import.done = import.counts.ready == 0;
}

template <class... Args>
std::vector<Import> imports(db::Session& session, const db::Query& query, const Args&... args) {
  std::vector<Import> out;
  session.each(
      query,
      [&](db::Row& row) {
        Import import;
        import.id = row.integer(0);
        import.source = json::enum_value<Source>(row.text(1)).value_or(Source::kinoteka);
        import.file_name = row.text(2);
        import.left_out = json::decode<std::vector<LeftOut>>(row.text(3));
        import.created_at = rfc3339(row.integer(4));
        out.push_back(std::move(import));
      },
      args...);
  for (auto& import : out) fill_counts(session, import);
  return out;
}

std::string_view code_text(const RowFault& fault) { return fault.code ? json::enum_name(*fault.code) : ""; }

Stored stored_of(const db::Row& row) {
  Stored out;
  out.position = row.integer(0);
  out.kind = json::enum_value<Kind>(row.text(1)).value_or(Kind::entry);
  out.title = row.text(2);
  out.year = static_cast<int>(row.integer(3));
  if (!row.null(4)) out.movie = row.integer(4);
  out.record = json::decode<Record>(row.text(5));
  return out;
}

}  // namespace

std::int64_t add(db::Tx& tx, std::int64_t user, const Parsed& parsed, const std::string& file_name, std::int64_t now) {
  return *tx.one<std::int64_t>(insert, user, parsed.source, file_name, json::encode(parsed.left_out), now);
}

void add_rows(db::Tx& tx, std::int64_t import, const std::vector<Row>& rows, const std::vector<Placed>& placed) {
  const auto bulk = tx.bulk_insert("takeout_rows", {"import_id", "position", "kind", "title", "year", "place", "record",
                                                    "matched", "movie_id", "state", "fault", "code"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    budget::check();
    auto record = json::encode(row.record);
    auto fault = row.fault;
    if (record.size() > longest_record) {
      record = json::encode(Record{});
      fault = {"It holds more than 64 kB.", Reason::row_too_large};
    }
    const bool ready = placed[i].movie || placed[i].matched == "unneeded";
    bulk->row({import, static_cast<std::int64_t>(i + 1), json::enum_name(row.kind), std::string_view(row.title),
               std::int64_t{row.year}, std::string_view(row.place), std::string_view(record),
               std::string_view(placed[i].matched), db::Session::value_of(placed[i].movie),
               std::string_view(!fault.words.empty() ? "failed"
                                : ready              ? "ready"
                                                     : "unmatched"),
               std::string_view(fault.words), code_text(fault)});
  }
  bulk->finish();
}

std::optional<Import> find(db::Session& session, std::int64_t user, std::int64_t id) {
  auto found = imports(session, db::Query{"import.find", find_sql}, id, user);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Import> list(db::Session& session, std::int64_t user) {
  return imports(session, db::Query{"import.list", list_sql}, user);
}

std::vector<Kept> kept(db::Session& session, std::int64_t user) { return session.all<Kept>(count_kept, user); }

bool remove(db::Tx& tx, std::int64_t user, std::int64_t id) { return tx.run(delete_one, id, user) > 0; }

std::int64_t count(db::Session& session, std::int64_t import, std::optional<RowState> state) {
  return state ? *session.one<std::int64_t>(count_in_state, import, json::enum_name(*state))
               : *session.one<std::int64_t>(count_all, import);
}

std::vector<ImportRow> rows(db::Session& session, std::int64_t import, std::optional<RowState> state,
                            std::int64_t offset, std::int64_t limit) {
  std::vector<ImportRow> out;
  std::vector<std::int32_t> movies, movie_of_row;
  const auto visit = [&](db::Row& row) {
    ImportRow item;
    item.position = row.integer(0);
    item.kind = json::enum_value<Kind>(row.text(1)).value_or(Kind::entry);
    item.title = row.text(2);
    if (row.integer(3) > 0) item.year = row.integer(3);
    item.place = row.text(4);
    item.matched = row.text(5);
    item.state = json::enum_value<RowState>(row.text(6)).value_or(RowState::failed);
    item.fault = row.text(8);
    item.code = json::enum_value<Reason>(row.text(9));
    movie_of_row.push_back(row.null(7) ? 0 : static_cast<std::int32_t>(row.integer(7)));
    if (!row.null(7)) movies.push_back(movie_of_row.back());
    out.push_back(std::move(item));
  };
  if (state) {
    session.each(db::Query{"import.rows_in_state", rows_in_state_sql}, visit, import, limit, offset,
                 json::enum_name(*state));
  } else {
    session.each(db::Query{"import.rows", rows_sql}, visit, import, limit, offset);
  }
  const auto cards = catalogue::cards(session, movies);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (const auto card = cards.find(movie_of_row[i]); card != cards.end()) out[i].movie = card->second;
  }
  return out;
}

std::optional<Stored> row(db::Session& session, std::int64_t import, std::int64_t position) {
  std::optional<Stored> found;
  session.each(
      db::Query{"import.row", one_sql}, [&](db::Row& row) { found = stored_of(row); }, import, position);
  return found;
}

std::vector<Stored> in_state(db::Session& session, std::int64_t import, RowState state, std::int64_t limit) {
  std::vector<Stored> out;
  session.each(
      db::Query{"import.in_state", in_state_sql}, [&](db::Row& row) { out.push_back(stored_of(row)); }, import,
      json::enum_name(state), limit);
  return out;
}

void set_state(db::Tx& tx, std::int64_t import, std::int64_t position, RowState state, const RowFault& fault) {
  tx.run(update_state, import, position, json::enum_name(state), std::string_view(fault.words), code_text(fault));
}

void choose(db::Tx& tx, std::int64_t import, const Stored& row, std::string_view matched,
            std::optional<std::int64_t> movie, RowState state) {
  tx.run(choose_title, import, row.title, row.year, matched, movie, json::enum_name(state));
}

}  // namespace kinoteka::takeout::import_store
