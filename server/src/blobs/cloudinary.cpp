// A store in Cloudinary (cloudinary.com/documentation/image_upload_api_reference, …/admin_api): raw files of the type
// "authenticated", which only a signed request gets. A request is signed by the SHA-1 of its parameters in order and
// the secret behind them.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "blobs/remote.hpp"
#include "blobs/store.hpp"
#include "json/decode.hpp"

namespace kinoteka::blobs {
namespace {

// As their Admin API lists files.
struct ListedFile {
  std::string public_id, created_at;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(ListedFile, (), (public_id, created_at, bytes))
struct Page {
  std::vector<ListedFile> resources;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(Page, (), (resources, next_cursor))

class Cloud final : public Store {
 public:
  explicit Cloud(Place where) : where_(std::move(where)), client_(remote_limits()) {
    const auto slash = where_.address.rfind('/');
    base_ = where_.address.substr(0, slash) + "/v1_1" + where_.address.substr(slash);
  }

  void put(std::string_view name, std::string_view bytes) override {
    check_name(name);
    const auto fields = signed_fields({{"overwrite", "false"}, {"public_id", std::string(name)}, {"type", type}});
    require(client_.post_file(base_ + "/raw/upload", fields, {"file", "file", "application/octet-stream", bytes}),
            name);
  }

  std::optional<std::string> get(std::string_view name) const override {
    check_name(name);
    net::HttpRequest request;
    request.url =
        base_ + "/raw/download?" + net::form_encode(signed_fields({{"public_id", std::string(name)}, {"type", type}}));
    auto answer = client_.send(request);
    if (answer.status == 404) return std::nullopt;
    require(answer, name);
    return std::move(answer.body);
  }

  void remove(std::string_view name) override {
    check_name(name);
    require(
        client_.post_form(base_ + "/raw/destroy", signed_fields({{"public_id", std::string(name)}, {"type", type}})),
        name);
  }

  void each(std::string_view folder, const Visit& visit) const override {
    if (!folder.empty()) check_name(folder);
    std::string cursor;
    do {
      net::FormFields fields = {{"max_results", "500"}, {"prefix", folder.empty() ? "" : std::string(folder) + '/'}};
      if (!cursor.empty()) fields.emplace_back("next_cursor", cursor);
      net::HttpRequest request;
      request.url = base_ + "/resources/raw/" + type + '?' + net::form_encode(fields);
      request.auth = {where_.key, where_.secret};
      const auto answer = client_.send(request);
      require(answer, "the list");
      const auto page = json::decode<Page>(answer.body, json::Unknown::ignore);
      for (const auto& file : page.resources)
        if (!visit({file.public_id, file.bytes, from_rfc3339(file.created_at)})) return;
      cursor = page.next_cursor.value_or("");
    } while (!cursor.empty());
  }

  std::string describe() const override { return "Cloudinary's " + where_.address; }

 private:
  static constexpr const char* type = "authenticated";

  // `fields` in the order of their names, as they are signed.
  net::FormFields signed_fields(net::FormFields fields) const {
    fields.emplace_back("timestamp", std::to_string(now_ms() / 1000));
    std::sort(fields.begin(), fields.end());
    std::string text;
    for (const auto& [name, value] : fields) text += (text.empty() ? "" : "&") + name + '=' + value;
    fields.emplace_back("signature", sha1_hex(text + where_.secret));
    fields.emplace_back("api_key", where_.key);
    return fields;
  }

  void require(const net::HttpAnswer& answer, std::string_view what) const {
    if (answer.status == 200) return;
    throw remote_refusal(where_.address, what, answer);
  }

  Place where_;
  const net::HttpClient client_;
  std::string base_;
};

}  // namespace

std::unique_ptr<Store> in_cloudinary(Place place) { return std::make_unique<Cloud>(std::move(place)); }

}  // namespace kinoteka::blobs
