// Forms with files.
#include "http/multipart.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    http::Request request;
    const auto line = bytes.find(static_cast<char>(10));
    const std::string type =
        "multipart/form-data; boundary=" + std::string(bytes.substr(0, std::min<std::size_t>(line, 80)));
    request.headers.push_back({"Content-Type", type});
    if (line != std::string_view::npos) request.body = bytes.substr(line + 1);
    if (http::is_multipart(request)) http::read_multipart(request);
  });
}
