// Every sort and filter that the API offers has its index, on both engines: the statements behind them are explained,
// and a walk over a whole table or a sort of one fails the test.
#include <gtest/gtest.h>

#include "features/catalogue/movie_store.hpp"
#include "features/catalogue/person_store.hpp"
#include "features/intake/load_service.hpp"
#include "support/databases.hpp"

namespace kinoteka::catalogue {
namespace {

using support::engine_name;

// 6,000 films, so that PostgreSQL finds its indexes worth using.
std::unique_ptr<db::Database> large_database(db::Engine engine) {
  auto database = support::new_database(engine);
  intake::Loader loader(*database, "made-up");
  std::vector<intake::MovieRecord> records;
  for (int i = 0; i < 6000; ++i) {
    intake::MovieRecord record;
    record.key = std::to_string(i);
    record.title = "Film " + std::to_string(i * 7919 % 6000);
    record.year = 1900 + i % 120;
    record.runtime = 60 + i % 100;
    record.rating = i % 100 / 10.0;
    record.popularity = i % 997 / 997.0;
    record.genres = {"Genre " + std::to_string(i % 60)};
    record.tags = {"tag " + std::to_string(i % 80)};
    record.countries = {std::string{static_cast<char>('A' + i % 26), static_cast<char>('A' + i / 26 % 4)}};
    record.languages = {std::string{static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26 % 4)}};
    record.credits = {{Role::director, "Director " + std::to_string(i % 400), "", ""},
                      {Role::actor, "Actor " + std::to_string(i % 900), "", ""}};
    records.push_back(std::move(record));
  }
  loader.load(records);
  loader.finish();
  return database;
}

std::string plan_of(db::Database& database, const movie_store::ListStatement& statement, bool first_rows) {
  const bool sqlite = database.engine() == db::Engine::sqlite;
  std::string sql = (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.sql + (first_rows ? " LIMIT 50" : "");
  std::string plan;
  database.read([&](db::Session& session) {
    session.execute({"explain", sql}, statement.values.data(), statement.values.size(),
                    [&](db::Row& row) { plan += std::string(row.text(sqlite ? 3 : 0)) + '\n'; });
  });
  return plan;
}

class Plans : public ::testing::TestWithParam<db::Engine> {
 protected:
  static void TearDownTestSuite() { databases().clear(); }
  static std::map<db::Engine, std::unique_ptr<db::Database>>& databases() {
    static std::map<db::Engine, std::unique_ptr<db::Database>> all;
    return all;
  }
  static db::Database& database() {
    auto& database = databases()[GetParam()];
    if (!database) database = large_database(GetParam());
    return *database;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Plans, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return engine_name(engine.param); });

TEST_P(Plans, every_order_is_read_from_an_index) {
  for (const auto field : {SortField::title, SortField::year, SortField::rating, SortField::popularity,
                           SortField::runtime, SortField::created_at}) {
    for (const bool descending : {false, true}) {
      const auto plan = plan_of(database(), movie_store::list_statement({}, {{field, descending}}), true);
      EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
      EXPECT_EQ(plan.find("Sort"), std::string::npos) << plan;
      EXPECT_NE(plan.find("movies_by_"), std::string::npos) << plan;
    }
  }
}

TEST_P(Plans, a_second_key_sorts_only_within_the_first) {
  const auto plan =
      plan_of(database(), movie_store::list_statement({}, {{SortField::year, true}, {SortField::title, false}}), true);
  if (GetParam() == db::Engine::sqlite) {
    EXPECT_EQ(plan.find("TEMP B-TREE FOR ORDER BY"), std::string::npos) << plan;
    EXPECT_NE(plan.find("movies_by_year"), std::string::npos) << plan;
  } else {
    EXPECT_NE(plan.find("Incremental Sort"), std::string::npos) << plan;
  }
}

TEST_P(Plans, every_filter_is_looked_up_in_an_index) {
  const std::string tag = "tag 5", country = "FA", language = "fa";
  struct Row {
    const char* name;
    MovieFilter filter;
    const char* index;
  };
  std::vector<Row> rows(10);
  rows[0] = {"genre", {}, "movie_genres_by_genre"};
  rows[0].filter.genre = 5;
  rows[1] = {"director", {}, "credits_by_person"};
  rows[1].filter.director = 5;
  rows[2] = {"actor", {}, "credits_by_person"};
  rows[2].filter.actor = 500;
  rows[3] = {"tag", {}, "movie_tags_by_tag"};
  rows[3].filter.tag = tag;
  rows[4] = {"country", {}, "movie_countries_by_country"};
  rows[4].filter.country = country;
  rows[5] = {"language", {}, "movie_languages_by_language"};
  rows[5].filter.language = language;
  rows[6] = {"year", {}, "movies_by_year"};
  rows[6].filter.year = 1950;
  rows[7] = {"year_from", {}, "movies_by_year"};
  rows[7].filter.year_from = 2018;
  rows[8] = {"year_to", {}, "movies_by_year"};
  rows[8].filter.year_to = 1902;
  rows[9] = {"rating_from", {}, "movies_by_rating"};
  rows[9].filter.rating_from = 9.8;
  for (const auto& [name, filter, index] : rows) {
    // Ordered by what the filter itself is ordered by, or by popularity: then the found ones are sorted, which is the
    // one exception. It happens once after a change, not for each page: Service::movies keeps the order.
    const bool by_rating = filter.rating_from.has_value();
    const bool by_year = filter.year || filter.year_from || filter.year_to;
    const auto field = by_rating ? SortField::rating : by_year ? SortField::year : SortField::popularity;
    const auto plan = plan_of(database(), movie_store::list_statement(filter, {{field, true}}), false);
    EXPECT_NE(plan.find(index), std::string::npos) << name << '\n' << plan;
    EXPECT_EQ(plan.find("Seq Scan on movies"), std::string::npos) << name << '\n' << plan;
    EXPECT_EQ(plan.find("Seq Scan on credits"), std::string::npos) << name << '\n' << plan;
    EXPECT_EQ(plan.find("SCAN m\n"), std::string::npos) << name << '\n' << plan;
    EXPECT_EQ(plan.find("SCAN r\n"), std::string::npos) << name << '\n' << plan;
  }
}

TEST_P(Plans, directors_are_read_from_indexes_of_their_own) {
  for (const auto order : {PersonOrder::name, PersonOrder::popularity}) {
    const auto plan = plan_of(database(), {std::string(person_store::director_statement(order).sql), {}}, true);
    EXPECT_NE(plan.find("directors_by_"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("Sort"), std::string::npos) << plan;
  }
}

TEST_P(Plans, people_are_read_from_an_index) {
  const auto plan = plan_of(database(), {std::string(person_store::all_statement().sql), {}}, true);
  EXPECT_NE(plan.find("people_by_name"), std::string::npos) << plan;
  EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
  EXPECT_EQ(plan.find("Sort"), std::string::npos) << plan;
}

TEST_P(Plans, filters_find_the_same_as_a_plain_count) {
  MovieFilter filter;
  filter.genre = 5;
  filter.year_from = 1950;
  filter.rating_from = 5;
  const auto ids = database().read([&](db::Session& session) {
    return movie_store::list_ids(session, filter, {{SortField::title, false}});
  });
  constexpr db::Query plain{"test.plain",
                            "SELECT count(*) FROM movies m JOIN movie_genres g ON g.movie_id = m.id WHERE g.genre_id = "
                            "5 AND m.year >= 1950 AND m.rating >= 5"};
  EXPECT_EQ(static_cast<std::int64_t>(ids.size()),
            database().read([&](db::Session& session) { return *session.one<std::int64_t>(plain); }));
  EXPECT_GT(ids.size(), 0u);
}

}  // namespace
}  // namespace kinoteka::catalogue
