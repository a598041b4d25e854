#include "blobs/remote.hpp"

#include <chrono>
#include <string>

namespace kinoteka::blobs {

net::HttpClient::Limits remote_limits() {
  net::HttpClient::Limits out;
  out.whole = std::chrono::seconds(60);
  out.bytes = 256u << 20;
  return out;
}

Error remote_refusal(std::string_view address, std::string_view what, const net::HttpAnswer& answer) {
  return Error(Code::unavailable, "The store of pictures refuses. Try again later.")
      .with_detail(std::string(address) + ", " + std::string(what) + ": " + std::to_string(answer.status) + ' ' +
                   answer.body.substr(0, 300));
}

}  // namespace kinoteka::blobs
