// What keeps work on a stranger's input small: budgets, folding, tables, addresses, faults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/address.hpp"
#include "base/budget.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "db/statement_cache.hpp"
#include "features/takeout/archive.hpp"
#include "features/takeout/csv.hpp"
#include "features/takeout/formats.hpp"
#include "http/gate.hpp"
#include "http/pace.hpp"
#include "json/decode.hpp"
#include "security/passwords.hpp"
#include "security/secret_box.hpp"

namespace kinoteka {
namespace {

using ::testing::HasSubstr;

TEST(Folding, is_no_deeper_for_a_long_text) {
  std::string halves;
  for (int i = 0; i < 200'000; ++i) halves += "½";
  const auto folded = text::fold(halves);
  EXPECT_TRUE(folded.starts_with("1 2 1 2 1 2"));
  EXPECT_EQ(text::fold("8½ and 9½"), "8 1 2 and 9 1 2");
  EXPECT_EQ(text::fold("½"), "1 2");
  EXPECT_EQ(text::fold("é½"), "e 1 2");
}

TEST(Names, hold_no_letters_that_nobody_sees) {
  for (const auto* plain : {"", "Ann", "Тарковский", "José", "黒澤 明", "O'Neil-Smith Jr."})
    EXPECT_FALSE(text::has_invisible(plain)) << plain;
  for (const auto* odd : {"a\xE2\x80\x8B",
                          "\xE2\x80\xAE"
                          "abc",
                          "a\xE2\x81\xA0"
                          "b",
                          "\xEF\xBB\xBF"
                          "a",
                          "a\tb", "\xE3\x85\xA4"})
    EXPECT_TRUE(text::has_invisible(odd)) << odd;
}

TEST(FaultsOfInput, are_kept_in_a_bounded_number_and_length) {
  Faults faults;
  for (int i = 0; i < 10'000; ++i) faults.push_back({std::string(5'000, 'f'), std::string(5'000, 'm')});
  const auto kept = std::move(faults).take();
  ASSERT_EQ(kept.size(), Faults::most + 1);
  EXPECT_EQ(kept.front().field.size(), Faults::longest_field);
  EXPECT_EQ(kept.front().message.size(), Faults::longest_message);
  EXPECT_THAT(kept.back().message, HasSubstr("9900 more"));
}

TEST(Budgets, count_what_is_held_and_give_it_back) {
  Holdings holdings({1000'000, 500'000, 300'000});
  Budget a(holdings), b(holdings);
  a.begin("192.0.2.1");
  a.take(Budget::small);
  EXPECT_EQ(holdings.held(), Budget::small);
  a.take(400'000);
  b.begin("192.0.2.1");
  b.take(Budget::small);
  try {
    b.take(200'000);
    FAIL() << "beyond the share of its address";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, Code::too_many);
  }
  b.begin("192.0.2.2");
  b.name(7);
  try {
    b.take(400'000);
    FAIL() << "beyond the share of its person";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, Code::too_large);
  }
  b.take(300'000);
  Budget c(holdings);
  c.begin("192.0.2.3");
  try {
    c.take(400'000);
    FAIL() << "beyond all";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, Code::unavailable);
  }
  a.give_back();
  c.take(400'000);
  b.begin("");
  c.begin("");
  EXPECT_EQ(holdings.held(), 0u);
  EXPECT_EQ(holdings.refused(), 3);
}

TEST(Budgets, end_work_that_takes_too_long) {
  Holdings holdings;
  Budget budget(holdings);
  budget.begin("");
  budget.limit_time(Clock::now() + std::chrono::hours(1), std::chrono::milliseconds(20));
  const Budget::Use use(budget);
  EXPECT_THROW(for (;;) budget::check(), Error);
  EXPECT_EQ(Budget::current(), &budget);
}

TEST(Tables, of_many_columns_cost_one_line) {
  Holdings holdings;
  Budget budget(holdings);
  budget.begin("");
  const Budget::Use use(budget);
  const std::string wide =
      "Const,Your Rating,Title" + std::string(4'000'000, ',') + "\ntt1,5,x" + std::string(4'000'000, ',');
  takeout::csv::Reader reader(wide);
  takeout::csv::Numbered line;
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.fields.size(), takeout::csv::most_columns);
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line.line, 2);
  EXPECT_FALSE(reader.next(line));
  EXPECT_EQ(takeout::read_upload("a.csv", wide).rows.size(), 1u);
  const std::string long_field = "Const,Title,Your Rating\ntt1," + std::string(1'000'000, 'x') + ",5\n";
  EXPECT_EQ(takeout::read_upload("a.csv", long_field).rows.front().title.size(), takeout::longest_title);
}

TEST(Tables, have_so_many_rows_and_those_left_out_count_too) {
  std::string left_out = "Const,Title,Your Rating,Title Type\n";
  for (int i = 0; i < 100'002; ++i) left_out += "tt1,x,5,game\n";
  EXPECT_THROW(takeout::read_upload("a.csv", left_out), Error);
  std::string kinds = "Const,Title,Your Rating,Title Type\n";
  for (int i = 0; i < 5'000; ++i) kinds += "tt1,x,5,kind" + std::to_string(i) + "\n";
  kinds += "tt1,x,5,movie\n";
  EXPECT_LE(takeout::read_upload("a.csv", kinds).left_out.size(), takeout::most_left_out + 1);
}

TEST(Tables, begin_no_formula) {
  for (const auto* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"}) {
    const auto line = takeout::csv::first_line(takeout::csv::guarded_line({formula}));
    ASSERT_EQ(line.size(), 1u);
    EXPECT_EQ(line.front(), "'" + std::string(formula));
    EXPECT_EQ(takeout::csv::unguarded(line.front()), formula);
  }
  EXPECT_EQ(takeout::csv::guarded_line({"Heat", "1995", "'quoted'"}), "Heat,1995,'quoted'\r\n");
  EXPECT_EQ(takeout::csv::unguarded("'quoted'"), "'quoted'");
}

TEST(Rows, break_our_rules_one_by_one) {
  const auto parsed = takeout::read_upload(
      "a.csv",
      "Title,Year,imdbID,Rating10,WatchedDate,Review\nGood,1990,tt1,8,,\nBad,1990,tt2,-7,,\nLong,1990,tt3,8,," +
          std::string(20'001, 'r') + "\nNul" + std::string(1, '\0') + "l,1990,tt4,8,,\n");
  std::map<std::string, takeout::RowFault> faults;
  for (const auto& row : parsed.rows)
    faults[row.title + (row.kind == takeout::Kind::review ? " review" : "")] = row.fault;
  for (const auto* good : {"Good", "Long"}) {
    EXPECT_EQ(faults.at(good).words, "");
    EXPECT_EQ(faults.at(good).code, std::nullopt);
  }
  EXPECT_THAT(faults.at("Bad").words, HasSubstr("rating"));
  EXPECT_EQ(faults.at("Bad").code, Reason::rating_outside);
  EXPECT_THAT(faults.at("Long review").words, HasSubstr("20,000"));
  EXPECT_EQ(faults.at("Long review").code, Reason::review_too_long);
  EXPECT_THAT(faults.at("Null").words, HasSubstr("NUL"));
  EXPECT_EQ(faults.at("Null").code, Reason::nul_characters);
}

TEST(JsonFromStrangers, counts_to_the_budget_of_who_reads_it) {
  Holdings holdings({8u << 20, 8u << 20, 8u << 20});
  Budget budget(holdings);
  budget.begin("");
  std::string many = "[";
  for (int i = 0; i < 1'000'000; ++i) many += "{},";
  many.back() = ']';
  const Budget::Use use(budget);
  EXPECT_THROW(json::parse(many), Error) << "24 bytes a value: more than is allowed";
  // All but the heads of the blocks, which Boost forgets; they go with the request.
  EXPECT_LT(holdings.held(), 1024u) << "what was begun is given back";
  std::string some = "[";
  for (int i = 0; i < 50'000; ++i) some += "{},";
  some.back() = ']';
  {
    const auto value = json::parse(some);
    EXPECT_EQ(value.as_array().size(), 50'000u);
    EXPECT_GT(holdings.held(), 50'000u * 16);
  }
  EXPECT_LT(holdings.held(), 2048u);
}

TEST(Archives, give_what_is_no_table_by_its_name_alone) {
  const auto files = takeout::unpack(takeout::pack({{"a.csv", "x,y"}, {"poster.jpg", std::string(100'000, 'p')}}));
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].bytes, "x,y");
  EXPECT_EQ(files[1].name, "poster.jpg");
  EXPECT_TRUE(files[1].bytes.empty());
}

TEST(Addresses, have_one_spelling_and_a_network) {
  EXPECT_EQ(read_address("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(read_address("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(read_address(" 192.0.2.7:4711 "), "192.0.2.7");
  EXPECT_EQ(read_address("[2001:DB8::1]:443"), "2001:db8::1");
  EXPECT_EQ(read_address("fe80::1%eth0"), "fe80::1");
  for (const auto* none : {"", "unknown", "_hidden", "1.2.3", "1.2.3.4.5", "evil.example", "1.2.3.4, 5.6.7.8"})
    EXPECT_FALSE(read_address(none)) << none;
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2:ffff::1"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
}

TEST(Proxies, only_the_last_ones_word_counts) {
  http::Gate gate;
  gate.proxies = {"127.0.0.1"};
  const auto client = [&](const std::vector<std::string>& lines, const std::string& peer = "127.0.0.1") {
    http::Request request;
    for (const auto& line : lines) request.headers.push_back({"X-Forwarded-For", line});
    return gate.client_of(request, peer);
  };
  EXPECT_EQ(client({"1.1.1.1, 192.0.2.7"}), "192.0.2.7");
  EXPECT_EQ(client({"1.1.1.1", "192.0.2.7"}), "192.0.2.7") << "a proxy that adds a line of its own";
  EXPECT_EQ(client({"1.1.1.1", "2.2.2.2, 192.0.2.7"}), "192.0.2.7");
  EXPECT_EQ(client({"1.1.1.1", ""}), "127.0.0.1") << "what is no address is not taken from an earlier line";
  EXPECT_EQ(client({"192.0.2.7, unknown"}), "127.0.0.1");
  EXPECT_EQ(client({"::ffff:192.0.2.7"}), "192.0.2.7");
  EXPECT_EQ(client({"[2001:db8::1]:80"}), "2001:db8::1");
  EXPECT_EQ(client({"192.0.2.7"}, "203.0.113.1"), "203.0.113.1") << "not from somebody who is no proxy of ours";
}

TEST(Statements, are_kept_as_many_as_were_used_last) {
  db::StatementCache<int> cache(3);
  for (int i = 0; i < 3; ++i) cache.add("s" + std::to_string(i), i);
  EXPECT_EQ(*cache.find("s0"), 0);
  EXPECT_EQ(cache.make_room(), 1) << "the one that was used longest ago";
  cache.add("s3", 3);
  EXPECT_EQ(cache.find("s1"), nullptr);
  EXPECT_EQ(*cache.find("s0"), 0);
  EXPECT_EQ(cache.size(), 3u);
}

TEST(Passwords, that_dress_up_a_common_word_are_refused) {
  for (const auto* weak : {"P@ssw0rd123", "p4ssw0rd!!", "123P@$$w0rd", "Passw0rd2024!", "!!qwerty123!!", "1L0vey0u99"})
    EXPECT_NE(security::password_fault(weak, 8, {}).message, "") << weak;
  for (const auto* good : {"seven green lanterns", "t7#mK2$vQ9x", "korova-moloko-42"})
    EXPECT_EQ(security::password_fault(good, 8, {}).message, "") << good;
}

TEST(Hints, follow_from_the_text_and_the_secret) {
  const security::SecretBox one("a secret of one house, long enough"), other("another house's secret, as long");
  EXPECT_EQ(one.hint("ann", "p"), one.hint("ann", "p"));
  int same = 0;
  for (int i = 0; i < 256; ++i) same += one.hint(std::to_string(i), "p") == other.hint(std::to_string(i), "p");
  EXPECT_LT(same, 32);
}

TEST(PacesOfPeople, are_counted_for_each_and_each_route) {
  http::Paces paces;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(paces.count(1, 7, {3}), 0);
  EXPECT_GT(paces.count(1, 7, {3}), 3500);
  EXPECT_EQ(paces.count(1, 8, {3}), 0);
  EXPECT_EQ(paces.count(2, 7, {3}), 0);
}

}  // namespace
}  // namespace kinoteka
