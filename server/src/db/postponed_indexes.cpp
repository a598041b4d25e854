#include "db/database.hpp"

namespace kinoteka::db {
namespace {

constexpr Query list_sqlite{
    "indexes.list", "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL"};
constexpr Query list_postgresql{
    "indexes.list",
    "SELECT i.indexname, i.indexdef FROM pg_indexes i JOIN pg_class c ON c.relname = i.indexname "
    "JOIN pg_index x ON x.indexrelid = c.oid WHERE i.tablename = $1 AND i.schemaname = current_schema() AND NOT "
    "x.indisunique"};
constexpr Query remember{"indexes.remember", "INSERT INTO postponed_indexes (name, statement) VALUES ($1, $2)"};
constexpr Query list_remembered{"indexes.remembered", "SELECT name, statement FROM postponed_indexes ORDER BY name"};
constexpr Query forget{"indexes.forget", "DELETE FROM postponed_indexes"};

struct Index {
  std::string name, statement;
};
BOOST_DESCRIBE_STRUCT(Index, (), (name, statement))

}  // namespace

void Tx::postpone_indexes(const std::vector<std::string_view>& tables) {
  for (const auto table : tables) {
    for (const auto& index : all<Index>(engine() == Engine::sqlite ? list_sqlite : list_postgresql, table)) {
      run(remember, index.name, index.statement);
      script("DROP INDEX " + index.name);
    }
  }
}

void Tx::restore_indexes() {
  for (const auto& index : all<Index>(list_remembered)) script(index.statement);
  run(forget);
}

}  // namespace kinoteka::db
