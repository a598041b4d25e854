// libcurl's handles, freed by themselves.
#pragma once

#include <memory>

#include <curl/curl.h>

namespace kinoteka::net {

struct FreeCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, FreeCurl>;
using CurlList = std::unique_ptr<curl_slist, FreeCurl>;

// A handle that raises no signals and has the given limits in milliseconds. It trusts the system's certificates, or
// those in the file that SSL_CERT_FILE names, as other programs do.
Curl new_curl(long connect_ms, long whole_ms);

}  // namespace kinoteka::net
