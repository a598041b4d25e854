// A row as the driver holds it, and how it becomes a described struct: its columns are the members, in their order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

namespace kinoteka::db {

class Row {
 public:
  virtual ~Row() = default;
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // valid until the next row

  template <class T>
  T as(int first = 0) const {
    if constexpr (boost::describe::has_describe_members<T>::value) {
      T out{};
      int column = first;
      using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
      boost::mp11::mp_for_each<Members>([&](auto member) { take(out.*member.pointer, column++); });
      return out;
    } else {
      T out{};
      take(out, first);
      return out;
    }
  }

 private:
  template <class T>
  void take(T& out, int column) const {
    if constexpr (requires {
                    typename T::value_type;
                    out.reset();
                  }) {
      if (!null(column)) take(out.emplace(), column);
    } else if constexpr (std::is_same_v<T, bool>) {
      out = integer(column) != 0;
    } else if constexpr (std::is_integral_v<T>) {
      out = static_cast<T>(integer(column));
    } else if constexpr (std::is_floating_point_v<T>) {
      out = real(column);
    } else {
      out = T(text(column));
    }
  }
};

}  // namespace kinoteka::db
