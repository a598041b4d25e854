// Reading files from elsewhere: pure functions of their bytes.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "base/time.hpp"
#include "features/takeout/archive.hpp"
#include "features/takeout/csv.hpp"
#include "features/takeout/domain.hpp"

namespace kinoteka::takeout {
namespace {

std::vector<csv::Line> lines(std::string_view text) {
  std::vector<csv::Line> out;
  csv::Reader reader(text);
  for (csv::Numbered line; reader.next(line);) out.push_back(line.fields);
  return out;
}

TEST(Csv, is_read_as_sites_write_it) {
  using L = std::vector<csv::Line>;
  EXPECT_EQ(lines(""), L{});
  EXPECT_EQ(lines("a,b\r\nc,d"), (L{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(lines("\xEF\xBB\xBF"
                  "a"),
            (L{{"a"}}));
  EXPECT_EQ(lines("a\rb\n"), (L{{"a"}, {"b"}}));
  EXPECT_EQ(lines("\"a,b\",\"c\nd\"\n"), (L{{"a,b", "c\nd"}}));
  EXPECT_EQ(lines("\"say \"\"so\"\"\",\"or \\\"so\\\"\""), (L{{"say \"so\"", "or \"so\""}}));
  EXPECT_EQ(lines("a,,\n"), (L{{"a", "", ""}}));
  EXPECT_EQ(lines("a\n\nb"), (L{{"a"}, {""}, {"b"}}));
  EXPECT_EQ(lines("\"never closed\nb"), (L{{"never closed\nb"}}));
  EXPECT_EQ(lines("5\" disc"), (L{{"5\" disc"}})) << "a quote inside a plain field is a quote";
  csv::Reader counted("a\n\"b\nc\"\nd");
  csv::Numbered third;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(counted.next(third));
  EXPECT_EQ(third.line, 4) << "lines are counted as an editor does";
}

TEST(Csv, what_is_written_is_read_again) {
  const csv::Line hard = {"", " a ", "a,b", "\"", "x\r\ny", "=1+1", "Ж"};
  EXPECT_EQ(lines(csv::line(hard)), (std::vector<csv::Line>{hard}));
}

TEST(Csv, columns_are_found_by_name) {
  const csv::Header header({"Name", " YEAR "});
  EXPECT_EQ(header.of({"Heat", "1995"}, "year"), "1995");
  EXPECT_EQ(header.of({"Heat"}, "year"), "") << "a short line";
  EXPECT_EQ(header.of({"Heat"}, "rating"), "");
}

TEST(Records, values_are_read_or_left_out) {
  EXPECT_EQ(half_stars("4.5"), 9);
  EXPECT_EQ(half_stars(" 5 "), 10);
  for (const auto* none : {"", "0", "6", "x", "4.5x", "-1"}) EXPECT_EQ(half_stars(none), 0) << none;
  EXPECT_EQ(day_of("2024-02-29T10:00:00Z"), "2024-02-29");
  EXPECT_EQ(day_of("2023-02-29"), "");
  EXPECT_EQ(year_of("1979"), 1979);
  for (const auto* none : {"", "79", "19790", "MCMLXXIX"}) EXPECT_EQ(year_of(none), 0) << none;
}

TEST(Archives, come_out_as_they_went_in) {
  const std::string bytes = std::string("a\0b", 3) + std::string(100'000, 'x');
  const auto files = unpack(pack({{"one.csv", bytes}, {"folder/two.json", ""}}));
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].name, "one.csv");
  EXPECT_EQ(files[0].bytes, bytes);
  EXPECT_EQ(files[1].name, "folder/two.json");
}

TEST(Archives, broken_ones_are_refused_wherever_they_break) {
  const auto good = pack({{"one.csv", std::string(5000, 'x')}, {"two.csv", "y"}});
  for (std::size_t size = 4; size < good.size(); size += 7) {
    try {
      unpack(good.substr(0, size));
    } catch (const Error& error) {
      EXPECT_EQ(error.code, Code::invalid);
    }
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto bent = good;
    bent[at] = static_cast<char>(bent[at] ^ 0x55);
    try {
      for (const auto& file : unpack(bent)) EXPECT_LE(file.bytes.size(), unpacked_bytes);
    } catch (const Error& error) {
      EXPECT_EQ(error.code, Code::invalid) << at;
    }
  }
}

TEST(Texts, of_older_programs_become_utf8) { EXPECT_EQ(text::from_windows_1252("Am\xE9lie \x80 5"), "Amélie € 5"); }

TEST(Times, are_read_as_they_are_written) {
  for (const std::int64_t ms : {0LL, 1'700'000'000'123LL, 951'782'400'000LL}) EXPECT_EQ(from_rfc3339(rfc3339(ms)), ms);
  EXPECT_EQ(from_rfc3339("2024-02-30T00:00:00Z"), 0);
  EXPECT_EQ(from_rfc3339("yesterday"), 0);
}

}  // namespace
}  // namespace kinoteka::takeout
