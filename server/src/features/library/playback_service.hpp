// Watching: which files a film has, how a browser can play one, where its viewer stopped. For admins and for whom an
// admin lets play; whoever may not is told so, and nothing of the files. Synchronous; call from workers that may wait.
// Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/face.hpp"
#include "features/library/file_store.hpp"
#include "features/library/play_wire.hpp"
#include "features/library/service.hpp"
#include "http/caller.hpp"
#include "http/message.hpp"
#include "media/conversions.hpp"

namespace kinoteka::library {

// Ends all of somebody's links, in the transaction that takes their account back; how many there were.
std::int64_t end_links(db::Tx& tx, std::int64_t user);

class PlaybackService {
 public:
  PlaybackService(db::Database& database, const catalogue::Numbers& numbers, const Settings& settings,
                  std::string own_address);

  MovieFiles files_of(const http::Member& member, std::int64_t movie) const;
  std::vector<std::int32_t> playable(const http::Member& member, const std::vector<std::int32_t>& movies) const;
  std::vector<std::int32_t> movies(const http::Member& member) const;  // with files, the newest first

  std::vector<json::Encoded<catalogue::MovieCard>> cards(const std::vector<std::int32_t>& movies) const;

  // All of these throw Error{forbidden} for who may not play, {not_found} for a file that is not there.
  PlayItem item(const http::Member& member, std::int64_t file) const;
  Playback playback(const http::Member& member, std::int64_t file, const Abilities& abilities);
  http::Response stream(const http::Member& member, std::int64_t file) const;
  std::string playlist(const http::Member& member, std::int64_t file, std::string_view plan);
  std::string piece(const http::Member& member, std::int64_t file, std::string_view plan, std::string_view name);
  std::string subtitles(const http::Member& member, std::int64_t file, std::string_view name) const;
  SubtitleChoice add_subtitles(const http::Editor& editor, std::int64_t file, const std::string& bytes,
                               const std::string& language, const std::string& label);
  void remove_subtitles(const http::Editor& editor, std::int64_t file, std::int64_t id);

  PositionSaved save_position(const http::Member& member, std::int64_t file, std::int64_t position_ms);
  void forget_position(const http::Member& member, std::int64_t file);
  std::vector<ContinueLine> open_films(const http::Member& member) const;

  CreatedStreamLink add_link(const http::Member& member, std::int64_t file, std::int64_t hours);
  std::vector<StreamLink> links(const http::Member& member) const;
  void remove_link(const http::Member& member, std::int64_t id);
  // By whoever has the link, as long as its maker may play. Throws Error{not_found} for any other.
  http::Response linked_stream(const std::string& token);
  http::Response linked_playlist(const std::string& token);

  void tidy();

 private:
  file_store::Place place(const http::Member& member, std::int64_t file) const;
  media::Conversions::Source source_of(const file_store::Place& place, const media::Plan& plan);
  media::Plan plan_of(const file_store::Place& place, std::string_view name) const;
  media::Cuts keyframe_cuts(const file_store::Place& place);

  const db::Quiet database_;
  const catalogue::Numbers& numbers_;
  const Settings settings_;
  const std::string own_address_;
  media::Conversions conversions_;
  std::mutex mutex_;
  struct Known {
    std::int64_t file = 0, modified_at = 0;
    media::Cuts cuts;
  };
  std::vector<Known> cuts_;  // of the films played last
};

}  // namespace kinoteka::library
