// JSON text to described types. Decoding is validation: every violated bound, missing and unknown field is named at
// once, each with its path (`credits[2].role`), and nothing half-read is returned.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "json/describe.hpp"

namespace kinoteka::json {

enum class Unknown { refuse, ignore };

// Parses strictly (RFC 8259, UTF-8, depth ≤ 32). Throws Error{bad_request} that says where. What it allocates counts to
// the budget of the work on this thread (base/budget.hpp), unless it comes from `memory`; then the value must not
// outlive the request.
boost::json::value parse(std::string_view text, boost::json::storage_ptr memory = {});

// `target` (JSON text) with a merge patch laid over it: RFC 7396. Throws Error{bad_request} when the patch is no
// object.
boost::json::value merge(std::string_view target, const boost::json::value& patch);

class Decoder {
 public:
  explicit Decoder(Unknown unknown) : unknown_(unknown) {}

  Faults errors;

  template <class T>
  void read(const boost::json::value& from, T& to, const std::string& path) {
    if constexpr (Optional<T>) {
      if (from.is_null()) {
        to.reset();
      } else {
        read(from, to.emplace(), path);
      }
    } else if constexpr (std::is_same_v<T, bool>) {
      if (from.is_bool()) {
        to = from.get_bool();
      } else {
        fault(path, "must be true or false");
      }
    } else if constexpr (BoundedInt<T> || std::is_integral_v<T>) {
      read_integer(from, to, path);
    } else if constexpr (std::is_same_v<T, Stars>) {
      const double stars = from.is_number() ? from.to_number<double>() : 0;
      const double halves = stars * 2;
      if (!(halves >= Stars::min_halves && halves <= Stars::max_halves) ||
          halves != static_cast<std::int64_t>(halves)) {
        return fault(path, "must be from 0.5 to 5, in steps of 0.5");
      }
      to.halves = static_cast<std::int64_t>(halves);
    } else if constexpr (BoundedNumber<T> || std::is_floating_point_v<T>) {
      read_number(from, to, path);
    } else if constexpr (BoundedText<T>) {
      read_text(from, to.value, path, T::min, T::max);
    } else if constexpr (Formed<T>) {
      if (!from.is_string()) return fault(path, "must be text");
      if (auto wrong = T::parse(std::string(from.get_string()), to); !wrong.empty()) fault(path, std::move(wrong));
    } else if constexpr (std::is_same_v<T, std::string>) {
      read_text(from, to, path, 0, std::string::npos);
    } else if constexpr (Enum<T>) {
      const auto value = from.is_string() ? enum_value<T>(from.get_string()) : std::nullopt;
      if (value) {
        to = *value;
      } else {
        fault(path, "must be " + enum_choices<T>());
      }
    } else if constexpr (Array<T>) {
      if (!from.is_array()) return fault(path, "must be a list");
      to.clear();
      if constexpr (BoundedItems<T>) {
        if (from.get_array().size() > T::max)
          return fault(path, "must have at most " + std::to_string(T::max) + " items");
      }
      for (const auto& item : from.get_array()) {
        const auto place = path + '[' + std::to_string(to.size()) + ']';
        read(item, to.emplace_back(), place);
      }
    } else if constexpr (Map<T>) {
      if (!from.is_object()) return fault(path, "must be an object");
      for (const auto& [key, item] : from.get_object()) {
        if (!item.is_null()) read(item, to[std::string(key)], join(path, key));
      }
    } else {
      static_assert(Described<T>, "to be read from JSON a type needs BOOST_DESCRIBE_STRUCT");
      read_object(from, to, path);
    }
  }

 private:
  static std::string join(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + '.' + std::string(name);
  }
  void fault(const std::string& path, std::string message) { errors.push_back({path, std::move(message)}); }

  void read_text(const boost::json::value& from, std::string& to, const std::string& path, std::size_t min,
                 std::size_t max);

  template <class T>
  void read_integer(const boost::json::value& from, T& to, const std::string& path) {
    boost::system::error_code failed;
    const auto number = from.is_double() ? 0 : from.to_number<std::int64_t>(failed);
    if (!from.is_number() || from.is_double() || failed) return fault(path, "must be a whole number");
    if constexpr (BoundedInt<T>) {
      if (number < T::min || number > T::max) return fault(path, range(T::min, T::max));
    }
    to = static_cast<std::conditional_t<BoundedInt<T>, std::int64_t, T>>(number);
  }

  template <class T>
  void read_number(const boost::json::value& from, T& to, const std::string& path) {
    if (!from.is_number()) return fault(path, "must be a number");
    const auto number = from.to_number<double>();
    if constexpr (BoundedNumber<T>) {
      if (number < T::min || number > T::max) return fault(path, range(T::min, T::max));
    }
    to = number;
  }

  template <class T>
  void read_object(const boost::json::value& from, T& to, const std::string& path) {
    if (!from.is_object()) return fault(path, "must be an object");
    const auto& object = from.get_object();
    std::size_t known = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
      auto& field = to.*member.pointer;
      if (const auto* value = object.if_contains(member.name)) {
        ++known;
        read(*value, field, join(path, member.name));
      } else if constexpr (!may_be_absent<std::remove_reference_t<decltype(field)>>) {
        fault(join(path, member.name), "is missing");
      }
    });
    if (unknown_ == Unknown::ignore || known == object.size()) return;
    for (const auto& given : object) {
      const std::string_view key = given.key();
      bool expected = false;
      boost::mp11::mp_for_each<Members<T>>([&](auto member) { expected = expected || key == member.name; });
      if (!expected) fault(join(path, key), "is not a field of this request");
    }
  }

  static std::string range(std::int64_t min, std::int64_t max) {
    return "must be from " + std::to_string(min) + " to " + std::to_string(max);
  }

  Unknown unknown_;
};

// Throws Error: bad_request when it is not JSON, invalid (with every violation) when it is not a T.
template <class T>
T decode(const boost::json::value& from, Unknown unknown = Unknown::refuse) {
  T value{};
  Decoder decoder(unknown);
  decoder.read(from, value, "");
  if (!decoder.errors.empty()) throw invalid(std::move(decoder.errors));
  return value;
}
template <class T>
T decode(std::string_view text, Unknown unknown = Unknown::refuse) {
  return decode<T>(parse(text), unknown);
}

}  // namespace kinoteka::json
