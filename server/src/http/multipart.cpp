#include "http/multipart.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace kinoteka::http {
namespace {

constexpr std::size_t most_parts = 20, longest_boundary = 70, longest_head = 4'096;

Error broken(const std::string& why) { return {Code::bad_request, "The form cannot be read: " + why}; }

// `name` of "form-data; name=\"poster\"; filename=\"a.jpg\"", with or without quotes; empty when it is not there.
std::string parameter(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(';'); at != std::string_view::npos;) {
    auto rest = text::trim(header.substr(at + 1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const bool wanted = text::iequals(text::trim(rest.substr(0, equals)), name);
    rest.remove_prefix(equals + 1);
    std::string value;
    std::size_t used = 0;
    if (rest.starts_with('"')) {
      for (used = 1; used < rest.size() && rest[used] != '"'; ++used) {
        if (rest[used] == '\\' && used + 1 < rest.size()) ++used;
        value += rest[used];
      }
    } else {
      used = std::min(rest.find(';'), rest.size());
      value = text::trim(rest.substr(0, used));
    }
    if (wanted) return value;
    const auto next = rest.find(';', used);
    at = next == std::string_view::npos ? next : static_cast<std::size_t>(rest.data() - header.data()) + next;
  }
  return {};
}

}  // namespace

bool is_multipart(const Request& request) {
  const auto type = request.header("content-type");
  return text::iequals(text::trim(type.substr(0, type.find(';'))), "multipart/form-data");
}

std::vector<FormPart> read_multipart(const Request& request) {
  const auto boundary = parameter(request.header("content-type"), "boundary");
  if (boundary.empty() || boundary.size() > longest_boundary) throw broken("its Content-Type names no boundary.");
  const auto first = "--" + boundary, between = "\r\n--" + boundary;
  std::string_view rest = request.body;
  if (!rest.starts_with(first)) throw broken("it does not begin with its boundary.");
  rest.remove_prefix(first.size());
  std::vector<FormPart> out;
  while (!rest.starts_with("--")) {
    if (!rest.starts_with("\r\n")) throw broken("a boundary has something behind it.");
    if (out.size() == most_parts) throw broken("it has more than 20 fields.");
    rest.remove_prefix(2);
    const auto head_end = rest.find("\r\n\r\n");
    if (head_end == std::string_view::npos || head_end > longest_head) throw broken("a field has no end of its head.");
    FormPart part;
    for (const auto line : text::split(rest.substr(0, head_end), '\n')) {
      const auto colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      const auto header = text::trim(line.substr(0, colon)), value = text::trim(line.substr(colon + 1));
      if (text::iequals(header, "content-disposition")) part.name = parameter(value, "name");
      if (text::iequals(header, "content-type")) part.content_type = value;
    }
    if (part.name.empty()) throw broken("a field has no name.");
    rest.remove_prefix(head_end + 4);
    const auto end = rest.find(between);
    if (end == std::string_view::npos) throw broken("it ends within a field.");
    part.bytes = rest.substr(0, end);
    out.push_back(std::move(part));
    rest.remove_prefix(end + between.size());
  }
  return out;
}

}  // namespace kinoteka::http
