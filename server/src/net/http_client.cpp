#include "net/http_client.hpp"

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "base/error.hpp"
#include "net/curl.hpp"

namespace kinoteka::net {
namespace {

struct Collected {
  std::string body;
  std::size_t limit;
};

std::size_t collect(const char* data, std::size_t, std::size_t size, void* user) {
  auto& to = *static_cast<Collected*>(user);
  if (to.body.size() + size > to.limit) return 0;  // curl takes it as a failure
  to.body.append(data, size);
  return size;
}

std::size_t read_header(const char* data, std::size_t, std::size_t size, void* user) {
  const std::string_view line(data, size);
  constexpr std::string_view name = "etag:";
  bool is_etag = line.size() > name.size();
  for (std::size_t i = 0; is_etag && i < name.size(); ++i)
    is_etag = (line[i] >= 'A' && line[i] <= 'Z' ? line[i] + 32 : line[i]) == name[i];
  if (is_etag) {
    const auto value = line.substr(name.size());
    const auto from = value.find_first_not_of(" \t"), to = value.find_last_not_of(" \t\r\n");
    if (from != std::string_view::npos) *static_cast<std::string*>(user) = value.substr(from, to + 1 - from);
  }
  return size;
}

HttpAnswer perform(const Curl& curl, const std::string& url, const HttpClient::Limits& limits) {
  if (!is_safe_address(url)) throw Error(Code::unavailable, "An address that is not https:// was to be asked.");
  Collected collected{{}, limits.bytes};
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, url.starts_with("https:") ? "https" : "http");
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "Kinoteka");
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &collected);
  HttpAnswer answer;
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, read_header);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &answer.etag);
  const auto failed = curl_easy_perform(curl.get());
  if (failed != CURLE_OK) {
    throw Error(Code::unavailable, "Another server does not answer. Try again later.", {}, Reason::other_server_away)
        .with_detail(url.substr(0, url.find('?')) + ": " + curl_easy_strerror(failed));
  }
  long status = 0;
  const char* type = nullptr;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl.get(), CURLINFO_CONTENT_TYPE, &type);
  answer.status = static_cast<int>(status);
  if (type != nullptr) answer.content_type = type;
  answer.body = std::move(collected.body);
  return answer;
}

}  // namespace

Curl new_curl(long connect_ms, long whole_ms) {
  static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
  Curl curl(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (!curl) throw std::runtime_error("libcurl cannot be started");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, whole_ms);
  curl_easy_setopt(curl.get(), CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (const char* file = std::getenv("SSL_CERT_FILE")) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, file);
  return curl;
}

HttpClient::HttpClient(Limits limits) : limits_(limits) {}

HttpAnswer HttpClient::get(const std::string& url, const std::string& bearer) const {
  const auto curl = new_curl(limits_.connect.count(), limits_.whole.count());
  const auto authorization = "Authorization: Bearer " + bearer;
  const CurlList headers(
      curl_slist_append(nullptr, bearer.empty() ? "Accept: application/json" : authorization.c_str()));
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  return perform(curl, url, limits_);
}

HttpAnswer HttpClient::post_form(const std::string& url, const FormFields& fields, const BasicAuth& auth) const {
  const auto curl = new_curl(limits_.connect.count(), limits_.whole.count());
  const auto body = form_encode(fields);
  const CurlList headers(curl_slist_append(nullptr, "Accept: application/json"));
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  if (!auth.name.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, auth.name.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, auth.password.c_str());
  }
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  return perform(curl, url, limits_);
}

HttpAnswer HttpClient::post_file(const std::string& url, const FormFields& fields, const FormFile& file) const {
  const auto curl = new_curl(limits_.connect.count(), limits_.whole.count());
  const std::unique_ptr<curl_mime, decltype(&curl_mime_free)> form(curl_mime_init(curl.get()), &curl_mime_free);
  for (const auto& [name, value] : fields) {
    auto* part = curl_mime_addpart(form.get());
    curl_mime_name(part, name.c_str());
    curl_mime_data(part, value.data(), value.size());
  }
  auto* part = curl_mime_addpart(form.get());
  curl_mime_name(part, file.field.c_str());
  curl_mime_filename(part, file.name.c_str());
  curl_mime_type(part, file.type.c_str());
  curl_mime_data(part, file.bytes.data(), file.bytes.size());
  curl_easy_setopt(curl.get(), CURLOPT_MIMEPOST, form.get());
  return perform(curl, url, limits_);
}

HttpAnswer HttpClient::send(const HttpRequest& request) const {
  const auto curl = new_curl(limits_.connect.count(), limits_.whole.count());
  CurlList headers(curl_slist_append(nullptr, "Expect:"));  // nobody waits for a 100
  for (const auto& header : request.headers) curl_slist_append(headers.get(), header.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  if (request.method == "HEAD") {
    curl_easy_setopt(curl.get(), CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
    curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  const auto& aws = request.aws;
  const auto& name = aws.access_key.empty() ? request.auth.name : aws.access_key;
  if (!name.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, name.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD,
                     (aws.access_key.empty() ? request.auth.password : aws.secret_key).c_str());
  }
  if (!aws.access_key.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_AWS_SIGV4, ("aws:amz:" + aws.region + ':' + aws.service).c_str());
  } else if (!name.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  }
  return perform(curl, request.url, limits_);
}

bool is_safe_address(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  const auto rest = url.substr(scheme + 3);
  const auto authority = rest.substr(0, rest.find_first_of("/?#"));
  // "http://localhost:80@evil.example" is evil's.
  if (authority.empty() || authority.find_first_of("@\\ ") != std::string_view::npos) return false;
  if (url.starts_with("https://")) return true;
  if (!url.starts_with("http://")) return false;
  for (const std::string_view here : {"127.0.0.1", "localhost", "[::1]"}) {
    if (authority == here) return true;
    if (authority.starts_with(here) && authority[here.size()] == ':' &&
        authority.find_first_not_of("0123456789", here.size() + 1) == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out;
}

std::string form_encode(const FormFields& fields) {
  std::string out;
  for (const auto& [name, value] : fields)
    out += (out.empty() ? "" : "&") + percent_encode(name) + '=' + percent_encode(value);
  return out;
}

}  // namespace kinoteka::net
