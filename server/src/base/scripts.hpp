// Letters and the scripts they are of, beyond what text.hpp has for everybody.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kinoteka::text {

// UTF-8 of code points: the way back from decode.
std::string encode(std::u32string_view letters);

// A folded text in Cyrillic, in Latin letters (BGN/PCGN of Russian, as ICU knows it), folded again; nothing where no
// letter is Cyrillic. Thread-safe.
std::optional<std::string> in_latin(const std::string& folded);

}  // namespace kinoteka::text
