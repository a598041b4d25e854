// Numbers that strangers wrote.
#pragma once

#include <cstdint>
#include <string_view>

namespace kinoteka {

// The integer that a text begins with ("1979-05-25"), behind spaces; 0 where there is none, the largest there is where
// it is larger.
std::int64_t leading_integer(std::string_view text);

// A text that is nothing but digits; -1 where it is anything else, or too large.
std::int64_t whole_number(std::string_view text);

}  // namespace kinoteka
