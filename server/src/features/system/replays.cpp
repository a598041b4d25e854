#include "features/system/replays.hpp"

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::system {
namespace {

constexpr std::int64_t day_ms = 86'400'000, stuck_ms = 60'000;
constexpr std::size_t longest_key = 255;

constexpr db::Query begin_one{
    "replay.begin",
    "INSERT INTO idempotency_keys (user_id, key_hash, request_hash, created_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (user_id, key_hash) DO NOTHING"};
constexpr db::Query find_one{"replay.find",
                             "SELECT request_hash, status, location, version, body FROM idempotency_keys WHERE "
                             "user_id = $1 AND key_hash = $2"};
constexpr db::Query finish_one{"replay.finish",
                               "UPDATE idempotency_keys SET status = $3, location = $4, version = $5, body = $6 WHERE "
                               "user_id = $1 AND key_hash = $2"};
constexpr db::Query forget_one{"replay.forget",
                               "DELETE FROM idempotency_keys WHERE user_id = $1 AND key_hash = $2 AND status = 0"};
constexpr db::Query forget_old{
    "replay.forget_old", "DELETE FROM idempotency_keys WHERE created_at < $1 OR (status = 0 AND created_at < $2)"};

struct Kept {
  std::string request_hash;
  std::int64_t status = 0;
  std::string location;
  std::int64_t version = 0;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (request_hash, status, location, version, body))

class DatabaseReplays final : public http::Replays {
 public:
  explicit DatabaseReplays(db::Database& database) : database_(database) {}

  std::optional<http::Response> begin(std::int64_t user, std::string_view key, const http::Request& request) override {
    if (key.size() > longest_key) {
      throw Error(Code::bad_request, "The Idempotency-Key is too long: 255 characters at most.");
    }
    const auto hash = sha256_hex(key);
    const auto wanted =
        sha256_hex(std::string(http::method_name(request.method)) + ' ' + request.path + '\n' + request.body);
    const auto now = now_ms();
    const auto kept = database_.write(
        [&](db::Tx& tx) -> std::optional<Kept> {
          if (tx.run(begin_one, user, hash, wanted, now) == 1) return std::nullopt;
          return tx.one<Kept>(find_one, user, hash);
        },
        db::Touch::nothing);
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
      database_.write(
          [&](db::Tx& tx) {
            tx.run(finish_one, user, sha256_hex(key), response.status, location, response.version, response.body);
          },
          db::Touch::nothing);
    } catch (const std::exception& error) {
      // The key stays taken for a minute: a second request in it is refused rather than done again.
      log::warning("an answer could not be kept for its Idempotency-Key", {{"detail", std::string_view(error.what())}});
    }
  }

  void abandon(std::int64_t user, std::string_view key) noexcept override {
    try {
      database_.write([&](db::Tx& tx) { tx.run(forget_one, user, sha256_hex(key)); }, db::Touch::nothing);
    } catch (const std::exception& error) {
      // It is forgotten as stuck within a minute.
      log::warning("an Idempotency-Key could not be given back", {{"detail", std::string_view(error.what())}});
    }
  }

 private:
  db::Database& database_;
};

}  // namespace

std::unique_ptr<http::Replays> make_replays(db::Database& database) {
  return std::make_unique<DatabaseReplays>(database);
}

void forget_old_replays(db::Database& database) {
  const auto now = now_ms();
  database.write([&](db::Tx& tx) { tx.run(forget_old, now - day_ms, now - stuck_ms); }, db::Touch::nothing);
}

}  // namespace kinoteka::system
