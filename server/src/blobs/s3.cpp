// A store in a bucket of S3 (docs.aws.amazon.com/AmazonS3/latest/API): PUT, GET, DELETE, ListObjectsV2 and multipart
// uploads, addressed by path, signed by libcurl.
#include <chrono>
#include <cstdlib>
#include <thread>

#include <pugixml.hpp>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/number.hpp"
#include "base/time.hpp"
#include "blobs/remote.hpp"
#include "blobs/store.hpp"

namespace kinoteka::blobs {
namespace {

// S3 takes parts of at least 5 MiB; a larger file goes in such pieces, so that a broken line costs one of them.
constexpr std::size_t part_size = 8u << 20, whole_at_once = 16u << 20;
constexpr int most_tries = 3;

class Bucket final : public Store {
 public:
  explicit Bucket(Place where) : where_(std::move(where)), client_(remote_limits()) {
    while (where_.address.ends_with('/')) where_.address.pop_back();
    // https://HOST/BUCKET/FOLDER → the bucket's address, and what each key begins with.
    const auto bucket = where_.address.find('/', where_.address.find("://") + 3);
    const auto folder = where_.address.find('/', bucket + 1);
    bucket_ = where_.address.substr(0, folder);
    if (folder != std::string::npos) prefix_ = where_.address.substr(folder + 1) + '/';
  }

  void put(std::string_view name, std::string_view bytes) override {
    check_name(name);
    if (ask("HEAD", key(name)).status == 200) return;
    if (bytes.size() > whole_at_once) return put_in_parts(name, bytes);
    require(ask("PUT", key(name), "", bytes), 200, name);
  }

  std::optional<std::string> get(std::string_view name) const override {
    check_name(name);
    auto answer = ask("GET", key(name));
    if (answer.status == 404) return std::nullopt;
    require(answer, 200, name);
    return std::move(answer.body);
  }

  void remove(std::string_view name) override {
    check_name(name);
    const auto answer = ask("DELETE", key(name));
    if (answer.status != 404) require(answer, 204, name);
  }

  void each(std::string_view folder, const Visit& visit) const override {
    if (!folder.empty()) check_name(folder);
    const auto below = prefix_ + (folder.empty() ? "" : std::string(folder) + '/');
    std::string last;
    for (bool more = true; more;) {
      // Parameters in the order of their names, which is how they are signed.
      std::string query = "list-type=2&prefix=" + net::percent_encode(below);
      if (!last.empty()) query += "&start-after=" + net::percent_encode(last);
      const auto answer = ask("GET", "", query);
      require(answer, 200, "the list");
      pugi::xml_document document;
      if (!document.load_buffer(answer.body.data(), answer.body.size())) throw odd_answer("the list");
      const auto root = document.child("ListBucketResult");
      more = std::string_view(root.child_value("IsTruncated")) == "true";
      const auto before = last;
      for (const auto item : root.children("Contents")) {
        last = item.child_value("Key");
        if (!last.starts_with(prefix_)) continue;
        if (!visit({last.substr(prefix_.size()), leading_integer(item.child_value("Size")),
                    from_rfc3339(item.child_value("LastModified"))}))
          return;
      }
      if (last == before) return;  // a list that says that it goes on and does not
    }
  }

  std::string describe() const override { return "the S3 bucket " + where_.address; }

 private:
  std::string key(std::string_view name) const { return '/' + prefix_ + std::string(name); }

  // What S3 itself calls for: a request may be sent again after an error of its own or a broken line.
  net::HttpAnswer ask(const std::string& method, const std::string& path, const std::string& query = "",
                      std::string_view body = {}) const {
    net::HttpRequest request;
    request.method = method;
    request.url = bucket_ + path + (query.empty() ? "" : '?' + query);
    request.body = body;
    request.headers = {"Content-Type: application/octet-stream", "x-amz-content-sha256: " + sha256_hex(body)};
    request.aws = {where_.region, "s3", where_.key, where_.secret};
    for (int tries = 1;; ++tries) {
      try {
        auto answer = client_.send(request);
        if ((answer.status != 500 && answer.status != 503) || tries == most_tries) return answer;
      } catch (const Error&) {
        if (tries == most_tries) throw;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200 * tries));
    }
  }

  void put_in_parts(std::string_view name, std::string_view bytes) {
    const auto begun = ask("POST", key(name), "uploads=");
    require(begun, 200, name);
    pugi::xml_document document;
    document.load_buffer(begun.body.data(), begun.body.size());
    const std::string upload = document.child("InitiateMultipartUploadResult").child_value("UploadId");
    if (upload.empty()) throw odd_answer(name);
    const auto of_upload = "uploadId=" + net::percent_encode(upload);
    try {
      std::string parts = "<CompleteMultipartUpload>";
      for (std::size_t at = 0, number = 1; at < bytes.size(); at += part_size, ++number) {
        const auto sent = ask("PUT", key(name), "partNumber=" + std::to_string(number) + '&' + of_upload,
                              bytes.substr(at, part_size));
        require(sent, 200, name);
        parts += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>" + sent.etag + "</ETag></Part>";
      }
      const auto done = ask("POST", key(name), of_upload, parts + "</CompleteMultipartUpload>");
      require(done, 200, name);
      // S3 may answer 200 and then find that it cannot.
      if (done.body.find("<Error>") != std::string::npos) throw odd_answer(name);
    } catch (...) {
      // Parts of an upload that is not ended are kept, and paid for.
      try {
        ask("DELETE", key(name), of_upload);
      } catch (const Error&) {
      }
      throw;
    }
  }

  Error odd_answer(std::string_view what) const {
    return Error(Code::unavailable, "The store of pictures answers oddly. Try again later.")
        .with_detail(where_.address + ": " + std::string(what));
  }
  void require(const net::HttpAnswer& answer, int status, std::string_view what) const {
    if (answer.status == status || (status == 204 && answer.status == 200)) return;
    throw remote_refusal(where_.address, what, answer);
  }

  Place where_;
  const net::HttpClient client_;
  std::string bucket_, prefix_;
};

}  // namespace

std::unique_ptr<Store> in_s3(Place place) { return std::make_unique<Bucket>(std::move(place)); }

}  // namespace kinoteka::blobs
