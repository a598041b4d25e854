// Asking other servers over HTTP, carefully: TLS verified, no redirect followed, every wait and every size bounded,
// nothing but HTTPS except on this very machine. Blocking: call from workers or threads of one's own. Thread-safe.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kinoteka::net {

struct HttpAnswer {
  int status = 0;
  std::string content_type, etag;
  std::string body;
};

using FormFields = std::vector<std::pair<std::string, std::string>>;

struct BasicAuth {
  std::string name, password;
};

// For what signs its requests as Amazon asks (Signature Version 4).
struct AwsSignature {
  std::string region, service, access_key, secret_key;
};

struct HttpRequest {
  std::string method = "GET", url;
  std::vector<std::string> headers;  // "Name: value"
  std::string_view body;             // borrowed until the answer
  BasicAuth auth;
  AwsSignature aws;  // instead of it
};

// A file among the fields of a form (multipart/form-data).
struct FormFile {
  std::string field, name, type;
  std::string_view bytes;
};

class HttpClient {
 public:
  struct Limits {
    std::chrono::milliseconds connect{5'000}, whole{15'000};
    std::size_t bytes = 1u << 20;
  };
  HttpClient() : HttpClient(Limits{}) {}
  explicit HttpClient(Limits limits);

  // Throw Error{unavailable} when no whole answer comes; any status is an answer.
  HttpAnswer get(const std::string& url, const std::string& bearer = {}) const;
  HttpAnswer post_form(const std::string& url, const FormFields& fields, const BasicAuth& auth = {}) const;
  HttpAnswer post_file(const std::string& url, const FormFields& fields, const FormFile& file) const;
  HttpAnswer send(const HttpRequest& request) const;

 private:
  const Limits limits_;
};

// Whether a request to it stays private on its way: https://, or http:// to this machine.
bool is_safe_address(std::string_view url);

std::string form_encode(const FormFields& fields);
std::string percent_encode(std::string_view text);  // all but letters, digits and -._~

}  // namespace kinoteka::net
