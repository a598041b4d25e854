#include "features/system/replay_service.hpp"

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "features/system/replay_store.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::system {
namespace {

constexpr std::int64_t stuck_ms = minute_ms;
constexpr std::size_t longest_key = 255;

class DatabaseReplays final : public http::Replays {
 public:
  explicit DatabaseReplays(const db::Quiet& database) : database_(database) {}

  std::optional<http::Response> begin(std::int64_t user, std::string_view key, const http::Request& request) override {
    if (key.size() > longest_key) {
      throw Error(Code::bad_request, "The Idempotency-Key is too long: 255 characters at most.");
    }
    const auto hash = sha256_hex(key);
    const auto wanted =
        sha256_hex(std::string(http::method_name(request.method)) + ' ' + request.path + '\n' + request.body);
    const auto now = now_ms();
    const auto kept = database_.write([&](db::Tx& tx) -> std::optional<replay_store::Kept> {
      if (replay_store::begin(tx, user, hash, wanted, now)) return std::nullopt;
      return replay_store::find(tx, user, hash);
    });
    if (!kept) return std::nullopt;
    if (kept->request_hash != wanted) {
      throw Error(Code::invalid, "This Idempotency-Key was used for another request. Take a new one.");
    }
    if (kept->status == 0) {
      throw Error(Code::conflict, "The first request with this Idempotency-Key is still being worked on.")
          .with_retry_after(1);
    }
    http::Response response;
    response.status = static_cast<int>(kept->status);
    response.version = kept->version;
    response.body = kept->body;
    if (!kept->location.empty()) response.headers.emplace_back("Location", kept->location);
    return response;
  }

  void finish(std::int64_t user, std::string_view key, const http::Response& response) noexcept override {
    try {
      std::string location;
      for (const auto& [name, value] : response.headers) {
        if (name == "Location") location = value;
      }
      database_.write([&](db::Tx& tx) {
        replay_store::finish(tx, user, sha256_hex(key),
                             {{}, response.status, location, response.version, response.body});
      });
    } catch (const std::exception& error) {
      // The key stays taken for a minute: a second request in it is refused rather than done again.
      log::warning("an answer could not be kept for its Idempotency-Key", {{"detail", std::string_view(error.what())}});
    }
  }

  void abandon(std::int64_t user, std::string_view key) noexcept override {
    try {
      database_.write([&](db::Tx& tx) { replay_store::forget(tx, user, sha256_hex(key)); });
    } catch (const std::exception& error) {
      // It is forgotten as stuck within a minute.
      log::warning("an Idempotency-Key could not be given back", {{"detail", std::string_view(error.what())}});
    }
  }

 private:
  const db::Quiet database_;
};

}  // namespace

std::unique_ptr<http::Replays> make_replays(const db::Quiet& database) {
  return std::make_unique<DatabaseReplays>(database);
}

void forget_old_replays(const db::Quiet& database) {
  const auto now = now_ms();
  database.write([&](db::Tx& tx) { replay_store::forget_old(tx, now - day_ms, now - stuck_ms); });
}

}  // namespace kinoteka::system
