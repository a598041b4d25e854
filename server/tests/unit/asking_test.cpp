// Asking providers: what a difficult one may not do to us, and what each one's documented answers become.
#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/iso_codes.hpp"
#include "net/public_address.hpp"
#include "providers/provider.hpp"
#include "support/providers.hpp"

namespace kinoteka::providers {
namespace {

using namespace kinoteka::support;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Remembered final : public AnswerStore {
 public:
  std::optional<std::string> find(const std::string& key, std::int64_t) override {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(key);
    return found == kept_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(const std::string& key, const std::string& body, std::int64_t) override {
    const std::lock_guard lock(mutex_);
    kept_[key] = body;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> kept_;
};

class AProvider : public ::testing::Test {
 protected:
  AProvider() { calm_stub(); }
  ~AProvider() override { calm_stub(); }

  net::Fetcher fetcher{{net::authority_of(stub_providers().tmdb_url)},
                       {std::chrono::milliseconds(1'000), std::chrono::milliseconds(2'000), 32, 512, 6}};
  Remembered store;
  Settings settings = stub_providers();

  std::unique_ptr<Provider> named(const std::string& name) { return named(name, store); }
  std::unique_ptr<Provider> named(const std::string& name, AnswerStore& answers) {
    settings.order = {name};
    return std::move(make_providers(settings, fetcher, answers).front());
  }
  // What it throws; fails the test when it does not.
  static Error refusal(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {Code::internal, ""};
  }
};

TEST_F(AProvider, that_does_not_behave_is_unavailable_and_nothing_worse) {
  for (const char* how : {"down", "busy", "slow", "wrong", "odd", "huge", "cut", "redirect", "key"}) {
    calm_stub();
    auto tmdb = named("tmdb");
    behave("tmdb", how);
    const auto error = refusal([&] { tmdb->search({std::string("salt ") + how}); });
    EXPECT_EQ(error.code, Code::unavailable) << how;
    EXPECT_THAT(error.message, HasSubstr("TMDB")) << how;
    EXPECT_THAT(error.detail + error.message, Not(HasSubstr("a token"))) << how;
    EXPECT_EQ(asked("/stub/trap"), 0) << "no redirect is followed";
  }
}

TEST_F(AProvider, that_fails_now_and_then_is_asked_again) {
  auto tmdb = named("tmdb");
  behave("tmdb", "down", 2);
  EXPECT_EQ(tmdb->search({"salt lighthouse"}).size(), 1u);
  EXPECT_EQ(asked("/3/search/movie"), 3);
}

TEST_F(AProvider, is_asked_no_sooner_than_it_wishes) {
  auto tmdb = named("tmdb");
  behave("tmdb", "busy", 1);  // Retry-After: 1
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(tmdb->search({"salt lighthouse"}).size(), 1u);
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(950));
}

TEST_F(AProvider, that_wants_a_long_rest_is_left_alone) {
  auto tmdb = named("tmdb");
  behave("tmdb", "rest", 1);  // Retry-After: 600
  const auto first = refusal([&] { tmdb->search({"salt"}); });
  EXPECT_EQ(first.retry_after, 600);
  const auto second = refusal([&] { tmdb->search({"lighthouse"}); });
  EXPECT_GT(second.retry_after, 590);
  EXPECT_EQ(asked("/3/search/movie"), 1) << "the second did not leave the house";
  EXPECT_EQ(tmdb->trouble(), Trouble::away);
}

TEST_F(AProvider, that_is_down_is_tried_again_after_a_while) {
  auto tmdb = named("tmdb");
  behave("tmdb", "down");
  refusal([&] { tmdb->search({"one"}); });
  refusal([&] { tmdb->search({"two"}); });
  const auto before = asked("/3/search/movie");
  EXPECT_EQ(before, 5) << "five failures in a row open the circuit";
  refusal([&] { tmdb->search({"three"}); });
  EXPECT_EQ(asked("/3/search/movie"), before);
  calm_stub();
  std::this_thread::sleep_for(settings.manners->rest * 2 + std::chrono::milliseconds(50));
  EXPECT_EQ(tmdb->search({"salt lighthouse"}).size(), 1u);
  EXPECT_EQ(tmdb->trouble(), Trouble::none);
}

TEST_F(AProvider, never_hears_more_than_it_allows) {
  settings.manners->per_second = 20;
  settings.manners->burst = 1;
  auto tmdb = named("tmdb");
  const auto began = std::chrono::steady_clock::now();
  for (const char* text : {"a", "b", "c", "d", "e"}) tmdb->search({text});
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(195));
  settings.manners->per_second = 0.1;
  auto slow = named("tmdb");
  slow->search({"f"});
  EXPECT_EQ(refusal([&] { slow->search({"g"}); }).code, Code::unavailable) << "who would wait too long is told so";
}

TEST_F(AProvider, is_asked_once_for_what_many_want) {
  auto tmdb = named("tmdb");
  std::vector<std::thread> threads;
  std::atomic<int> found{0};
  for (int i = 0; i < 30; ++i)
    threads.emplace_back([&] { found += static_cast<int>(tmdb->search({"salt lighthouse"}).size()); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(found, 30);
  EXPECT_EQ(asked("/3/search/movie"), 1);
}

// Whoever looks for a kept answer just before it is there …
class LateReader final : public AnswerStore {
 public:
  std::optional<std::string> find(const std::string& key, std::int64_t now) override {
    auto found = store_.find(key, now);
    if (!looked.exchange(true)) std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return found;
  }
  void keep(const std::string& key, const std::string& body, std::int64_t until) override {
    store_.keep(key, body, until);
  }
  std::atomic<bool> looked{false};

 private:
  Remembered store_;
};

// … does not ask for it again.
TEST_F(AProvider, is_asked_once_by_who_looks_before_the_answer_is_kept) {
  LateReader late;
  const auto tmdb = named("tmdb", late);
  std::thread first([&] { tmdb->search({"salt"}); });
  for (int i = 0; i < 600 && !late.looked; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_TRUE(late.looked);
  tmdb->search({"salt"});
  first.join();
  EXPECT_EQ(asked("/3/search/movie"), 1);
}

TEST_F(AProvider, without_its_key_says_so) {
  settings.tmdb_token = "";
  EXPECT_FALSE(named("tmdb")->about().ready);
  settings.omdb_key = "a wrong one";
  const auto error = refusal([&] { named("omdb")->film("tt9900100"); });
  EXPECT_THAT(error.message, HasSubstr("does not accept its key"));
  EXPECT_THAT(error.detail, Not(HasSubstr("a wrong one")));
  EXPECT_THAT(error.detail, Not(HasSubstr("apikey")));
}

TEST_F(AProvider, whose_host_is_not_there_is_unavailable_and_its_key_is_not_told) {
  settings.omdb_url = "http://127.0.0.1:1";
  net::Fetcher trusting({"127.0.0.1:1"});
  settings.order = {"omdb"};
  auto omdb = std::move(make_providers(settings, trusting, store).front());
  const auto error = refusal([&] { omdb->film("tt9900100"); });
  EXPECT_EQ(error.code, Code::unavailable);
  EXPECT_THAT(error.detail, HasSubstr("127.0.0.1:1"));
  EXPECT_THAT(error.detail, Not(HasSubstr("a%20key")));
}

TEST_F(AProvider, takes_no_id_for_a_path) {
  for (const char* id : {"../configuration", "1/credits", "238?x=", "", "tt1", "Q1", "99999999999"})
    EXPECT_EQ(named("tmdb")->film(id), std::nullopt) << id;
  for (const char* id : {"tt1&plot=short", "238", "tt", "tt1/2"})
    EXPECT_EQ(named("omdb")->film(id), std::nullopt) << id;
  for (const char* id : {"Q1|Q2", "P31", "Q", "Q1&x"}) EXPECT_EQ(named("wikidata")->film(id), std::nullopt) << id;
  EXPECT_EQ(named("wikidata")->id_of({{"imdb", "tt1\" } #"}}), std::nullopt);
}

TEST_F(AProvider, tmdb_tells_of_a_film) {
  auto tmdb = named("tmdb");
  const auto found = tmdb->search({"Соляной маяк", 2021, "ru"});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].title, "Соляной маяк");
  EXPECT_EQ(found[0].year, 2021);
  EXPECT_EQ(tmdb->search({"salt", 1999}).size(), 0u);
  EXPECT_EQ(tmdb->id_of({{"imdb", "tt9900100"}}), "9900100");
  EXPECT_EQ(tmdb->id_of({{"wikidata", "Q9900101"}}), "9900101");
  EXPECT_EQ(tmdb->film("77"), std::nullopt);

  const auto film = tmdb->film(found[0].id).value();
  EXPECT_EQ(film.title, "The Salt Lighthouse");
  EXPECT_EQ(film.original_title, "El faro de sal");
  EXPECT_EQ(film.runtime, 101);
  EXPECT_EQ(film.release_date, "2021-09-03");
  EXPECT_EQ(film.trailer, "https://www.youtube.com/watch?v=abcDEF12345");
  EXPECT_THAT(film.genres, ElementsAre("Drama", "Mystery"));
  EXPECT_THAT(film.countries, ElementsAre("ES", "FR"));
  EXPECT_THAT(film.aliases, ElementsAre("Le phare de sel"));
  ASSERT_EQ(film.texts.size(), 1u) << "of the languages that the house speaks";
  EXPECT_EQ(film.texts[0].title, "Соляной маяк");
  ASSERT_EQ(film.credits.size(), 5u);
  EXPECT_EQ(film.credits[0].job, Job::director);
  EXPECT_EQ(film.credits[2].character, "Marta");
  EXPECT_EQ(film.ids, (Ids{{"tmdb", "9900100"}, {"imdb", "tt9900100"}, {"wikidata", "Q9900100"}}));
  ASSERT_EQ(film.pictures.size(), 4u);
  EXPECT_THAT(film.pictures[0].url, HasSubstr("/t/p/w780/poster9900100.png"));
  EXPECT_EQ(film.pictures[1].language, "ru");
  EXPECT_THAT(film.pictures[2].url, HasSubstr("/t/p/w1280/backdrop9900100.png"));
  EXPECT_EQ(tmdb->film("9900101").value().texts[0].title, "Бумажные луны") << "where the original is in Russian";
}

TEST_F(AProvider, omdb_tells_of_a_film) {
  auto omdb = named("omdb");
  ASSERT_EQ(omdb->search({"salt"}).size(), 1u);
  EXPECT_EQ(omdb->search({"nothing like it"}).size(), 0u);
  EXPECT_EQ(omdb->film("tt0000001"), std::nullopt);
  const auto film = omdb->film("tt9900100").value();
  EXPECT_EQ(film.release_date, "2021-09-03");
  EXPECT_EQ(film.runtime, 101);
  EXPECT_EQ(film.votes, 1'234);
  EXPECT_DOUBLE_EQ(film.rating, 7.1);
  EXPECT_THAT(film.genres, ElementsAre("Drama", "Sci-Fi"));
  EXPECT_THAT(film.countries, ElementsAre("ES", "US"));
  EXPECT_THAT(film.languages, ElementsAre("es", "fr"));
  ASSERT_EQ(film.credits.size(), 5u);
  EXPECT_EQ(film.credits[1].name, "Ulises Prado");
  EXPECT_EQ(film.pictures.size(), 1u);
}

TEST_F(AProvider, wikidata_tells_of_a_film) {
  auto wikidata = named("wikidata");
  const auto found = wikidata->search({"Salt Lighthouse", 2021});
  ASSERT_EQ(found.size(), 1u) << "a novel of the same name is no film";
  EXPECT_EQ(found[0].id, "Q9900100");
  EXPECT_EQ(found[0].ids.at("imdb"), "tt9900100");
  EXPECT_EQ(wikidata->id_of({{"imdb", "tt9900101"}}), "Q9900101");
  EXPECT_EQ(wikidata->film("Q9900555"), std::nullopt);
  const auto film = wikidata->film("Q9900100").value();
  EXPECT_EQ(film.title, "The Salt Lighthouse");
  EXPECT_EQ(film.release_date, "2021-09-03");
  EXPECT_EQ(film.runtime, 101);
  EXPECT_EQ(film.texts.at(0).title, "Соляной маяк");
  EXPECT_THAT(film.genres, ElementsAre("drama"));
  EXPECT_THAT(film.countries, ElementsAre("ES"));
  EXPECT_THAT(film.languages, ElementsAre("es"));
  ASSERT_EQ(film.credits.size(), 3u);
  EXPECT_EQ(film.credits[0].name, "Ada Sternova");
  EXPECT_EQ(film.credits[0].names, (std::map<std::string, std::string>{{"ru", "Ада Штернова"}}));
  EXPECT_EQ(film.credits[1].character, "Marta");
  EXPECT_EQ(film.credits[1].ids.at("imdb"), "nm9978");
  EXPECT_THAT(film.credits[0].photo, HasSubstr("/500px-person_Q77.png"));
  EXPECT_EQ(film.pictures.size(), 1u);
}

// Not against the stub: docs/providers.md says how to run it with keys of one's own.
class DISABLED_ARealProvider : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(All, DISABLED_ARealProvider, ::testing::Values("tmdb", "omdb", "wikidata"));
TEST_P(DISABLED_ARealProvider, knows_the_godfather) {
  Settings settings;
  settings.order = {GetParam()};
  if (const char* token = std::getenv("KINOTEKA_TMDB_TOKEN")) settings.tmdb_token = token;
  if (const char* key = std::getenv("KINOTEKA_OMDB_KEY")) settings.omdb_key = key;
  net::Fetcher fetcher;
  Remembered store;
  const auto provider = std::move(make_providers(settings, fetcher, store).front());
  ASSERT_TRUE(provider->about().ready) << "set its key";
  const auto found = provider->search({"The Godfather", 1972});
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].year, 1972);
  EXPECT_EQ(provider->id_of({{"imdb", "tt0068646"}}), found[0].id);
  const auto film = provider->film(found[0].id).value();
  EXPECT_EQ(film.title, "The Godfather");
  EXPECT_EQ(film.ids.at("imdb"), "tt0068646");
  ASSERT_FALSE(film.credits.empty());
  EXPECT_EQ(film.credits[0].name, "Francis Ford Coppola");
  EXPECT_THAT(film.countries, ::testing::Contains("US"));
  for (const auto& picture : film.pictures)
    EXPECT_EQ(fetcher.get({picture.url, {}, 30u << 20}).status, 200) << picture.url;
}

TEST(PublicAddress, is_one_that_everybody_can_reach) {
  const auto is = [](const char* text) {
    sockaddr_storage storage{};
    auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
      v4->sin_family = AF_INET;
    } else {
      EXPECT_EQ(inet_pton(AF_INET6, text, &v6->sin6_addr), 1) << text;
      v6->sin6_family = AF_INET6;
    }
    return net::is_public(reinterpret_cast<sockaddr*>(&storage));
  };
  for (const char* text : {"1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.167.1.1", "100.63.0.1", "100.128.0.1",
                           "223.255.255.1", "2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888"})
    EXPECT_TRUE(is(text)) << text;
  for (const char* text :
       {"0.0.0.0",      "10.1.2.3",         "100.64.0.1",      "127.0.0.1",     "127.255.0.1",     "169.254.169.254",
        "172.16.0.1",   "172.31.9.9",       "192.0.0.8",       "192.0.2.1",     "192.168.1.1",     "198.18.0.1",
        "198.19.255.1", "198.51.100.7",     "203.0.113.9",     "224.0.0.1",     "255.255.255.255", "::",
        "::1",          "::ffff:127.0.0.1", "::ffff:8.8.8.8",  "::127.0.0.1",   "fe80::1",         "fc00::1",
        "fd12::1",      "ff02::1",          "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1",         "2001:db8::1",
        "100::1"})
    EXPECT_FALSE(is(text)) << text;
  sockaddr odd{};
  odd.sa_family = AF_UNIX;
  EXPECT_FALSE(net::is_public(&odd));
}

TEST(IsoCodes, know_countries_and_languages_by_name) {
  EXPECT_EQ(country_code("United States"), "US");
  EXPECT_EQ(country_code("USA"), "US");
  EXPECT_EQ(country_code("UK"), "GB");
  EXPECT_EQ(country_code("Soviet Union"), "SU");
  EXPECT_EQ(country_code("Atlantis"), "");
  EXPECT_EQ(language_code("French"), "fr");
  EXPECT_EQ(language_code("Mandarin"), "zh");
  EXPECT_EQ(language_code("Klingon"), "");
}

}  // namespace
}  // namespace kinoteka::providers
