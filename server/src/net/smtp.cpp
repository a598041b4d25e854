#include "net/smtp.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/error.hpp"
#include "net/curl.hpp"

namespace kinoteka::net {
namespace {

constexpr std::string_view plain_scheme = "smtp+plain://";

struct Upload {
  std::string_view rest;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* user) {
  auto& upload = *static_cast<Upload*>(user);
  const auto part = std::min(size * count, upload.rest.size());
  std::memcpy(to, upload.rest.data(), part);
  upload.rest.remove_prefix(part);
  return part;
}

}  // namespace

std::string smtp_fault(const std::string& url) {
  for (const std::string_view scheme : {std::string_view("smtps://"), std::string_view("smtp://"), plain_scheme}) {
    if (url.starts_with(scheme) && url.size() > scheme.size()) return {};
  }
  return "is no mail server's address";
}

void send_mail(const SmtpServer& server, const std::string& from, const std::string& to, const std::string& message) {
  const auto curl = new_curl(10'000, 60'000);
  const bool plain = server.url.starts_with(plain_scheme);
  const auto url = plain ? "smtp://" + server.url.substr(plain_scheme.size()) : server.url;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  if (!plain) curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  const auto sender = '<' + from.substr(from.find('<') == std::string::npos ? 0 : from.find('<') + 1);
  const auto from_address = sender.substr(0, sender.find('>')) + '>';
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from_address.c_str());
  const auto recipient = '<' + to + '>';
  const CurlList recipients(curl_slist_append(nullptr, recipient.c_str()));
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  Upload upload{message};
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  const auto failed = curl_easy_perform(curl.get());
  if (failed == CURLE_OK) return;
  long said = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &said);
  throw Error(Code::unavailable, "The mail server did not take the message.")
      .with_detail(std::string(curl_easy_strerror(failed)) + (said > 0 ? ", said " + std::to_string(said) : ""));
}

}  // namespace kinoteka::net
