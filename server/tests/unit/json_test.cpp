#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/decode.hpp"
#include "json/encode.hpp"
#include "json/schema.hpp"

namespace kinoteka::json {

enum class Format { vhs, dvd };
BOOST_DESCRIBE_ENUM(Format, vhs, dvd)

struct Item {
  Text<1, 5> title;
  Format format = Format::vhs;
  Int<0, 500> length;
  std::optional<Number<0, 10>> rating;
  std::vector<Text<1, 3>> tags;
};
BOOST_DESCRIBE_STRUCT(Item, (), (title, format, length, rating, tags))

namespace {

using ::testing::ElementsAre;

std::vector<std::string> faults_of(std::string_view text) {
  try {
    decode<Item>(text);
  } catch (const Error& error) {
    std::vector<std::string> out;
    for (const auto& fault : error.fields) out.push_back(fault.field + " " + fault.message);
    if (error.code == Code::bad_request) out.push_back("unreadable");
    return out;
  }
  return {};
}

TEST(Decoding, names_every_fault_at_once) {
  EXPECT_THAT(faults_of(R"({"title":"","format":"VHS","length":501,"rating":11,"tags":["ok","long!"],"extra":1})"),
              ElementsAre("title must have 1 to 5 characters", "format must be vhs or dvd",
                          "length must be from 0 to 500", "rating must be from 0 to 10",
                          "tags[1] must have 1 to 3 characters", "extra is not a field of this request"));
  EXPECT_THAT(faults_of("{}"), ElementsAre("title is missing", "format is missing", "length is missing"));
}

TEST(Decoding, counts_characters_and_not_bytes) {
  EXPECT_THAT(faults_of(R"({"title":"🎬🎬🎬🎬🎬","format":"vhs","length":0,"tags":[]})"), ElementsAre());
  EXPECT_THAT(faults_of(R"({"title":"🎬🎬🎬🎬🎬🎬","format":"vhs","length":0,"tags":[]})"),
              ElementsAre("title must have 1 to 5 characters"));
}

TEST(Decoding, takes_no_number_for_another_kind) {
  EXPECT_THAT(faults_of(R"({"title":"a","format":"vhs","length":1.5,"tags":[]})"),
              ElementsAre("length must be a whole number"));
  EXPECT_THAT(faults_of(R"({"title":"a","format":"vhs","length":"1","tags":[]})"),
              ElementsAre("length must be a whole number"));
  EXPECT_THAT(faults_of(R"({"title":"a","format":"vhs","length":99999999999999999999,"tags":[]})"),
              ElementsAre("length must be a whole number"));
}

TEST(Decoding, refuses_what_is_not_json) {
  for (const auto* text : {"", "{", "nope", "{\"a\":1}x", "[1,]", "{\"a\":\"\xff\"}"})
    EXPECT_THAT(faults_of(text), ElementsAre("unreadable")) << text;
  EXPECT_THAT(faults_of(std::string(100, '[') + std::string(100, ']')), ElementsAre("unreadable")) << "too deep";
}

TEST(Encoding, gives_back_what_was_read) {
  const std::string text = R"({"title":"a\"b","format":"dvd","length":7,"rating":7.5,"tags":["x"]})";
  EXPECT_EQ(encode(decode<Item>(text)), text);
}

TEST(Encoding, is_safe_inside_a_page) {
  EXPECT_EQ(encode(std::string("</script>\x01\u2028")), R"("\u003c/script>\u0001\u2028")");
}

TEST(Schemas, say_the_same_bounds) {
  boost::json::object components;
  schema<Item>(components);
  EXPECT_EQ(components["Item"].at_pointer("/properties/title/maxLength").to_number<int>(), 5);
  EXPECT_EQ(components["Item"].at_pointer("/properties/length/maximum").to_number<int>(), 500);
}

}  // namespace
}  // namespace kinoteka::json
