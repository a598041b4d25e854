#include "features/accounts/known_callers.hpp"

#include "base/address.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "security/tokens.hpp"

namespace kinoteka::accounts {
namespace {

constexpr std::size_t most_known = 8192, most_networks = 8192;
constexpr std::int64_t good_ms = 15 * minute_ms;

// So many refused ones in so long: a page with an old token asks a dozen times before it notices.
constexpr std::int64_t most_refused = 100, window_ms = minute_ms;

}  // namespace

std::string KnownCallers::digest_of(const http::Request& request) const {
  const auto authorization = request.header("authorization");
  if (!authorization.empty()) return security::token_hash(text::trim(authorization));
  const auto cookie = request.cookie(policy_.session_cookie());
  return cookie.empty() ? std::string() : security::token_hash(cookie);
}

std::optional<callers::Identity> KnownCallers::recall(const http::Request& request) const {
  const auto now_at = revision();
  if (!now_at) return std::nullopt;
  const auto digest = digest_of(request);
  const Lock lock(mutex_);
  const auto found = known_.find(digest);
  if (found == known_.end() || found->second.revision != *now_at || found->second.until <= now_ms()) {
    return std::nullopt;
  }
  return found->second.identity;
}

std::int64_t KnownCallers::flooded(const std::string& address) const {
  if (!policy_.throttle) return 0;
  const Lock lock(mutex_);
  const auto found = refused_.find(network_of(address));
  if (found == refused_.end() || found->second.count < most_refused) return 0;
  const auto wait = found->second.since + window_ms - now_ms();
  return wait <= 0 ? 0 : (wait + second_ms - 1) / second_ms;
}

std::int64_t KnownCallers::flood(const http::Request& request) const {
  const auto wait = flooded(request.peer);
  if (wait == 0) return 0;
  const auto digest = digest_of(request);
  const Lock lock(mutex_);
  const auto found = known_.find(digest);
  const bool good = found != known_.end() && found->second.good_until > now_ms();
  return good ? 0 : wait;
}

void KnownCallers::make_room() {
  if (known_.size() < most_known) return;
  const auto now = now_ms();
  std::erase_if(known_, [&](const auto& one) { return one.second.good_until <= now; });
  if (known_.size() >= most_known) known_.clear();
}

void KnownCallers::keep(const std::string& digest, const callers::Identity& identity, std::int64_t until,
                        std::optional<std::uint64_t> revision) {
  const Lock lock(mutex_);
  make_room();
  known_[digest] = {identity, until, now_ms() + good_ms, revision.value_or(0)};
}

void KnownCallers::expect(const std::string& digest) {
  const Lock lock(mutex_);
  make_room();
  known_[digest].good_until = now_ms() + good_ms;
}

void KnownCallers::refused(const std::string& address) {
  const auto now = now_ms();
  const Lock lock(mutex_);
  if (refused_.size() >= most_networks) {
    std::erase_if(refused_, [&](const auto& one) { return one.second.since + window_ms <= now; });
    if (refused_.size() >= most_networks) refused_.clear();
  }
  auto& found = refused_[network_of(address)];
  if (found.since + window_ms <= now) found = {now, 0};
  ++found.count;
}

}  // namespace kinoteka::accounts
