// Which film somebody means: the table of cases, for whoever asks, on both engines.
#include <gtest/gtest.h>

#include "features/identity/service.hpp"
#include "features/intake/load_service.hpp"
#include "support/databases.hpp"

namespace kinoteka::identity {
namespace {

// What is here: twins, remakes, sequels, and titles that are close.
struct Film {
  const char* title;
  int year;
  IdsElsewhere ids;
};
const std::vector<Film> films = {
    {"Solaris", 1972, {{"imdb", "tt0069293"}, {"tmdb", "593"}}},
    {"Solaris", 2002, {{"imdb", "tt0307479"}}},
    {"Carmen", 1915, {{"wikipedia", "Carmen (DeMille)"}}},
    {"Carmen", 1915, {{"wikipedia", "Carmen (Walsh)"}}},
    {"Nosferatu", 1922, {}},
    {"Seven Samurai", 1954, {{"wikidata", "Q189540"}}},
    {"Lonely", 1960, {}},
    {"Undated", 0, {}},
    {"Ghostbusters", 1984, {}},
    {"Ghostbusters II", 1989, {}},
    {"The Mummy Returns", 2001, {{"imdb", "tt0209163"}}},
};

struct Case {
  const char* what;
  Wanted wanted;
  // The place of the film in `films`, from 1; 0: none. As far as `same`, `near` and `like` go.
  int same, near, like;
};
const std::vector<Case> cases = {
    {"an id", {"", 0, {{"imdb", "tt0069293"}}}, 1, 1, 1},
    {"an id comes before a title", {"Nosferatu", 1922, {{"imdb", "tt0307479"}}}, 2, 2, 2},
    {"the surest id is believed", {"", 0, {{"tmdb", "593"}, {"imdb", "tt0307479"}}}, 1, 1, 1},
    {"an id that nobody has", {"", 0, {{"imdb", "tt9999999"}}}, 0, 0, 0},
    {"an article is no id", {"", 0, {{"wikipedia", "Carmen (Walsh)"}}}, 0, 0, 0},
    {"a title and its year", {"Solaris", 2002, {}}, 2, 2, 2},
    {"in any case and with any signs", {"SEVEN  samurai!", 1954, {}}, 6, 6, 6},
    {"a remake is not its original", {"Solaris", 1972, {}}, 1, 1, 1},
    {"of twins the one that came first", {"Carmen", 1915, {}}, 3, 3, 3},
    {"a year that is one off", {"Nosferatu", 1923, {}}, 0, 5, 5},
    {"a year that is two off", {"Nosferatu", 1924, {}}, 0, 0, 0},
    {"between two of one title, near neither", {"Solaris", 1990, {}}, 0, 0, 0},
    {"a title alone that one film has", {"Lonely", 0, {}}, 0, 7, 7},
    {"a title alone that two films have", {"Solaris", 0, {}}, 0, 0, 0},
    {"a film without a year", {"Undated", 1950, {}}, 0, 8, 8},
    {"a typing error", {"Seven Samuri", 1954, {}}, 0, 0, 6},
    {"a typing error and another year", {"Seven Samuri", 1970, {}}, 0, 0, 0},
    {"a sequel is not the first", {"Ghostbusters II", 1989, {}}, 10, 10, 10},
    {"a sequel that is not here", {"Ghostbusters III", 2016, {}}, 0, 0, 0},
    {"another id speaks against the title", {"Solaris", 1972, {{"imdb", "tt1111111"}}}, 0, 0, 0},
    {"another id speaks against a near year", {"The Mummy Returns", 2002, {{"imdb", "tt1111111"}}}, 0, 0, 0},
    {"another id speaks against a close title", {"The Mumy Returns", 2001, {{"imdb", "tt1111111"}}}, 0, 0, 0},
    {"an id that the film lacks speaks against nothing", {"Nosferatu", 1922, {{"imdb", "tt0013442"}}}, 5, 5, 5},
    {"another article speaks against nothing", {"Carmen", 1915, {{"wikipedia", "Carmen"}}}, 3, 3, 3},
    {"nothing at all", {"", 0, {}}, 0, 0, 0},
    {"a title that is not here", {"Stalker", 1979, {}}, 0, 0, 0},
};

class Identity : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    database = support::new_database(GetParam());
    intake::Loader loader(*database, "test");
    for (const auto& film : films) {
      intake::MovieRecord record;
      record.key = film.title + std::to_string(film.year) + std::to_string(ids.size());
      record.title = film.title;
      record.year = film.year;
      record.external_ids = film.ids;
      loader.load({record});
      ids.push_back(database->read([](db::Session& session) {
        return *session.one<std::int64_t>({"latest", "SELECT max(id) FROM movies"});
      }));
    }
    loader.finish();
  }

  // The place of the film that is meant, from 1.
  int place_of(const Match& match) const {
    if (match.by == MatchedBy::none) return 0;
    return static_cast<int>(std::find(ids.begin(), ids.end(), match.movie) - ids.begin()) + 1;
  }

  Match asked(const Wanted& wanted, const Rules& rules) const {
    return database->read([&](db::Session& session) { return match(session, wanted, rules); });
  }

  std::unique_ptr<db::Database> database;
  std::vector<std::int64_t> ids;
};
INSTANTIATE_TEST_SUITE_P(Engines, Identity, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return support::engine_name(engine.param); });

TEST_P(Identity, is_what_the_table_says) {
  ASSERT_EQ(ids.size(), films.size());
  for (const auto& one : cases) {
    EXPECT_EQ(place_of(asked(one.wanted, {Closeness::same})), one.same) << one.what;
    EXPECT_EQ(place_of(asked(one.wanted, {Closeness::near})), one.near) << one.what;
    EXPECT_EQ(place_of(asked(one.wanted, {Closeness::like})), one.like) << one.what;
  }
}

TEST_P(Identity, is_the_same_for_one_and_for_many) {
  std::vector<Wanted> wanted;
  for (const auto& one : cases) wanted.push_back(one.wanted);
  const auto found = database->read([&](db::Session& session) { return match(session, wanted, {Closeness::like}); });
  ASSERT_EQ(found.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) EXPECT_EQ(place_of(found[i]), cases[i].like) << cases[i].what;
}

TEST_P(Identity, leaves_out_the_film_that_is_being_changed) {
  EXPECT_EQ(place_of(asked({"Nosferatu", 1922, {}, ids[4]}, {Closeness::same})), 0);
  EXPECT_EQ(place_of(asked({"", 0, {{"imdb", "tt0307479"}}, ids[1]}, {Closeness::same})), 0);
  EXPECT_EQ(place_of(asked({"Carmen", 1915, {}, ids[2]}, {Closeness::same})), 4) << "its twin is another film";
}

TEST_P(Identity, takes_records_of_one_source_for_films_of_their_own) {
  const std::vector<Wanted> twins = {{"Carmen", 1915, {}}, {"Carmen", 1915, {}}, {"Carmen", 1915, {}}};
  const auto of = [&](std::string_view source) {
    return database->read([&](db::Session& session) {
      return match(session, twins, {Closeness::same, false, source});
    });
  };
  const auto elsewhere = of("elsewhere");
  EXPECT_EQ(place_of(elsewhere[0]), 3);
  EXPECT_EQ(place_of(elsewhere[1]), 4);
  EXPECT_EQ(place_of(elsewhere[2]), 0);
  for (const auto& match : of("test")) EXPECT_EQ(place_of(match), 0) << "each has a record of that source already";
}

TEST_P(Identity, knows_deleted_films_by_their_ids_for_who_asks) {
  database->write([&](db::Tx& tx) { tx.run({"delete", "UPDATE movies SET deleted_at = 1 WHERE id = $1"}, ids[1]); });
  const Wanted wanted{"", 0, {{"imdb", "tt0307479"}}};
  EXPECT_EQ(place_of(asked(wanted, {Closeness::like})), 0);
  const auto found = asked(wanted, {Closeness::same, true});
  EXPECT_EQ(place_of(found), 2);
  EXPECT_TRUE(found.deleted);
  EXPECT_EQ(found.provider, "imdb");
}

}  // namespace
}  // namespace kinoteka::identity
