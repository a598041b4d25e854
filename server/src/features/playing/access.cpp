#include "features/playing/access.hpp"

#include "features/accounts/face.hpp"
#include "json/decode.hpp"
#include "media/fault.hpp"

namespace kinoteka::playing {

Error no_file() { return not_found("There is no film to play here: it may have been moved. Scan the library."); }

library::FilmFile require_playable(db::Session& session, const callers::Member& member, std::int64_t file) {
  accounts::require_may_play(session, member);
  auto found = library::film_file(session, file);
  if (!found || found->missing_at > 0) throw no_file();
  return std::move(*found);
}

media::Info info_of(const library::FilmFile& file) {
  if (const auto fault = json::enum_value<media::Fault>(file.broken))
    throw Error(Code::conflict, "This film cannot be played. " + std::string(media::sentence_of(*fault)), {},
                Reason::film_broken);
  if (file.info.empty())
    throw Error(Code::unavailable, "This film has only just been found. Try again in a moment.", {},
                Reason::film_just_found);
  return json::decode<media::Info>(file.info, json::Unknown::ignore);
}

std::string media_url(std::int64_t file, const std::string& rest) {
  return "/api/media/" + std::to_string(file) + '/' + rest;
}

}  // namespace kinoteka::playing
