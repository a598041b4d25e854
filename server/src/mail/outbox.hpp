// Messages that must leave: written in the transaction of their cause, sent afterwards by one thread, tried again with
// growing pauses, kept sealed until then because they carry links that open accounts.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "base/mutex.hpp"
#include "db/database.hpp"
#include "mail/message.hpp"
#include "security/secret_box.hpp"

namespace kinoteka::mail {

class Outbox {
 public:
  explicit Outbox(const security::SecretBox& box) : box_(box) {}

  void put(db::Tx& tx, const Message& message) const;

  // Sends what is due through `transport`, at most `limit` messages; how many went. A message that cannot be sent is
  // tried again after 10 s, 20 s, 40 s, … (at most an hour between), ten times, then kept as failed.
  using Transport = std::function<void(const Message& message, const std::string& mime)>;
  std::size_t send_due(const db::Quiet& database, const Transport& transport, std::string_view from,
                       std::size_t limit = 20) const;

  // Forgets what failed for good a month ago.
  void tidy(const db::Quiet& database) const;

 private:
  const security::SecretBox& box_;
};

// Into DATA/mail, one file a message, with a line in the log that says which. For those who have no mail server.
Outbox::Transport to_folder(std::string folder);
// Deletes the messages there that went to this address.
void forget_in_folder(const std::string& folder, std::string_view address);
Outbox::Transport to_smtp(std::string server_url, std::string from);

// The thread that sends. Looks every second.
class Sender {
 public:
  Sender(const db::Quiet& database, const Outbox& outbox, Outbox::Transport transport, std::string from);
  ~Sender();

 private:
  void run();

  const db::Quiet database_;
  const Outbox& outbox_;
  const Outbox::Transport transport_;
  const std::string from_;
  Mutex mutex_;
  Condition wake_;
  bool stopping_ KINO_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace kinoteka::mail
