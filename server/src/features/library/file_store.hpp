// Files of the library in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/library/film_file.hpp"
#include "features/library/nfo.hpp"
#include "features/library/wire.hpp"

namespace kinoteka::library::file_store {

// What a scan has found out about a file.
struct Found {
  std::string path, sort_name, stack, kind, fingerprint, title, edition, external_ids;
  std::int64_t size = 0, modified_at = 0, year = 0, part = 0;
  std::optional<std::int64_t> movie;
  std::string matched_by = "none";
};

std::vector<KnownFile> all_of(db::Session& session, std::int64_t folder);
// Of other folders: a film may have moved from there.
std::vector<MissingFile> missing_elsewhere(db::Session& session, std::int64_t folder);

void add(db::Tx& tx, std::int64_t folder, const Found& file, std::int64_t now);
// The same file with other contents: it has to be probed again; its film stays.
void change(db::Tx& tx, std::int64_t id, const Found& file);
// The same contents at another place: everything stays that people have done with it, and a film chosen by hand.
void move(db::Tx& tx, std::int64_t id, std::int64_t folder, const Found& file, bool keep_match);
void set_missing(db::Tx& tx, std::int64_t id, std::int64_t missing_at);
void set_movie(db::Tx& tx, std::int64_t id, std::optional<std::int64_t> movie, std::string_view matched_by);
void set_movie_of_parts(db::Tx& tx, std::int64_t folder, std::string_view stack, std::optional<std::int64_t> movie,
                        std::string_view matched_by);
void forget_info(db::Tx& tx, std::int64_t id);  // to be probed again
// Only one that is missing. False when it is not.
bool forget_missing(db::Tx& tx, std::int64_t id);

// Films without a match that nobody has decided on, found since `added_at`, in the order of their ids.
struct Unmatched {
  std::int64_t id = 0, year = 0;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(Unmatched, (), (id, year, title))
std::vector<Unmatched> unmatched(db::Session& session, std::int64_t added_at, std::int64_t after, std::int64_t limit);

Nfo nfo_of(db::Session& session, std::int64_t movie);

struct ToProbe {
  std::int64_t id = 0;
  std::string folder_path, path;
};
BOOST_DESCRIBE_STRUCT(ToProbe, (), (id, folder_path, path))
std::vector<ToProbe> to_probe(db::Session& session, std::int64_t after, std::int64_t limit);
std::int64_t count_to_probe(db::Session& session);

// Files of films in which and beside which no pictures were looked for yet.
struct ToPicture {
  std::int64_t id = 0, movie = 0;
  std::string folder_path, path;
};
BOOST_DESCRIBE_STRUCT(ToPicture, (), (id, movie, folder_path, path))
std::vector<ToPicture> to_picture(db::Session& session, std::int64_t after, std::int64_t limit);
std::int64_t count_to_picture(db::Session& session);
void set_pictured(db::Tx& tx, std::int64_t id, std::int64_t pictured_at);
// For all files of a folder: they are looked for again.
void forget_pictured(db::Tx& tx, std::int64_t folder);
void set_previews(db::Tx& tx, std::int64_t id, const std::string& previews);

void save_info(db::Tx& tx, std::int64_t id, const media::Info& info, std::int64_t now);
void save_broken(db::Tx& tx, std::int64_t id, media::Fault why, std::int64_t now);

std::optional<FilmFile> find(db::Session& session, std::int64_t id);
// Present ones of a film, its parts in order.
std::vector<FilmFile> of_movie(db::Session& session, std::int64_t movie);
std::vector<std::int32_t> playable(db::Session& session, const std::vector<std::int32_t>& movies);
std::vector<std::int32_t> movies_with_files(db::Session& session);

std::optional<MediaFile> file(db::Session& session, std::int64_t id);
struct Search {
  std::optional<FileState> state;
  std::optional<std::int64_t> folder, movie;
  std::string text;  // folded
};
std::int64_t count(db::Session& session, const Search& search);
std::vector<MediaFile> list(db::Session& session, const Search& search, std::int64_t offset, std::int64_t limit);
Overview overview(db::Session& session);

std::vector<SubtitleFile> subtitles(db::Session& session, std::int64_t file);
std::vector<SubtitleFile> subtitles_of_folder(db::Session& session, std::int64_t folder);
std::int64_t add_subtitle(db::Tx& tx, const SubtitleFile& row, std::optional<std::int64_t> user, std::int64_t now);
bool remove_subtitle(db::Tx& tx, std::int64_t file, std::int64_t id);
std::map<std::string, std::int64_t> files_by_stack(db::Session& session, std::int64_t folder);

}  // namespace kinoteka::library::file_store
