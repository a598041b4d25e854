// Where bytes of any size lie under names that we make ourselves: pictures and what is made from films. A name never
// gets other bytes than its first ones, so what is read may be kept. Thread-safe; members wait for a disk or another
// server, so call them from threads that may.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  // What lies below a folder ("" for all), in the order of names, behind `after`; at most `limit`.
  virtual std::vector<Item> list(std::string_view folder, std::string_view after, std::size_t limit) const = 0;
  virtual std::string describe() const = 0;  // where it is, for people, without secrets
};

// Names are parts of small letters, digits, '-', '_' and '.', at most 200 bytes, parted by '/', none beginning with a
// dot. Every store throws std::logic_error for another: names are never a client's.
void check_name(std::string_view name);

// In a folder of this machine, made at the first use.
std::unique_ptr<Store> in_folder(std::string folder);

// In a bucket of Amazon S3, or of what speaks like it (MinIO, Garage, Ceph).
struct S3 {
  std::string address;  // https://HOST/BUCKET, or with a folder in it: https://HOST/BUCKET/FOLDER
  std::string region = "us-east-1", access_key, secret_key;
};
std::unique_ptr<Store> in_s3(S3 where);

// In Cloudinary, as raw files that only signed requests get.
struct Cloudinary {
  std::string address;  // https://api.cloudinary.com/CLOUD
  std::string key, secret;
};
std::unique_ptr<Store> in_cloudinary(Cloudinary where);

// Where the operator wants them: "folder:PATH", "s3:https://HOST/BUCKET" or
// "cloudinary:https://api.cloudinary.com/CLOUD".
struct Place {
  std::string address, region = "us-east-1", key, secret;
};
// What is wrong with an address; empty when nothing is.
std::string place_fault(std::string_view address);
std::unique_ptr<Store> open(const Place& place);  // throws Error{invalid}

}  // namespace kinoteka::blobs
