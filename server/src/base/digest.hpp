// Fingerprints. `sha256_hex` where two parties must agree on the bytes (migrations, imports); `quick_hash` where a
// process only needs to tell contents apart (ETags): it is not for anything an attacker gains from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kinoteka {

std::string sha256_hex(std::string_view bytes);
std::string sha1_hex(std::string_view bytes);  // only where somebody else's protocol asks for it
std::string md5_hex(std::string_view bytes);   // … and likewise
std::uint64_t quick_hash(std::string_view bytes);
std::string hex(std::uint64_t value);

}  // namespace kinoteka
