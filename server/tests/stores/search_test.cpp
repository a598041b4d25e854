// One table of queries for both engines: what stands first, and that both say the same.
#include <gtest/gtest.h>

#include "features/catalogue/movie_store.hpp"
#include "features/catalogue/person_store.hpp"
#include "features/catalogue/search_service.hpp"
#include "features/imports/service.hpp"
#include "json/decode.hpp"
#include "support/databases.hpp"

namespace kinoteka::catalogue {
namespace {

struct Row {
  const char* query;
  const char* first;  // the first movie, or for a person "@name"
};

constexpr Row rows[] = {
    // Titles as they are, and half of them.
    {"the godfather", "The Godfather"},
    {"godfather", "The Godfather"},
    {"godf", "The Godfather"},
    {"seven samurai", "Seven Samurai"},
    {"samurai seven", "Seven Samurai"},
    {"casablanca", "Casablanca"},
    {"2001", "2001: A Space Odyssey"},
    {"space odyssey", "2001: A Space Odyssey"},
    {"lord of the rings", "The Lord of the Rings: The Fellowship of the Ring"},
    {"m", "M"},
    {"up", "Up"},
    {"12 angry", "12 Angry Men"},
    {"star wars", "Star Wars"},
    {"alien", "Alien"},
    {"aliens", "Aliens"},
    {"dune part two", "Dune: Part Two"},
    // Case, diacritics, signs.
    {"AMELIE", "Amélie"},
    {"leon", "Léon: The Professional"},
    {"wall-e", "WALL·E"},
    {"walle", "WALL·E"},
    {"8 1/2", "8½"},
    {"schindlers list", "Schindler's List"},
    {"dr strangelove", "Dr. Strangelove"},
    // Original and localized titles, other scripts.
    {"крёстный отец", "The Godfather"},
    {"крестный", "The Godfather"},
    {"ирония судьбы", "The Irony of Fate"},
    {"в джазе только девушки", "Some Like It Hot"},
    {"унесенные призраками", "Spirited Away"},
    {"七人の侍", "Seven Samurai"},
    {"千と千尋", "Spirited Away"},
    {"la dolce vita", "La Dolce Vita"},
    {"ladri di biciclette", "Bicycle Thieves"},
    {"기생충", "Parasite"},
    {"se7en", "Seven"},
    // One or two typing errors.
    {"godfater", "The Godfather"},
    {"the godfahter", "The Godfather"},
    {"матирца", "The Matrix"},
    {"casablnca", "Casablanca"},
    {"intersteler", "Interstellar"},
    {"интерстелар", "Interstellar"},
    {"shawshenk redemtion", "The Shawshank Redemption"},
    {"pulp ficton", "Pulp Fiction"},
    {"metroplis", "Metropolis"},
    {"rashomn", "Rashomon"},
    {"кавказкая пленица", "Kidnapping, Caucasian Style"},
    {"forest gump", "Forrest Gump"},
    // People.
    {"tarkovsky", "@Andrei Tarkovsky"},
    {"tarkovski", "@Andrei Tarkovsky"},
    {"kurosawa", "@Akira Kurosawa"},
    {"kurosava", "@Akira Kurosawa"},
    {"chaplin", "@Charlie Chaplin"},
    {"ingmar bergman", "@Ingmar Bergman"},
    {"mifune", "@Toshiro Mifune"},
    {"almodovar", "@Pedro Almodóvar"},
};

struct Answer {
  std::vector<std::string> movies, people;
};

struct Title {
  std::string title;
};
BOOST_DESCRIBE_STRUCT(Title, (), (title))

Answer ask(db::Database& database, const char* query) {
  return database.read([&](db::Session& session) {
    const auto hits = search(session, query, 5);
    Answer answer;
    for (const auto& card : movie_store::cards(session, hits.movies.data(), hits.movies.size())) {
      answer.movies.push_back(json::decode<Title>(card, json::Unknown::ignore).title);
    }
    for (const auto& person : person_store::cards(session, hits.people.data(), hits.people.size()))
      answer.people.push_back(person.name);
    return answer;
  });
}

class Search : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override { database = support::golden_database(GetParam()); }
  std::unique_ptr<db::Database> database;
};
INSTANTIATE_TEST_SUITE_P(Engines, Search, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return support::engine_name(engine.param); });

TEST_P(Search, finds_first_what_was_meant) {
  static_assert(std::size(rows) >= 40);
  for (const auto& row : rows) {
    const auto answer = ask(*database, row.query);
    const bool person = row.first[0] == '@';
    const auto& found = person ? answer.people : answer.movies;
    ASSERT_FALSE(found.empty()) << row.query;
    EXPECT_EQ(found.front(), row.first + (person ? 1 : 0)) << row.query;
  }
}

TEST_P(Search, finds_nothing_where_there_is_nothing) {
  for (const auto* query : {"", "   ", "!!!", "qqqqzzzzxxxx", "\"", "*", "' OR 1=1 --", "NEAR(", "a AND", "(", "\\"}) {
    const auto answer = ask(*database, query);
    EXPECT_LE(answer.movies.size(), 5u) << query;
  }
  EXPECT_TRUE(ask(*database, "qqqqzzzzxxxx").movies.empty());
}

TEST_P(Search, bears_long_and_strange_text) {
  EXPECT_NO_THROW(ask(*database, std::string(5000, 'a').c_str()));
  std::string many;
  for (int i = 0; i < 200; ++i) many += "the ";
  EXPECT_NO_THROW(ask(*database, many.c_str()));
  EXPECT_NO_THROW(ask(*database, "\xff\xfe\xfd"));
}

TEST_P(Search, of_makers_brings_their_films) {
  const auto films =
      database->read([](db::Session& session) { return search_movies_and_makers(session, "tarkovsky", 20).size(); });
  EXPECT_GE(films, 6u);
}

TEST(SearchOnBoth, says_the_same) {
  const auto sqlite = support::golden_database(db::Engine::sqlite),
             postgresql = support::golden_database(db::Engine::postgresql);
  for (const auto& row : rows) {
    const auto one = ask(*sqlite, row.query), other = ask(*postgresql, row.query);
    EXPECT_EQ(one.movies, other.movies) << row.query;
    EXPECT_EQ(one.people, other.people) << row.query;
  }
}

}  // namespace
}  // namespace kinoteka::catalogue
