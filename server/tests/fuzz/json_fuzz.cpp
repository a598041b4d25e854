// JSON into described structs, and merge patches.
#include <map>
#include <optional>
#include <vector>

#include "json/decode.hpp"
#include "json/encode.hpp"

namespace {

struct Item {
  kinoteka::Text<1, 50> title;
  std::optional<kinoteka::Int<0, 500>> length;
  std::vector<std::string> tags;
  std::map<std::string, std::string> ids;
};
BOOST_DESCRIBE_STRUCT(Item, (), (title, length, tags, ids))

}  // namespace

#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    const auto value = json::parse(bytes);
    static_cast<void>(json::merge("{\"title\":\"a\",\"x\":{\"y\":1}}", value));
    const auto item = json::decode<Item>(value, json::Unknown::ignore);
    json::decode<Item>(json::encode(item));
  });
}
