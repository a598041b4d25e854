// Where people stopped, and links for playing elsewhere, in the database. Every member works within the caller's
// session.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/playing/wire.hpp"

namespace kinoteka::playing::play_store {

struct PositionRow {
  std::int64_t file = 0, position_ms = 0;
  bool finished = false;
};
BOOST_DESCRIBE_STRUCT(PositionRow, (), (file, position_ms, finished))

std::optional<PositionRow> position(db::Session& session, std::int64_t user, std::int64_t file);
// True when it became finished by this. Only one of two that come at the same moment is told so.
bool save_position(db::Tx& tx, std::int64_t user, std::int64_t file, std::int64_t position_ms, bool finished,
                   std::int64_t now);
void remove_position(db::Tx& tx, std::int64_t user, std::int64_t file);

struct OpenFilm {
  std::int64_t movie = 0, file = 0, part = 0, position_ms = 0, duration_ms = 0, updated_at = 0;
};
BOOST_DESCRIBE_STRUCT(OpenFilm, (), (movie, file, part, position_ms, duration_ms, updated_at))
// Begun and not finished, the latest first.
std::vector<OpenFilm> open_films(db::Session& session, std::int64_t user, std::int64_t limit);

struct LinkRow {
  std::int64_t id = 0, file = 0, user = 0, created_at = 0, expires_at = 0, used_at = 0;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(LinkRow, (), (id, file, user, created_at, expires_at, used_at, title))
std::int64_t add_link(db::Tx& tx, std::int64_t user, std::int64_t file, const std::string& hash, std::int64_t now,
                      std::int64_t expires_at);
std::optional<LinkRow> find_link(db::Session& session, const std::string& hash, std::int64_t now);
std::vector<LinkRow> links(db::Session& session, std::int64_t user, std::int64_t now);
bool remove_link(db::Tx& tx, std::int64_t user, std::int64_t id);
std::int64_t remove_links(db::Tx& tx, std::int64_t user);  // all of somebody's; how many there were
void touch_link(db::Tx& tx, std::int64_t id, std::int64_t now);
void forget_old_links(db::Tx& tx, std::int64_t now);

}  // namespace kinoteka::playing::play_store
