#include "json/decode.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/stream_parser.hpp>

namespace kinoteka::json {

boost::json::value parse(std::string_view text, boost::json::storage_ptr memory) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::stream_parser parser(memory, options);
  boost::system::error_code failed;
  const auto read = parser.write_some(text.data(), text.size(), failed);
  const bool rest = !failed && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos;
  if (!failed && !rest && !parser.done()) parser.finish(failed);
  if (failed || rest) {
    throw Error(Code::bad_request, "The body is not valid JSON: see position " + std::to_string(read) + ".");
  }
  return parser.release();
}

namespace {

void merge_into(boost::json::value& target, const boost::json::value& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target = boost::json::object{};
  auto& object = target.get_object();
  for (const auto& [name, value] : patch.get_object()) {
    if (value.is_null()) {
      object.erase(name);
    } else {
      merge_into(object[name], value);
    }
  }
}

}  // namespace

boost::json::value merge(std::string_view target, const boost::json::value& patch) {
  if (!patch.is_object()) throw Error(Code::bad_request, "The body must be a JSON object: the members to change.");
  // Read once and thrown away: one block for all of it.
  auto merged = parse(target, boost::json::make_shared_resource<boost::json::monotonic_resource>());
  merge_into(merged, patch);
  return merged;
}

void Decoder::read_text(const boost::json::value& from, std::string& to, const std::string& path, std::size_t min,
                        std::size_t max) {
  if (!from.is_string()) return fault(path, "must be text");
  const std::string_view text = from.get_string();
  const auto size = text::length(text);
  if (size < min || size > max) {
    return fault(path, min == 0 ? "must have at most " + std::to_string(max) + " characters"
                                : "must have " + std::to_string(min) + " to " + std::to_string(max) + " characters");
  }
  if (text.find('\0') != std::string_view::npos) return fault(path, "must not hold NUL characters");
  to.assign(text);
}

}  // namespace kinoteka::json
