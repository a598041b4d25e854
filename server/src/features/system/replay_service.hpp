// Answers to creates, kept for a day by user and Idempotency-Key, so that a request sent twice does its work once.
#pragma once

#include <memory>

#include "db/database.hpp"
#include "http/gate.hpp"

namespace kinoteka::system {

std::unique_ptr<http::Replays> make_replays(const db::Quiet& database);

// Forgets those older than a day.
void forget_old_replays(const db::Quiet& database);

}  // namespace kinoteka::system
