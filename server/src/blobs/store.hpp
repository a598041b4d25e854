// Where bytes of any size lie under names that we make ourselves: pictures and what is made from films. A name never
// gets other bytes than its first ones, so what is read may be kept. Thread-safe; members wait for a disk or another
// server, so call them from threads that may.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kinoteka::blobs {

struct Item {
  std::string name;
  std::int64_t bytes = 0;
  std::int64_t put_at = 0;  // ms
};

class Store {
 public:
  virtual ~Store() = default;

  // After it returns, the bytes survive a power cut. Again under the same name: nothing changes. Throws
  // Error{unavailable} when there is no room, or nobody answers.
  virtual void put(std::string_view name, std::string_view bytes) = 0;
  virtual std::optional<std::string> get(std::string_view name) const = 0;
  virtual void remove(std::string_view name) = 0;  // or it is not there
  // What lies below a folder ("" for all), in no order that may be relied upon, until `visit` says false. What is put
  // or removed meanwhile may be seen or not: collect first what you remove.
  using Visit = std::function<bool(const Item& item)>;
  virtual void each(std::string_view folder, const Visit& visit) const = 0;
  virtual std::string describe() const = 0;  // where it is, for people, without secrets
};

// Names are parts of small letters, digits, '-', '_' and '.', at most 200 bytes, parted by '/', none beginning with a
// dot. Every store throws std::logic_error for another: names are never a client's.
void check_name(std::string_view name);

// Where the operator wants them: "folder:PATH", "s3:https://HOST/BUCKET" (or a folder in a bucket) or
// "cloudinary:https://api.cloudinary.com/CLOUD".
struct Place {
  std::string address, region, key, secret;
};
// What is wrong with an address; empty when nothing is.
std::string place_fault(std::string_view address);
std::unique_ptr<Store> open(const Place& place);  // throws Error{invalid}

// Behind `open`; their addresses are without the first word.
// In a folder of this machine, made at the first use.
std::unique_ptr<Store> in_folder(std::string folder);
// In a bucket of Amazon S3, or of what speaks like it (MinIO, Garage, Ceph).
std::unique_ptr<Store> in_s3(Place place);
// In Cloudinary, as raw files that only signed requests get.
std::unique_ptr<Store> in_cloudinary(Place place);

}  // namespace kinoteka::blobs
