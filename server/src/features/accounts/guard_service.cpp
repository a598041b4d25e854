#include "features/accounts/guard_service.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "security/tokens.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::accounts {

void Guard::knock(const std::vector<Door>& doors, const Origin& origin) const {
  if (!policy_.throttle) return;
  const auto now = now_ms();
  const auto closed = database_.write([&](db::Tx& tx) {
    std::vector<guard_store::Held> held;
    std::int64_t latest = 0;
    for (const auto& door : doors)
      latest = std::max(latest, held.emplace_back(guard_store::hold(tx, door.key, now)).blocked_until);
    if (latest > now) return latest;
    for (std::size_t i = 0; i < doors.size(); ++i) {
      guard_store::count(tx, doors[i].key, doors[i].rule, held[i].attempts, now);
    }
    return std::int64_t{0};
  });
  if (closed == 0) return;
  const auto seconds = (closed - now + second_ms - 1) / second_ms;
  log::warning("too many attempts", {{"address", origin.address}, {"wait_s", seconds}, {"id", origin.request_id}});
  throw Error(Code::too_many, "Too many attempts. Try again in " + std::to_string(seconds) + " s.")
      .with_retry_after(seconds);
}

void Guard::forgive(db::Tx& tx, const std::vector<Door>& doors) const {
  for (std::size_t i = 0; i < doors.size(); ++i) {
    if (i == 0) {
      guard_store::forgive(tx, doors[i].key);
    } else {
      guard_store::take_back(tx, doors[i].key);
    }
  }
}

namespace {

// An address, as a door says it: not in words, since a door outlives who knocked.
std::string mark_of(std::string_view email) { return security::token_hash(email_key(email)).substr(0, 16); }

}  // namespace

std::vector<Door> Guard::sign_in_doors(const Origin& origin, std::string_view email) {
  const auto account = mark_of(email);
  return {{"sign-in " + origin.network() + ' ' + account, guesses_at_account},
          {"sign-in " + origin.network(), guesses_from_address},
          {"sign-in " + account, guesses_everywhere}};
}

std::vector<Door> Guard::registration_doors(const Origin& origin, std::string_view email) {
  return {{"register " + origin.network(), registrations_from_address},
          {"message " + mark_of(email), messages_to_account}};
}

std::vector<Door> Guard::message_doors(const Origin& origin, std::string_view email) {
  return {{"message " + mark_of(email), messages_to_account}, {"message " + origin.network(), messages_from_address}};
}

std::vector<Door> Guard::password_doors(const Origin& origin, std::int64_t user) {
  return {{"password " + std::to_string(user), guesses_at_account},
          {"sign-in " + origin.network(), guesses_from_address}};
}

void Guard::record(db::Tx& tx, std::string_view event, const Origin& origin, std::optional<std::int64_t> actor,
                   std::optional<std::int64_t> user, std::string detail) const {
  log::info("account event", {{"what", event},
                              {"actor", actor.value_or(0)},
                              {"user", user.value_or(0)},
                              {"address", origin.address},
                              {"id", origin.request_id}});
  guard_store::record(tx, {std::string(event), actor, user, origin.address, origin.request_id, std::move(detail)},
                      now_ms());
}

}  // namespace kinoteka::accounts
