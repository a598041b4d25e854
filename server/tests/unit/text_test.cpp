#include "base/text.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "base/number.hpp"

namespace kinoteka::text {
namespace {

TEST(Folding, makes_one_of_what_people_take_for_the_same) {
  const std::pair<const char*, const char*> rows[] = {{"Amélie", "amelie"},
                                                      {"AMELIE", "amelie"},
                                                      {"Schindler's List", "schindlers list"},
                                                      {"WALL·E", "wall e"},
                                                      {"Se7en", "se7en"},
                                                      {"Ёлка", "елка"},
                                                      {"Крёстный ОТЕЦ", "крестныи отец"},
                                                      {"Łódź", "lodz"},
                                                      {"  Crème--Brûlée! ", "creme brulee"},
                                                      {"8½", "8 1 2"},
                                                      {"Straße", "strasse"},
                                                      {"Ночной дозор", "ночнои дозор"},
                                                      {"七人の侍", "七人の侍"},
                                                      {"", ""},
                                                      {"!!!", ""}};
  for (const auto& [given, folded] : rows) EXPECT_EQ(fold(given), folded) << given;
}

TEST(Folding, survives_bytes_that_are_no_text) { EXPECT_NO_THROW(fold("a\xff\xfe b")); }

TEST(SortKey, leaves_out_a_leading_article) {
  EXPECT_EQ(sort_key("The Godfather"), "godfather");
  EXPECT_EQ(sort_key("A Separation"), "separation");
  EXPECT_EQ(sort_key("A"), "a");
  EXPECT_EQ(sort_key("Them!"), "them");
}

TEST(TypingErrors, counts_what_a_hand_does_wrong) {
  const auto errors = [](const char* typed, const char* word, int limit = 3, bool open = false) {
    return typing_errors(decode(typed), decode(word), limit, open);
  };
  EXPECT_EQ(errors("godfater", "godfather"), 1);
  EXPECT_EQ(errors("матирца", "матрица"), 1);  // neighbours swapped
  EXPECT_EQ(errors("kitten", "sitting"), 3);
  EXPECT_EQ(errors("kitten", "sitting", 2), 3) << "more than the limit is the limit and one";
  EXPECT_EQ(errors("gofat", "godfather", 1, true), 1) << "the rest of the word is still to come";
  EXPECT_EQ(errors("", "", 1), 0);
}

TEST(Utf8, is_told_from_other_bytes) {
  EXPECT_TRUE(valid_utf8("Тарковский 七"));
  EXPECT_FALSE(valid_utf8("\xc3("));
  EXPECT_FALSE(valid_utf8("\xed\xa0\x80")) << "half a surrogate pair";
  EXPECT_EQ(length("🎬🎬"), 2u);
  EXPECT_EQ(prefix("дом", 2), "до");
}

TEST(Closest, names_what_was_meant_and_nothing_far_off) {
  EXPECT_EQ(closest("listne", {"database", "listen"}), "listen");
  EXPECT_EQ(closest("xyz", {"database", "listen"}), "");
}

TEST(Number, is_read_from_what_a_text_begins_with) {
  EXPECT_EQ(leading_integer("1979-05-25"), 1979);
  EXPECT_EQ(leading_integer(" 7 of 10"), 7);
  EXPECT_EQ(leading_integer("-3"), -3);
  EXPECT_EQ(leading_integer("+3"), 3);
  for (const auto* none : {"", "ten", "-", " ", "½"}) EXPECT_EQ(leading_integer(none), 0) << none;
  EXPECT_EQ(leading_integer("99999999999999999999"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(leading_integer("-99999999999999999999"), -std::numeric_limits<std::int64_t>::max());
}

}  // namespace
}  // namespace kinoteka::text
