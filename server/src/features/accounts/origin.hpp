// Where a request comes from, as limits and the log of events want to know it.
#pragma once

#include "base/text.hpp"
#include "features/accounts/guard_service.hpp"
#include "http/message.hpp"

namespace kinoteka::accounts {

inline Origin origin_of(const http::Request& request) {
  const auto agent = request.header("user-agent");
  return {request.peer, text::valid_utf8(agent) ? std::string(text::prefix(agent, 200)) : std::string(), request.id};
}

}  // namespace kinoteka::accounts
