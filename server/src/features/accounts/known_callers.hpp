// Who carries what, as far as it was looked up a moment ago, and from where too much was carried that opened nothing.
// Both are answers without the database: known callers need not be looked up where many share a commit, and a flood of
// made-up tokens costs next to nothing. In memory, bounded, thread-safe.
//
// What is known ends at once when any row of users, sessions or keys changes (db::Database::callers_revision). Where
// that cannot be known (PostgreSQL, whose other nodes write too), nobody is known, but who was good a while ago is
// still looked up however much rubbish comes from the same network.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/mutex.hpp"
#include "db/database.hpp"
#include "features/accounts/policy.hpp"
#include "http/message.hpp"

namespace kinoteka::accounts {

class KnownCallers {
 public:
  KnownCallers(const db::Database& database, const Policy& policy) : database_(database), policy_(policy) {}

  // Who calls, where that is known for sure.
  std::optional<callers::Identity> recall(const http::Request& request) const;
  // For how many seconds unknown tokens from this network are not looked at any more; 0: they are.
  std::int64_t flood(const http::Request& request) const;
  // The same for what a body carries.
  std::int64_t flooded(const std::string& address) const;

  // To be asked before the database is: what is read after that is no older.
  std::optional<std::uint64_t> revision() const { return database_.callers_revision(); }
  // It was looked up and is right until then (ms) at the latest.
  void keep(const std::string& digest, const callers::Identity& identity, std::int64_t until,
            std::optional<std::uint64_t> revision);
  // It was handed out just now: no rubbish, wherever it comes from.
  void expect(const std::string& digest);
  void refused(const std::string& address);

  // Of what a request carries; empty where it carries nothing.
  std::string digest_of(const http::Request& request) const;

 private:
  struct Known {
    callers::Identity identity;
    std::int64_t until = 0, good_until = 0;  // ms; the second: as no rubbish
    std::uint64_t revision = 0;              // 0: none
  };
  struct Refused {
    std::int64_t since = 0, count = 0;
  };
  void make_room() KINO_REQUIRES(mutex_);

  const db::Database& database_;
  const Policy& policy_;
  mutable Mutex mutex_;
  std::unordered_map<std::string, Known> known_ KINO_GUARDED_BY(mutex_);      // by digest
  std::unordered_map<std::string, Refused> refused_ KINO_GUARDED_BY(mutex_);  // by network
};

}  // namespace kinoteka::accounts
