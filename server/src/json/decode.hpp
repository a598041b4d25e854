// JSON text to described types. Decoding is validation: every violated bound, missing and unknown field is named at
// once, each with its path (`credits[2].role`), and nothing half-read is returned.
#pragma once

#include <array>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
      read_bool(from, to, path);
    } else if constexpr (BoundedInt<T> || std::is_integral_v<T>) {
      read_integer(from, to, path);
    } else if constexpr (std::is_same_v<T, Stars>) {
      read_stars(from, to, path);
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
      auto max = std::string::npos;
      if constexpr (BoundedItems<T>) max = T::max;
      to.clear();
      if (!is_list(from, max, path)) return;
      for (const auto& item : from.get_array()) {
        const auto place = index(path, to.size());
        read(item, to.emplace_back(), place);
      }
    } else if constexpr (Map<T>) {
      if (!from.is_object()) return fault(path, "must be an object");
      for (const auto& [key, item] : from.get_object()) {
        if (!item.is_null()) read(item, to[std::string(key)], join(path, key));
      }
    } else if constexpr (Tabled<T>) {
      read_table(from, to, path, std::make_index_sequence<std::size(T::table)>{});
    } else {
      static_assert(Described<T>, "to be read from JSON a type needs BOOST_DESCRIBE_STRUCT");
      read_object(from, to, path, Members<T>{});
    }
  }

 private:
  static std::string join(const std::string& path, std::string_view name);
  static std::string index(const std::string& path, std::size_t at);
  static std::string range(std::int64_t min, std::int64_t max);
  void fault(const std::string& path, std::string message);
  void read_bool(const boost::json::value& from, bool& to, const std::string& path);
  void read_stars(const boost::json::value& from, Stars& to, const std::string& path);
  // False where it is none; then that is said.
  bool read_whole(const boost::json::value& from, std::int64_t& to, const std::string& path);
  bool is_list(const boost::json::value& from, std::size_t max, const std::string& path);

  void read_text(const boost::json::value& from, std::string& to, const std::string& path, std::size_t min,
                 std::size_t max);

  template <class T>
  void read_integer(const boost::json::value& from, T& to, const std::string& path) {
    std::int64_t number = 0;
    if (!read_whole(from, number, path)) return;
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

  // How one member of a described type is read.
  struct Field {
    std::string_view name;
    bool may_be_absent;
    void (*read)(Decoder&, const boost::json::value& from, void* object, const std::string& path);
  };
  void read_fields(const boost::json::value& from, void* to, const std::string& path, std::span<const Field> fields);

  template <class T, template <class...> class L, class... Member>
  void read_object(const boost::json::value& from, T& to, const std::string& path, L<Member...>) {
    static constexpr auto field = []<class M>(std::type_identity<M>) {
      using Value = std::remove_reference_t<decltype(std::declval<T&>().*M::pointer)>;
      return Field{M::name, may_be_absent<Value>,
                   [](Decoder& decoder, const boost::json::value& value, void* object, const std::string& place) {
                     decoder.read(value, static_cast<T*>(object)->*M::pointer, place);
                   }};
    };
    static constexpr std::array<Field, sizeof...(Member)> fields = {field(std::type_identity<Member>{})...};
    read_fields(from, &to, path, fields);
  }

  template <class T, std::size_t... Entry>
  void read_table(const boost::json::value& from, T& to, const std::string& path, std::index_sequence<Entry...>) {
    static constexpr std::array<Field, sizeof...(Entry)> fields = {
        Field{T::table[Entry].name, true,
              [](Decoder& decoder, const boost::json::value& value, void* object, const std::string& place) {
                if (value.is_null()) return;
                if (!value.is_string()) return decoder.fault(place, "must be text");
                std::string text(value.get_string());
                if (auto wrong = T::fault(T::table[Entry], text); !wrong.empty())
                  return decoder.fault(place, std::move(wrong));
                static_cast<T*>(object)->by_name[std::string(T::table[Entry].name)] = std::move(text);
              }}...};
    to.by_name.clear();
    read_fields(from, &to, path, fields);
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
