#include "http/static_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/digest.hpp"
#include "http/compression.hpp"
#include "http/render.hpp"

namespace kinoteka::http {
namespace {

namespace fs = std::filesystem;

std::string_view content_type(std::string_view extension) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {{".html", "text/html; charset=utf-8"},
                                                                     {".js", "text/javascript; charset=utf-8"},
                                                                     {".css", "text/css; charset=utf-8"},
                                                                     {".json", "application/json; charset=utf-8"},
                                                                     {".svg", "image/svg+xml"},
                                                                     {".png", "image/png"},
                                                                     {".ico", "image/x-icon"},
                                                                     {".woff2", "font/woff2"},
                                                                     {".txt", "text/plain; charset=utf-8"},
                                                                     {".webmanifest", "application/manifest+json"},
                                                                     {".map", "application/json; charset=utf-8"}};
  for (const auto& [end, type] : types) {
    if (end == extension) return type;
  }
  return "application/octet-stream";
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Answer make(const std::string& path, std::string body, const std::string& etag, Encoding encoding) {
  auto out = std::make_shared<Rendered>();
  const auto policy = path.starts_with("/api/docs") ? Policy::documentation : Policy::page;
  // Vite names what it builds after its contents: such a file never changes.
  const bool immutable = path.starts_with("/assets/");
  // The house's own marks stand in every page, several times: an hour old they are new enough.
  const auto type = content_type(fs::path(path).extension().string());
  const std::string_view keep = immutable                    ? "public, max-age=31536000, immutable"
                                : type.starts_with("image/") ? "public, max-age=3600"
                                                             : "no-cache";
  std::string shared = "Cache-Control: " + std::string(keep) + "\r\nVary: Accept-Encoding\r\n";
  out->etag = '"' + etag + (encoding == Encoding::identity ? "" : '-' + std::string(encoding_name(encoding))) + '"';
  shared += "ETag: " + out->etag + "\r\n" + security_headers(policy);
  out->head_not_modified = "HTTP/1.1 304 Not Modified\r\n" + shared;
  out->head = "HTTP/1.1 200 OK\r\n" + shared + "Content-Type: " + std::string(type) + "\r\n";
  if (encoding != Encoding::identity) out->head += "Content-Encoding: " + std::string(encoding_name(encoding)) + "\r\n";
  out->head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  out->body = std::move(body);
  return out;
}

}  // namespace

StaticFiles::StaticFiles(const std::string& folder) {
  if (folder.empty() || !fs::is_directory(folder)) return;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto extension = entry.path().extension();
    if (extension == ".br" || extension == ".gz") continue;
    auto path = '/' + fs::relative(entry.path(), folder).generic_string();
    auto body = read_file(entry.path());
    const auto etag = hex(quick_hash(body));
    Forms forms;
    for (const auto& [encoding, suffix] : {std::pair{Encoding::brotli, ".br"}, std::pair{Encoding::gzip, ".gz"}}) {
      const auto beside = entry.path().string() + suffix;
      if (fs::exists(beside)) forms[static_cast<std::size_t>(encoding)] = make(path, read_file(beside), etag, encoding);
    }
    forms[0] = make(path, std::move(body), etag, Encoding::identity);
    for (auto& form : forms) {
      if (!form) form = forms[0];
    }
    if (path.ends_with("/index.html")) {
      auto plain = path.substr(0, path.size() - std::string_view("index.html").size());
      if (plain.size() > 1) files_.emplace(plain.substr(0, plain.size() - 1), forms);
      path = std::move(plain);
    }
    files_.emplace(std::move(path), std::move(forms));
  }
}

Answer StaticFiles::find(std::string_view path, Encoding encoding) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second[static_cast<std::size_t>(encoding)];
}

}  // namespace kinoteka::http
