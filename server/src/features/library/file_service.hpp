// The library's files for features that do something with them: which there are, and opening them. Within the caller's
// session; whether somebody may is the caller's to ask.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.hpp"
#include "db/database.hpp"
#include "features/library/film_file.hpp"

namespace kinoteka::library {

std::optional<FilmFile> film_file(db::Session& session, std::int64_t id);  // also one that is missing
// Present ones of a film, its parts in order.
std::vector<FilmFile> files_of_movie(db::Session& session, std::int64_t movie);
// Those of `movies` that have a file.
std::vector<std::int32_t> playable(db::Session& session, const std::vector<std::int32_t>& movies);
std::vector<std::int32_t> movies_with_files(db::Session& session);  // the newest first

std::vector<SubtitleFile> subtitles_of(db::Session& session, std::int64_t file);
std::int64_t add_subtitles(db::Tx& tx, const SubtitleFile& subtitles, std::int64_t user, std::int64_t now);
bool remove_subtitles(db::Tx& tx, std::int64_t file, std::int64_t id);

// What is known of the sheet of small frames that was made of it: JSON of whoever makes them.
void set_previews(db::Tx& tx, std::int64_t file, const std::string& previews);

// Below its folder and nowhere else; no descriptor when it is not there.
UniqueFd open_file(const FilmFile& file);
UniqueFd open_beside(const FilmFile& file, const std::string& path);  // another file of that folder, as stored

}  // namespace kinoteka::library
