#include "features/playing/link_service.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/accounts/face.hpp"
#include "features/playing/access.hpp"
#include "features/playing/play_store.hpp"
#include "security/tokens.hpp"

namespace kinoteka::playing {
namespace {

constexpr std::int64_t most_links = 50;

Error no_link() {
  return not_found("This link has ended. Ask whoever gave it to you for a new one.", Reason::link_ended);
}

// A link that has not ended, of somebody who may still play.
play_store::LinkRow good_link(db::Session& session, const std::string& token) {
  auto found = play_store::find_link(session, security::token_hash(token), now_ms());
  if (!found || !accounts::may_still_play(session, found->user)) throw no_link();
  return std::move(*found);
}

StreamLink shown(const play_store::LinkRow& row) {
  StreamLink out;
  out.id = row.id;
  out.media_id = row.file;
  out.title = row.title;
  out.created_at = rfc3339(row.created_at);
  out.expires_at = rfc3339(row.expires_at);
  if (row.used_at > 0) out.used_at = rfc3339(row.used_at);
  return out;
}

}  // namespace

std::int64_t end_links(db::Tx& tx, std::int64_t user) { return play_store::remove_links(tx, user); }

CreatedStreamLink Links::add(const callers::Member& member, std::int64_t id, std::int64_t hours) {
  const auto file = database_.read([&](db::Session& session) { return require_playable(session, member, id); });
  const auto token = security::random_token();
  CreatedStreamLink out;
  database_.write([&](db::Tx& tx) {
    const auto now = now_ms();
    accounts::hold(tx, member.id());
    if (static_cast<std::int64_t>(play_store::links(tx, member.id(), now).size()) >= most_links)
      throw Error(Code::conflict, "You have as many links as there may be: end some in your settings.", {},
                  Reason::too_many_links);
    play_store::LinkRow row;
    row.file = id;
    row.title = file.title;
    row.created_at = now;
    row.expires_at = now + hours * hour_ms;
    row.id = play_store::add_link(tx, member.id(), id, security::token_hash(token), now, row.expires_at);
    static_cast<StreamLink&>(out) = shown(row);
  });
  out.url = own_address_ + "/api/play?token=" + token;
  out.playlist = own_address_ + "/api/play.m3u?token=" + token;
  return out;
}

std::vector<StreamLink> Links::all(const callers::Member& member) const {
  return database_.read([&](db::Session& session) {
    std::vector<StreamLink> out;
    for (const auto& row : play_store::links(session, member.id(), now_ms())) out.push_back(shown(row));
    return out;
  });
}

void Links::remove(const callers::Member& member, std::int64_t id) {
  database_.write([&](db::Tx& tx) {
    if (!play_store::remove_link(tx, member.id(), id)) throw not_found("There is no link with this id.");
  });
}

FilmStream Links::stream(const std::string& token) {
  const auto now = now_ms();
  const auto found = database_.read([&](db::Session& session) {
    auto link = good_link(session, token);
    auto file = library::film_file(session, link.file);
    if (!file || file->missing_at > 0) throw no_link();
    return std::pair(std::move(link), std::move(*file));
  });
  const auto& [link, file] = found;
  if (now - link.used_at > 60'000)
    database_.write([&](db::Tx& tx) { play_store::touch_link(tx, found.first.id, now); });
  return open_stream(file);
}

std::string Links::playlist(const std::string& token) {
  const auto link = database_.read([&](db::Session& session) { return good_link(session, token); });
  std::string title;
  for (const char c : link.title) title += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  return "#EXTM3U\n#EXTINF:-1," + title + '\n' + own_address_ + "/api/play?token=" + token + '\n';
}

void Links::tidy() {
  database_.write([](db::Tx& tx) { play_store::forget_old_links(tx, now_ms()); });
}

}  // namespace kinoteka::playing
