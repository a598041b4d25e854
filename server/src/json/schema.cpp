#include "json/schema.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace kinoteka::json {
namespace {

void print(std::string& out, const boost::json::value& value, std::size_t indent) {
  const auto line = [&](std::size_t depth) { out += '\n' + std::string(depth * 2, ' '); };
  const auto list = [&](const auto& items, char open, char close, auto&& print_item) {
    out += open;
    bool first = true;
    for (const auto& item : items) {
      if (!std::exchange(first, false)) out += ',';
      line(indent + 1);
      print_item(item);
    }
    if (!first) line(indent);
    out += close;
  };
  if (const auto* object = value.if_object()) {
    list(*object, '{', '}', [&](const auto& member) {
      out += boost::json::serialize(boost::json::string(member.key())) + ": ";
      print(out, member.value(), indent + 1);
    });
  } else if (const auto* array = value.if_array()) {
    list(*array, '[', ']', [&](const auto& item) { print(out, item, indent + 1); });
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

std::string pretty(const boost::json::value& value) {
  std::string out;
  print(out, value, 0);
  out += '\n';
  return out;
}

}  // namespace kinoteka::json
