#include "json/decode.hpp"

#include <algorithm>
#include <new>

#include <boost/json/memory_resource.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/stream_parser.hpp>

#include "base/budget.hpp"

namespace kinoteka::json {
namespace {

// From here on a text's tree is counted: a small body makes a small tree.
constexpr std::size_t worth_counting = 64 * 1024;
constexpr std::size_t slice = 256 * 1024;  // parsed between two looks at the time

// The heap, counted by the budget of the thread that reads.
class Counted final : public boost::json::memory_resource {
 public:
  explicit Counted(Budget& budget) : budget_(budget) {}

 private:
  void* do_allocate(std::size_t bytes, std::size_t alignment) override {
    budget_.take(bytes);
    return ::operator new(bytes, std::align_val_t(alignment));
  }
  void do_deallocate(void* what, std::size_t bytes, std::size_t alignment) override {
    ::operator delete(what, std::align_val_t(alignment));
    budget_.give_back(bytes);
  }
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  Budget& budget_;
};

// In blocks, so that few of them are counted.
struct CountedBlocks final : public boost::json::memory_resource {
  explicit CountedBlocks(Budget& budget) : counted(budget), blocks(64 * 1024, &counted) {}
  void* do_allocate(std::size_t bytes, std::size_t alignment) override { return blocks.allocate(bytes, alignment); }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  Counted counted;
  boost::json::monotonic_resource blocks;
};

}  // namespace

boost::json::value parse(std::string_view text, boost::json::storage_ptr memory) {
  auto* budget = Budget::current();
  if (budget != nullptr && text.size() >= worth_counting && memory == boost::json::storage_ptr())
    memory = boost::json::make_shared_resource<CountedBlocks>(*budget);
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::stream_parser parser(memory, options);
  parser.reset(memory);
  boost::system::error_code failed;
  std::size_t read = 0;
  while (read < text.size() && !failed && !parser.done()) {
    const auto part = std::min(slice, text.size() - read);
    const auto taken = parser.write_some(text.data() + read, part, failed);
    read += taken;
    if (text.size() > slice) budget::check();
    if (taken < part) break;
  }
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

std::string Decoder::join(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + '.' + std::string(name);
}

std::string Decoder::index(const std::string& path, std::size_t at) { return path + '[' + std::to_string(at) + ']'; }

std::string Decoder::range(std::int64_t min, std::int64_t max) {
  return "must be from " + std::to_string(min) + " to " + std::to_string(max);
}

void Decoder::fault(const std::string& path, std::string message) { errors.push_back({path, std::move(message)}); }

void Decoder::read_bool(const boost::json::value& from, bool& to, const std::string& path) {
  if (!from.is_bool()) return fault(path, "must be true or false");
  to = from.get_bool();
}

void Decoder::read_stars(const boost::json::value& from, Stars& to, const std::string& path) {
  const double stars = from.is_number() ? from.to_number<double>() : 0;
  const double halves = stars * 2;
  if (!(halves >= Stars::min_halves && halves <= Stars::max_halves) || halves != static_cast<std::int64_t>(halves))
    return fault(path, "must be from 0.5 to 5, in steps of 0.5");
  to.halves = static_cast<std::int64_t>(halves);
}

bool Decoder::read_whole(const boost::json::value& from, std::int64_t& to, const std::string& path) {
  boost::system::error_code failed;
  to = from.is_double() ? 0 : from.to_number<std::int64_t>(failed);
  if (from.is_number() && !from.is_double() && !failed) return true;
  fault(path, "must be a whole number");
  return false;
}

bool Decoder::is_list(const boost::json::value& from, std::size_t max, const std::string& path) {
  if (!from.is_array()) {
    fault(path, "must be a list");
  } else if (from.get_array().size() > max) {
    fault(path, "must have at most " + std::to_string(max) + " items");
  } else {
    return true;
  }
  return false;
}

void Decoder::read_fields(const boost::json::value& from, void* to, const std::string& path,
                          std::span<const Field> fields) {
  if (!from.is_object()) return fault(path, "must be an object");
  const auto& object = from.get_object();
  std::size_t known = 0;
  for (const auto& field : fields) {
    if (const auto* value = object.if_contains(field.name)) {
      ++known;
      field.read(*this, *value, to, join(path, field.name));
    } else if (!field.may_be_absent) {
      fault(join(path, field.name), "is missing");
    }
  }
  if (unknown_ == Unknown::ignore || known == object.size()) return;
  for (const auto& given : object) {
    const auto named = [&](const Field& field) { return field.name == std::string_view(given.key()); };
    if (std::none_of(fields.begin(), fields.end(), named))
      fault(join(path, given.key()), "is not a field of this request");
  }
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
