// One-time codes, tokens, and what else a client carries.
#include "base/address.hpp"
#include "http/gate.hpp"
#include "security/tokens.hpp"
#include "security/totp.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    const std::string text(bytes);
    static const std::string seed = security::new_totp_seed();
    security::check_totp(seed, text, 1'700'000'000'000, 0);
    security::check_totp(text, "123456", 1'700'000'000'000, 0);
    static_cast<void>(security::from_base64url(text));
    static_cast<void>(read_address(text));
    static_cast<void>(network_of(text));
    http::Gate gate;
    gate.proxies = {"127.0.0.1"};
    gate.hosts = {"films.example"};
    http::Request request;
    request.headers.push_back({"Host", text});
    request.headers.push_back({"X-Forwarded-For", text});
    request.headers.push_back({"Cookie", text});
    static_cast<void>(gate.is_ours(request));
    static_cast<void>(gate.client_of(request, "127.0.0.1"));
    static_cast<void>(gate.has_credentials(request));
  });
}
