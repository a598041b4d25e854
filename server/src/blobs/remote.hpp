// What stores behind other servers share.
#pragma once

#include <string_view>

#include "base/error.hpp"
#include "net/http_client.hpp"

namespace kinoteka::blobs {

// A film's poster on a slow line, and no answer larger than any of our files.
net::HttpClient::Limits remote_limits();

// For a client "later"; for the log which store, about what, and what it said.
Error remote_refusal(std::string_view address, std::string_view what, const net::HttpAnswer& answer);

}  // namespace kinoteka::blobs
