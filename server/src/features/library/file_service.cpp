#include "features/library/file_service.hpp"

#include "features/library/file_store.hpp"
#include "features/library/stored_path.hpp"
#include "media/root.hpp"

namespace kinoteka::library {

std::optional<FilmFile> film_file(db::Session& session, std::int64_t id) { return file_store::find(session, id); }

std::vector<FilmFile> files_of_movie(db::Session& session, std::int64_t movie) {
  return file_store::of_movie(session, movie);
}

std::vector<std::int32_t> playable(db::Session& session, const std::vector<std::int32_t>& movies) {
  return file_store::playable(session, movies);
}

std::vector<std::int32_t> movies_with_files(db::Session& session) { return file_store::movies_with_files(session); }

std::vector<SubtitleFile> subtitles_of(db::Session& session, std::int64_t file) {
  return file_store::subtitles(session, file);
}

std::int64_t add_subtitles(db::Tx& tx, const SubtitleFile& subtitles, std::int64_t user, std::int64_t now) {
  return file_store::add_subtitle(tx, subtitles, user, now);
}

bool remove_subtitles(db::Tx& tx, std::int64_t file, std::int64_t id) {
  return file_store::remove_subtitle(tx, file, id);
}

void set_previews(db::Tx& tx, std::int64_t file, const std::string& previews) {
  file_store::set_previews(tx, file, previews);
}

UniqueFd open_file(const FilmFile& file) { return open_beside(file, file.path); }

UniqueFd open_beside(const FilmFile& file, const std::string& path) {
  const auto root = media::Root::open(path_bytes(file.folder_path));
  return root ? root->open_file(path_bytes(path)) : UniqueFd();
}

}  // namespace kinoteka::library
