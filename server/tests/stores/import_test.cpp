#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/error.hpp"
#include "db/migrations.hpp"
#include "features/catalogue/service.hpp"
#include "features/intake/datasets.hpp"
#include "features/intake/load_service.hpp"
#include "json/decode.hpp"
#include "support/databases.hpp"

namespace kinoteka::intake {
namespace {

using ::testing::HasSubstr;

const Progress quiet = [](std::string_view, double, const Report&) {};

std::string write(const std::string& folder, const std::string& name, const std::string& text) {
  const auto path = folder + '/' + name;
  if (name.ends_with(".gz")) {
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
    gzclose(file);
  } else {
    std::ofstream(path, std::ios::binary) << text;
  }
  return path;
}

std::int64_t count(db::Database& database, const std::string& what) {
  const auto sql = "SELECT count(*) FROM " + what;
  return database.read([&](db::Session& session) { return *session.one<std::int64_t>({"count", sql}); });
}

std::string page_of(db::Database& database, std::string_view title) {
  catalogue::Service service(database, 0);
  const auto ids = service.movies({}, {}, title);
  return ids->empty() ? "" : service.movie(ids->front()).value.text;
}

class Imports : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    database = support::new_database(GetParam());
    folder = support::new_folder();
  }
  std::unique_ptr<db::Database> database;
  std::string folder;
};
INSTANTIATE_TEST_SUITE_P(Engines, Imports, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return support::engine_name(engine.param); });

constexpr const char* films =
    R"line({"title":"Carmen","year":1915,"cast":["Geraldine Farrar"],"genres":["Drama","Silent"],"href":"Carmen_(1915_DeMille)","extract":"One.","thumbnail":null})line"
    "\n"
    R"line({"title":"Carmen","year":1915,"cast":["Theda Bara"],"genres":["Drama"],"href":"Carmen_(1915_Walsh)","extract":"Two.","thumbnail":null})line"
    "\n\n"
    R"line({"title":"Carmen","year":1915,"cast":["Theda Bara"],"genres":["Drama"],"href":"Carmen_(1915_Walsh)","extract":"Two.","thumbnail":null})line"
    "\r\n"
    R"line({"title":"Noir","year":1946,"cast":[],"genres":["Noir"],"href":null,"extract":null,"thumbnail":null})line";

TEST_P(Imports, take_every_line_even_of_films_that_share_title_and_year) {
  for (const auto* name : {"films.jsonl", "films.jsonl.gz"}) {
    const auto fresh = support::new_database(GetParam());
    const auto report = import_wikipedia(*fresh, write(folder, name, films), quiet);
    EXPECT_EQ(report.lines, 4);
    EXPECT_EQ(report.created, 4);
    EXPECT_EQ(count(*fresh, "movies"), 4);
    EXPECT_EQ(count(*fresh, "people"), 2) << "Theda Bara is one person";
    EXPECT_EQ(count(*fresh, "credits"), 3);
    EXPECT_EQ(count(*fresh, "genres WHERE slug = 'film-noir' AND movie_count = 1"), 1);
  }
}

TEST_P(Imports, change_nothing_when_run_again) {
  const auto file = write(folder, "films.jsonl", films);
  import_wikipedia(*database, file, quiet);
  const auto again = import_wikipedia(*database, file, quiet);
  EXPECT_EQ(again.created, 0);
  EXPECT_EQ(again.unchanged, 4);
  for (const auto* table : {"movies", "movie_cards", "import_records", "search_movies"})
    EXPECT_EQ(count(*database, table), 4) << table;
  EXPECT_EQ(count(*database, "credits"), 3);
  EXPECT_EQ(count(*database, "search_people"), 2);
}

TEST_P(Imports, name_bad_lines_and_go_on) {
  const auto file = write(folder, "bad.jsonl",
                          "{\"title\":\"Good\",\"year\":1950}\nnot "
                          "json\n{\"title\":\"\",\"year\":1950}\n{\"title\":\"X\",\"year\":\"1950\"}\n"
                          "{\"title\":\"X\",\"year\":1500}\n[]\n{\"title\":\"\xff\",\"year\":1950}\n{\"title\":\"Also "
                          "good\",\"year\":1951,\"more\":1}\n");
  const auto report = import_wikipedia(*database, file, quiet);
  EXPECT_EQ(report.created, 2);
  EXPECT_EQ(report.bad, 6);
  ASSERT_EQ(report.first_bad.size(), 6u);
  EXPECT_EQ(report.first_bad[0].line, 2);
  EXPECT_THAT(report.first_bad[1].why, HasSubstr("title"));
  EXPECT_THAT(report.first_bad[3].why, HasSubstr("year must be from 1870 to 2100"));
}

TEST_P(Imports, say_what_is_wrong_with_a_file) {
  EXPECT_THROW(import_wikipedia(*database, folder + "/nowhere", quiet), Error);
  auto path = write(folder, "cut.jsonl.gz", std::string(films) + std::string(100'000, ' ') + "\n");
  std::ifstream whole(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(whole)), {});
  write(folder, "cut.gz.part", bytes.substr(0, bytes.size() / 2));
  EXPECT_THROW(import_wikipedia(*database, folder + "/cut.gz.part", quiet), Error);
}

TEST_P(Imports, complete_a_film_that_another_source_brought) {
  Loader starter(*database, "starter");
  MovieRecord record;
  record.key = "noir";
  record.title = "Nóir";
  record.year = 1946;
  record.credits = {{Role::director, "Somebody", "", ""}};
  starter.load({record});
  starter.finish();
  const auto file = write(
      folder, "noir.jsonl",
      R"({"title":"Noir","year":1946,"cast":["An Actor"],"genres":["Noir"],"href":"Noir","extract":"Told.","thumbnail":null})");
  const auto report = import_wikipedia(*database, file, quiet);
  EXPECT_EQ(report.completed, 1);
  EXPECT_EQ(count(*database, "movies"), 1);
  const auto page = page_of(*database, "noir");
  EXPECT_THAT(page, HasSubstr("\"title\":\"Nóir\""));
  EXPECT_THAT(page, HasSubstr("\"description\":\"Told.\""));
  EXPECT_THAT(page, HasSubstr("An Actor"));
  EXPECT_THAT(page, HasSubstr("Somebody"));
  EXPECT_THAT(page, HasSubstr("\"slug\":\"film-noir\"")) << "the card was made again";
  EXPECT_EQ(import_wikipedia(*database, file, quiet).unchanged, 1);
}

std::int64_t index_count(db::Database& database) {
  return count(database, database.engine() == db::Engine::sqlite
                             ? "sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                             : "pg_indexes WHERE schemaname = current_schema()");
}

TEST_P(Imports, leave_every_index_as_it_was) {
  const auto before = index_count(*database);
  const auto file = write(folder, "films.jsonl", films);
  import_wikipedia(*database, file, quiet);
  EXPECT_EQ(index_count(*database), before);
  import_wikipedia(*database, file, quiet);
  EXPECT_EQ(index_count(*database), before);
}

TEST_P(Imports, that_were_cut_short_are_mended_at_the_next_start) {
  const auto before = index_count(*database);
  Loader loader(*database, "cut short");
  loader.begin();
  MovieRecord record;
  record.key = record.title = "One";
  record.credits = {{Role::director, "Somebody", "", ""}};
  loader.load({record});  // and no finish
  EXPECT_LT(index_count(*database), before);
  recover(*database);
  EXPECT_EQ(index_count(*database), before);
  EXPECT_EQ(count(*database, "search_people"), 1);
  EXPECT_EQ(count(*database, "people WHERE directed = 1"), 1);
}

void write_imdb(const std::string& folder) {
  write(folder, "title.basics.tsv.gz",
        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
        "tt0000001\tmovie\tThe Matrix\tThe Matrix\t0\t1999\t\\N\t136\tAction,Sci-Fi\n"
        "tt0000002\ttvSeries\tA Series\tA Series\t0\t2000\t\\N\t\\N\tDrama\n"
        "tt0000003\tmovie\tBrother\tBrat\t0\t1997\t\\N\t99\tCrime\n"
        "tt0000004\tmovie\tBroken line\n"
        "tt0000005\tmovie\tAdults only\tAdults only\t1\t1990\t\\N\t\\N\t\\N\n"
        "tt0000006\tmovie\tA \"quoted\" film\tA \"quoted\" film\t0\t\\N\t\\N\t\\N\t\\N\n");
  write(folder, "title.ratings.tsv",
        "tconst\taverageRating\tnumVotes\ntt0000001\t8.7\t2000000\ntt0000002\t5.0\t5\ntt0000003\t7.7\t30000\n");
  write(folder, "title.principals.tsv.gz",
        "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"
        "tt0000001\t1\tnm0000001\tactor\t\\N\t[\"Neo\"]\n"
        "tt0000001\t2\tnm0000002\tdirector\t\\N\t\\N\n"
        "tt0000002\t1\tnm0000009\tactor\t\\N\t\\N\n"
        "tt0000003\t1\tnm0000003\tactor\t\\N\t[\"Danila \\\"D\\\"\"]\n"
        "tt0000003\t2\tnm0000004\tcomposer\t\\N\t\\N\n");
  write(folder, "name.basics.tsv.gz",
        "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"
        "nm0000001\tKeanu Reeves\t1964\t\\N\tactor\ttt0000001\n"
        "nm0000002\tLana Wachowski\t1965\t\\N\tdirector\ttt0000001\n"
        "nm0000003\tSergei Bodrov Jr.\t1971\t2002\tactor\ttt0000003\n"
        "nm0000009\tNobody\t\\N\t\\N\tactor\t\\N\n");
  write(folder, "title.akas.tsv",
        "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
        "tt0000001\t1\tМатрица\tRU\t\\N\timdbDisplay\t\\N\t0\n"
        "tt0000003\t1\tБрат\tRU\t\\N\t\\N\t\\N\t0\n"
        "tt0000003\t2\tBruder\tDE\t\\N\t\\N\t\\N\t0\n");
}

TEST_P(Imports, read_the_datasets_of_imdb) {
  write_imdb(folder);
  const auto report = import_imdb(*database, folder, quiet);
  EXPECT_EQ(report.created, 3);
  EXPECT_EQ(report.skipped, 2) << "a series, and what is for adults";
  EXPECT_EQ(report.bad, 1);
  const auto page = page_of(*database, "матрица");
  EXPECT_THAT(page, HasSubstr("\"rating\":8.7"));
  EXPECT_THAT(page, HasSubstr("\"votes\":2000000"));
  EXPECT_THAT(page, HasSubstr("\"character\":\"Neo\""));
  EXPECT_THAT(page, HasSubstr("\"slug\":\"science-fiction\""));
  EXPECT_THAT(page, HasSubstr("\"imdb\":\"tt0000001\""));
  EXPECT_THAT(page_of(*database, "bruder"), HasSubstr("\"ru\":\"Брат\""));
  EXPECT_THAT(page_of(*database, "quoted"), HasSubstr("\"year\":null"));
  EXPECT_EQ(import_imdb(*database, folder, quiet).unchanged, 3);
  EXPECT_EQ(count(*database, "people"), 3) << "who is in no film that we import is left out";
}

TEST_P(Imports, take_new_ratings_of_films_they_know) {
  write_imdb(folder);
  import_imdb(*database, folder, quiet);
  write(folder, "title.ratings.tsv",
        "tconst\taverageRating\tnumVotes\ntt0000001\t8.8\t2000001\ntt0000003\t7.7\t30000\n");
  const auto report = import_imdb(*database, folder, quiet);
  EXPECT_EQ(report.completed, 1);
  EXPECT_THAT(page_of(*database, "matrix"), HasSubstr("\"rating\":8.8"));
}

TEST_P(Imports, read_imdb_with_only_what_is_there) {
  write_imdb(folder);
  for (const auto* name : {"title.ratings.tsv", "title.principals.tsv.gz", "name.basics.tsv.gz", "title.akas.tsv"})
    std::remove((folder + '/' + name).c_str());
  EXPECT_EQ(import_imdb(*database, folder, quiet).created, 3);
  EXPECT_THROW(import_imdb(*database, support::new_folder(), quiet), Error);
}

TEST_P(Imports, bring_the_starter_catalogue) {
  const auto golden = support::golden_database(GetParam());
  EXPECT_GE(count(*golden, "movies"), 300);
  EXPECT_EQ(count(*golden, "movie_texts WHERE language = 'ru' AND description <> ''"), count(*golden, "movies"));
  EXPECT_GE(count(*golden, "(SELECT DISTINCT country FROM movie_countries) c"), 25);
  EXPECT_EQ(
      count(*golden,
            "movies m WHERE NOT EXISTS (SELECT 1 FROM credits c WHERE c.movie_id = m.id AND c.role = 'director')"),
      0);
  EXPECT_EQ(count(*golden, "movies WHERE runtime = 0 OR year = 0 OR description = ''"), 0);
  EXPECT_EQ(load_starter(*golden).created, 0);
}

}  // namespace
}  // namespace kinoteka::intake
