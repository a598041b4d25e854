// Secrets that this server hands out: random, compared without telling how far they agree, and kept as hashes alone.
// All of it is libsodium's. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kinoteka::security {

// `bytes` random ones (32: 256 bits) in base64url, which needs no escaping anywhere.
std::string random_token(std::size_t bytes = 32);

// What is stored of a token. A plain SHA-256 is enough for what random_token made: there is nothing to guess.
std::string token_hash(std::string_view token);

// `count` characters that are easy to read aloud and to type: no 0, O, 1, I, L, U. 4.9 bits each.
std::string readable_code(std::size_t count);

bool equal(std::string_view a, std::string_view b);

std::string base64url(std::string_view bytes);
std::string from_base64url(std::string_view text);  // empty when it is none

// RFC 7636: the challenge that goes with a verifier, method S256.
std::string pkce_challenge(std::string_view verifier);

}  // namespace kinoteka::security
