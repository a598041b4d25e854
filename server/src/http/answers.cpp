#include "http/answers.hpp"

#include <algorithm>

#include "http/parser.hpp"

namespace kinoteka::http {
namespace {

// The request's own target with another page.
std::string with_page(const Request& request, std::int64_t number) {
  std::string out(request.target.substr(0, request.target.find('?')));
  out += '?';
  for (const auto& [name, value] : request.parameters) {
    if (name != "page") out += percent_encode(name) + '=' + percent_encode(value) + '&';
  }
  return out + "page=" + std::to_string(number);
}

std::string links(const Request& request, const Page& page, std::int64_t last) {
  std::string out;
  const auto add = [&](std::int64_t number, std::string_view relation) {
    if (!out.empty()) out += ", ";
    out += '<' + with_page(request, number) + ">; rel=\"" + std::string(relation) + '"';
  };
  if (page.number < last) add(page.number + 1, "next");
  if (page.number > 1) add(std::min(page.number - 1, last), "prev");
  add(1, "first");
  add(last, "last");
  return out;
}

}  // namespace

Response answer_list(const Request& request, std::int64_t total, const std::optional<Page>& page,
                     std::function<bool(std::string& out)> next) {
  Response response;
  response.headers.emplace_back("X-Total-Count", std::to_string(total));
  if (page) {
    const auto last = std::max<std::int64_t>(1, (total + page->size - 1) / page->size);
    response.headers.emplace_back("Link", links(request, *page, last));
    response.body = '[';
    while (next(response.body)) response.body += ',';
    response.body += ']';
    return response;
  }
  response.stream = [next = std::move(next), begun = false, any = false](std::string& out) mutable {
    if (!std::exchange(begun, true)) out += '[';
    const auto before = out.size();
    if (any) out += ',';
    const auto from = out.size();
    const bool more = next(out);
    // What was counted may be gone by now: a part without items must leave no comma behind.
    if (out.size() == from) out.resize(before);
    any = any || out.size() > from;
    if (!more) out += "]\n";
    return more;
  };
  return response;
}

}  // namespace kinoteka::http
