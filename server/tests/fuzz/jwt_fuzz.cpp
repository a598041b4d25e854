// JSON Web Tokens and keys from strangers.
#include "security/jose.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    static const auto key = security::JsonWebKey::generate();
    static_cast<void>(security::key_id_of(bytes));
    if (security::verify(bytes, "at+jwt", key)) std::abort();  // nobody guesses a signature
    if (const auto other = security::JsonWebKey::parse(bytes)) static_cast<void>(other->id());
    static_cast<void>(security::JsonWebKey::parse_set(bytes));
  });
}
