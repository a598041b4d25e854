#include "http/render.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "http/compression.hpp"

namespace kinoteka::http {
namespace {

constexpr std::size_t worth_compressing = 1024;

// From here on the kernel is quicker in sending its own pages than in copying ours for each client (whose processor
// then has to fetch what another has just written): docs/performance.md.
constexpr std::size_t worth_a_file = 12 * 1024;

bool is_compressible(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("xml") != std::string_view::npos || type.find("javascript") != std::string_view::npos;
}

void add(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  head += value;
  head += "\r\n";
}

bool has(const Response& response, std::string_view name) {
  for (const auto& header : response.headers) {
    if (text::iequals(header.first, name)) return true;
  }
  return false;
}

}  // namespace

std::string security_headers(Policy policy) {
  std::string_view content;
  switch (policy) {
    case Policy::api: content = "default-src 'none'; frame-ancestors 'none'"; break;
    case Policy::page:
      content =
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
          "connect-src "
          "'self'; media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action "
          "'self'; frame-ancestors 'none'";
      break;
    case Policy::documentation:  // Swagger UI sets styles in its markup; scripts stay ours alone
      content =
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src "
          "'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
      break;
  }
  std::string head;
  add(head, "Content-Security-Policy", content);
  add(head, "X-Content-Type-Options", "nosniff");
  add(head, "Referrer-Policy", "same-origin");
  if (policy != Policy::api) {
    add(head, "Cross-Origin-Opener-Policy", "same-origin");
    add(head, "Cross-Origin-Resource-Policy", "same-origin");
  }
  return head;
}

bool none_match_names(std::string_view header, std::string_view etag) {
  if (header.empty() || etag.empty()) return false;
  if (header == "*") return true;
  for (auto item : text::split(header, ',')) {
    item = text::trim(item);
    if (item.starts_with("W/")) item.remove_prefix(2);  // for GET the comparison is weak (RFC 9110, 13.1.2)
    if (item == etag) return true;
  }
  return false;
}

Answer render(Response&& response, const RenderOptions& options) {
  auto out = std::make_shared<Rendered>();
  out->status = response.status;
  out->shows = std::move(response.shows);
  out->made_at = options.made_at;
  const bool compressible = is_compressible(response.content_type);
  const bool large = response.stream || response.body.size() >= worth_compressing;
  const auto encoding = compressible && large ? options.encoding : Encoding::identity;

  std::string shared;  // what 200 and 304 both say
  const bool readable = options.validate && response.status == 200;
  if (response.file && response.status == 200) {
    out->etag = '"' + hex(static_cast<std::uint64_t>(response.file->modified_ms)) + '-' +
                hex(static_cast<std::uint64_t>(response.file->size)) + '"';
    add(shared, "ETag", out->etag);
    add(shared, "Last-Modified", http_date(response.file->modified_ms));
    add(shared, "Accept-Ranges", "bytes");
  } else if ((readable || response.version > 0) && !response.stream) {
    out->etag = '"';
    if (response.version > 0) out->etag += 'v' + std::to_string(response.version) + '-';
    out->etag += hex(quick_hash(response.body));
    if (encoding != Encoding::identity) out->etag += '-' + std::string(encoding_name(encoding));
    out->etag += '"';
    add(shared, "ETag", out->etag);
  }
  if (compressible) add(shared, "Vary", "Accept-Encoding");
  if (!has(response, "Cache-Control")) {
    add(shared, "Cache-Control", response.status == 200 ? "no-cache" : "no-store");
  }
  static const std::string security = security_headers(Policy::api);
  if (!has(response, "Content-Security-Policy")) shared += security;
  for (const auto& [name, value] : response.headers) add(shared, name, value);

  auto& head = out->head;
  head = "HTTP/1.1 " + std::to_string(response.status) + ' ' + std::string(reason(response.status)) + "\r\n";
  if (!out->etag.empty()) out->head_not_modified = "HTTP/1.1 304 Not Modified\r\n" + shared;
  head += shared;
  const bool bodiless = response.status == 204 || response.status == 304;
  if (bodiless) return out;
  add(head, "Content-Type", response.content_type);
  if (encoding != Encoding::identity) add(head, "Content-Encoding", encoding_name(encoding));
  if (response.file) {
    out->file = std::move(response.file);  // how much of it, the request says
  } else if (response.stream) {
    out->stream = std::move(response.stream);
    out->encoding = encoding;
  } else {
    out->body = encoding == Encoding::identity ? std::move(response.body) : compress(response.body, encoding);
    if (options.keep && out->body.size() >= worth_a_file) out->file = FileBody::in_memory(out->body);
    if (out->file) {
      std::string().swap(out->body);
      add(head, "Accept-Ranges", "bytes");
    } else {
      add(head, "Content-Length", std::to_string(out->body.size()));
    }
  }
  return out;
}

}  // namespace kinoteka::http
