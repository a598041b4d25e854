#include "mail/outbox.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "net/smtp.hpp"
#include "security/tokens.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::mail {
namespace {

constexpr std::int64_t first_pause_ms = 10'000, longest_pause_ms = 3'600'000, claim_ms = 120'000;
constexpr std::int64_t most_attempts = 10;

constexpr std::int64_t failed_kept_ms = 30LL * 86'400'000;
constexpr db::Query forget_failed{"outbox.forget_failed", "DELETE FROM outbox WHERE failed_at > 0 AND failed_at < $1"};
constexpr db::Query add{"outbox.add",
                        "INSERT INTO outbox (message_key, sealed, created_at, due_at) VALUES ($1, $2, $3, $3)"};
constexpr db::Query find_due{
    "outbox.due",
    "SELECT id, message_key, sealed, created_at, attempts FROM outbox WHERE failed_at = 0 AND due_at <= $1 "
    "ORDER BY due_at LIMIT $2"};
// Who moves the time first sends it: two servers may share an outbox.
constexpr db::Query claim{"outbox.claim",
                          "UPDATE outbox SET due_at = $3, attempts = attempts + 1 WHERE id = $1 AND attempts = $2"};
constexpr db::Query sent{"outbox.sent", "DELETE FROM outbox WHERE id = $1"};
constexpr db::Query postpone{"outbox.postpone", "UPDATE outbox SET due_at = $2, last_error = $3 WHERE id = $1"};
constexpr db::Query give_up{"outbox.give_up", "UPDATE outbox SET failed_at = $2, last_error = $3 WHERE id = $1"};

struct Due {
  std::int64_t id = 0;
  std::string key, sealed;
  std::int64_t created_at = 0, attempts = 0;
};
BOOST_DESCRIBE_STRUCT(Due, (), (id, key, sealed, created_at, attempts))

}  // namespace

void Outbox::put(db::Tx& tx, const Message& message) const {
  const auto key = security::random_token(16);
  tx.run(add, key, box_.seal(json::encode(message), "mail"), now_ms());
}

std::size_t Outbox::send_due(const db::Quiet& database, const Transport& transport, std::string_view from,
                             std::size_t limit) const {
  const auto due = database.read([&](db::Session& session) { return session.all<Due>(find_due, now_ms(), limit); });
  std::size_t count = 0;
  for (const auto& row : due) {
    const bool ours =
        database.write([&](db::Tx& tx) { return tx.run(claim, row.id, row.attempts, now_ms() + claim_ms) == 1; });
    if (!ours) continue;
    std::string fault;
    const auto plain = box_.open(row.sealed, "mail");
    try {
      if (!plain) throw Error(Code::internal, "").with_detail("sealed with another secret");
      const auto message = json::decode<Message>(*plain);
      transport(message, to_mime(message, from, row.key, row.created_at));
    } catch (const std::exception& error) {
      fault = error.what();
    }
    const auto attempts = row.attempts + 1;
    const bool hopeless = !plain || attempts >= most_attempts;
    database.write([&](db::Tx& tx) {
      if (fault.empty()) {
        tx.run(sent, row.id);
      } else if (hopeless) {
        tx.run(give_up, row.id, now_ms(), fault);
      } else {
        const auto pause = std::min(longest_pause_ms, first_pause_ms << std::min<std::int64_t>(attempts - 1, 12));
        tx.run(postpone, row.id, now_ms() + pause, fault);
      }
    });
    if (fault.empty()) {
      ++count;
    } else {
      log::warning(hopeless ? "a message could not be sent" : "a message will be tried again",
                   {{"message", row.key}, {"attempts", attempts}, {"detail", fault}});
    }
  }
  return count;
}

void Outbox::tidy(const db::Quiet& database) const {
  database.write([](db::Tx& tx) { tx.run(forget_failed, now_ms() - failed_kept_ms); });
}

Outbox::Transport to_folder(std::string folder) {
  return [folder = std::move(folder)](const Message&, const std::string& mime) {
    namespace fs = std::filesystem;
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    const auto file = fs::path(folder) / (std::to_string(now_ms()) + '-' + security::random_token(6) + ".eml");
    {
      std::ofstream out(file, std::ios::binary);
      out << mime;
      out.flush();
      if (!out) throw Error(Code::unavailable, "").with_detail("cannot write " + file.string());
    }
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    log::info("a message was written to a file, because no mail server is set (--smtp)", {{"file", file.string()}});
  };
}

void forget_in_folder(const std::string& folder, std::string_view address) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const auto to = "To: " + std::string(address) + "\r";
  for (fs::directory_iterator file(folder, failed), end; !failed && file != end; file.increment(failed)) {
    if (file->path().extension() != ".eml") continue;
    std::ifstream in(file->path(), std::ios::binary);
    bool theirs = false;
    for (std::string line; !theirs && std::getline(in, line) && line != "\r";) theirs = line == to;
    in.close();
    std::error_code ignored;
    if (theirs) fs::remove(file->path(), ignored);
  }
}

Outbox::Transport to_smtp(std::string server_url, std::string from) {
  return [server = net::SmtpServer{std::move(server_url)}, from = std::move(from)](
             const Message& message, const std::string& mime) { net::send_mail(server, from, message.to, mime); };
}

Sender::Sender(const db::Quiet& database, const Outbox& outbox, Outbox::Transport transport, std::string from)
    : database_(database), outbox_(outbox), transport_(std::move(transport)), from_(std::move(from)), thread_([this] {
        run();
      }) {}

Sender::~Sender() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Sender::run() {
  Lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    try {
      outbox_.send_due(database_, transport_, from_);
    } catch (const std::exception& error) {
      log::warning("the outbox cannot be read", {{"detail", std::string_view(error.what())}});
    }
    lock.lock();
    wake_.wait_for(lock, std::chrono::seconds(1), [this]() KINO_REQUIRES(mutex_) { return stopping_; });
  }
}

}  // namespace kinoteka::mail
