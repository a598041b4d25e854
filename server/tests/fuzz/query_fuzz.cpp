// Query parameters into a described struct.
#include "http/query.hpp"

namespace {

using namespace kinoteka;

enum class Order { title, year };
BOOST_DESCRIBE_ENUM(Order, title, year)

struct Parameters {
  std::optional<Text<1, 50>> q;
  std::optional<Int<1, 100>> page;
  std::optional<Stars> rating;
  std::optional<Number<0, 10>> from;
  std::optional<bool> lent;
  std::optional<http::IdList<20>> ids;
  std::optional<http::Sort<Order>> sort;
};
BOOST_DESCRIBE_STRUCT(Parameters, (), (q, page, rating, from, lent, ids, sort))

}  // namespace
#include "http/parser.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    const std::string head = "GET /x?" + std::string(bytes.substr(0, 8000)) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    http::Parser parser;
    http::Request request;
    std::size_t consumed = 0;
    if (parser.read_head(head, consumed, request) != http::Parser::Need::head_done) return;
    http::read_query<Parameters>(request);
  });
}
