// A request as a connection reads it: head, query, body, in pieces of odd sizes.
#include "http/parser.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    http::Parser parser;
    http::Request request;
    std::size_t consumed = 0;
    const auto need = parser.read_head(bytes, consumed, request);
    if (need != http::Parser::Need::head_done) return;
    static_cast<void>(request.cookie("kinoteka"));
    auto rest = bytes.substr(consumed);
    std::size_t step = 1;
    std::string held;
    while (true) {
      held += rest.substr(0, step);
      rest.remove_prefix(std::min(step, rest.size()));
      std::size_t read = 0;
      const auto body = parser.read_body(held, read, 32 * 1024);
      held.erase(0, read);
      if (body != http::Parser::Need::more || rest.empty()) break;
      step = step * 2 + 1;
    }
  });
}
