#include "blobs/store.hpp"

#include <stdexcept>
#include <utility>

#include "base/error.hpp"
#include "net/http_client.hpp"

namespace kinoteka::blobs {

void check_name(std::string_view name) {
  bool begins = true;
  bool good = !name.empty() && name.size() <= 200 && name.back() != '/';
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!plain && (begins || (c != '.' && c != '/'))) good = false;
    begins = c == '/';
  }
  if (!good) throw std::logic_error("not a blob's name: " + std::string(name));
}

std::string place_fault(std::string_view address) {
  const auto behind = [&](std::string_view kind) { return address.substr(kind.size()); };
  if (address.starts_with("folder:")) return behind("folder:").empty() ? "names no folder" : "";
  for (const std::string_view kind : {"s3:", "cloudinary:"}) {
    if (!address.starts_with(kind)) continue;
    const auto url = behind(kind);
    if (!net::is_safe_address(url)) return "is not an https:// address";
    const auto path = url.find('/', url.find("://") + 3);
    return path == std::string_view::npos || path + 1 == url.size() ? "names no bucket or cloud" : "";
  }
  return "names no store we know";
}

std::unique_ptr<Store> open(const Place& place) {
  if (auto fault = place_fault(place.address); !fault.empty())
    throw Error(Code::invalid, "The store of pictures, " + place.address + ", " + fault + '.');
  auto inner = place;
  inner.address = place.address.substr(place.address.find(':') + 1);
  if (place.address.starts_with("folder:")) return in_folder(inner.address);
  return place.address.starts_with("s3:") ? in_s3(std::move(inner)) : in_cloudinary(std::move(inner));
}

}  // namespace kinoteka::blobs
