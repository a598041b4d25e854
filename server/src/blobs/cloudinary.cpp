// A store in Cloudinary (cloudinary.com/documentation/image_upload_api_reference, …/admin_api): raw files of the type
// "authenticated", which only a signed request gets. A request is signed by the SHA-1 of its parameters in order and
// the secret behind them.
#include <algorithm>

#include <boost/json/parse.hpp>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "blobs/remote.hpp"
#include "blobs/store.hpp"

namespace kinoteka::blobs {
namespace {

class Cloud final : public Store {
 public:
  explicit Cloud(Cloudinary where) : where_(std::move(where)), client_(remote_limits()) {
    const auto slash = where_.address.rfind('/');
    if (slash == std::string::npos || slash < where_.address.find("://") + 3)
      throw Error(Code::invalid, "The Cloudinary store needs a cloud: cloudinary:https://api.cloudinary.com/CLOUD.");
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

  // Cloudinary lists in an order of its own: all of a folder is read, then put in order.
  std::vector<Item> list(std::string_view folder, std::string_view after, std::size_t limit) const override {
    if (!folder.empty()) check_name(folder);
    std::vector<Item> out;
    std::string cursor;
    do {
      net::FormFields fields = {{"max_results", "500"}, {"prefix", folder.empty() ? "" : std::string(folder) + '/'}};
      if (!cursor.empty()) fields.emplace_back("next_cursor", cursor);
      net::HttpRequest request;
      request.url = base_ + "/resources/raw/" + type + '?' + net::form_encode(fields);
      request.auth = {where_.key, where_.secret};
      const auto answer = client_.send(request);
      require(answer, "the list");
      cursor.clear();
      const auto page = boost::json::parse(answer.body);
      for (const auto& item : page.at("resources").as_array()) {
        const std::string name(item.at("public_id").as_string());
        if (name <= after) continue;
        out.push_back({name, item.at("bytes").as_int64(), from_rfc3339(item.at("created_at").as_string())});
      }
      if (const auto* next = page.as_object().if_contains("next_cursor")) cursor = std::string(next->as_string());
    } while (!cursor.empty());
    std::sort(out.begin(), out.end(), [](const Item& a, const Item& b) { return a.name < b.name; });
    if (out.size() > limit) out.resize(limit);
    return out;
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

  Cloudinary where_;
  const net::HttpClient client_;
  std::string base_;
};

}  // namespace

std::unique_ptr<Store> in_cloudinary(Cloudinary where) { return std::make_unique<Cloud>(std::move(where)); }

}  // namespace kinoteka::blobs
