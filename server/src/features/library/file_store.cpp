#include "features/library/file_store.hpp"

#include "base/time.hpp"
#include "features/library/stored_path.hpp"
#include "json/encode.hpp"

namespace kinoteka::library::file_store {
namespace {

constexpr db::Query list_known{
    "file.known",
    "SELECT id, path, size, modified_at, fingerprint, missing_at, matched_by FROM media_files "
    "WHERE folder_id = $1"};
constexpr db::Query list_elsewhere{"file.elsewhere",
                                   "SELECT id, fingerprint FROM media_files WHERE folder_id <> $1 AND missing_at > 0"};
constexpr db::Query insert{
    "file.add",
    "INSERT INTO media_files (folder_id, path, sort_name, stack, kind, size, modified_at, fingerprint, title, year, "
    "edition, part, external_ids, movie_id, matched_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
    "$11, $12, $13, $14, $15, $16)"};
constexpr db::Query update_contents{
    "file.change",
    "UPDATE media_files SET size = $2, modified_at = $3, fingerprint = $4, missing_at = 0, info = '', duration_ms = 0, "
    "height = 0, container = '', video_codec = '', probed_at = 0, broken = '', pictured_at = 0, previews = '' "
    "WHERE id = $1"};
constexpr db::Query update_place{
    "file.move",
    "UPDATE media_files SET folder_id = $2, path = $3, sort_name = $4, stack = $5, kind = $6, modified_at = $7, title "
    "= "
    "$8, year = $9, edition = $10, part = $11, external_ids = $12, missing_at = 0 WHERE id = $1"};
constexpr db::Query update_missing{"file.set_missing", "UPDATE media_files SET missing_at = $2 WHERE id = $1"};
constexpr db::Query update_movie{
    "file.set_movie", "UPDATE media_files SET movie_id = $2, matched_by = $3, pictured_at = 0 WHERE id = $1"};
constexpr db::Query update_parts{
    "file.set_movie_of_parts",
    "UPDATE media_files SET movie_id = $3, matched_by = $4, pictured_at = 0 WHERE folder_id = $1 AND stack "
    "= $2 AND part > 0 AND kind = 'movie'"};
constexpr db::Query clear_info{"file.forget_info",
                               "UPDATE media_files SET probed_at = 0, broken = '', info = '' WHERE id = $1"};
constexpr db::Query delete_missing{"file.forget", "DELETE FROM media_files WHERE id = $1 AND missing_at > 0"};
constexpr db::Query find_title{"nfo.title",
                               "SELECT title, coalesce(original_title, ''), year FROM movies WHERE id = $1"};
constexpr db::Query list_ids{"nfo.ids", "SELECT provider, external_id FROM movie_external_ids WHERE movie_id = $1"};
constexpr db::Query list_unmatched{"file.unmatched",
                                   "SELECT id, year, title FROM media_files WHERE matched_by = 'none' AND kind = "
                                   "'movie' AND missing_at = 0 AND added_at "
                                   ">= $1 AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Query list_to_probe{
    "file.to_probe",
    "SELECT f.id, d.path, f.path FROM media_files f JOIN library_folders d ON d.id = f.folder_id "
    "WHERE f.probed_at = 0 AND f.id > $1 AND f.missing_at = 0 ORDER BY f.id LIMIT $2"};
constexpr db::Query count_unprobed{"file.count_to_probe",
                                   "SELECT count(*) FROM media_files WHERE probed_at = 0 AND missing_at = 0"};
// One file of a film will do: its first part.
constexpr db::Query list_to_picture{
    "file.to_picture",
    "SELECT f.id, f.movie_id, d.path, f.path FROM media_files f JOIN library_folders d ON d.id = f.folder_id "
    "WHERE f.pictured_at = 0 AND f.id > $1 AND f.movie_id IS NOT NULL AND f.kind = 'movie' AND f.part <= 1 AND "
    "f.missing_at = 0 AND f.probed_at > 0 AND f.broken = '' ORDER BY f.id LIMIT $2"};
constexpr db::Query count_unpictured{
    "file.count_to_picture",
    "SELECT count(*) FROM media_files WHERE pictured_at = 0 AND movie_id IS NOT NULL AND kind = 'movie' AND part <= 1 "
    "AND missing_at = 0 AND probed_at > 0 AND broken = ''"};
constexpr db::Query update_pictured{"file.set_pictured", "UPDATE media_files SET pictured_at = $2 WHERE id = $1"};
constexpr db::Query clear_pictured{"file.forget_pictured",
                                   "UPDATE media_files SET pictured_at = 0 WHERE folder_id = $1"};
constexpr db::Query update_previews{"file.set_previews", "UPDATE media_files SET previews = $2 WHERE id = $1"};
constexpr db::Query update_info{"file.save_info",
                                "UPDATE media_files SET info = $2, duration_ms = $3, height = $4, container = $5, "
                                "video_codec = $6, probed_at = $7, "
                                "broken = '' WHERE id = $1"};
constexpr db::Query update_broken{"file.save_broken",
                                  "UPDATE media_files SET broken = $2, probed_at = $3, info = '' WHERE id = $1"};
constexpr std::string_view place_columns =
    "SELECT f.id, d.path, f.path, f.missing_at, f.movie_id, f.title, f.info, f.broken, f.kind, f.part, f.duration_ms, "
    "f.stack, f.folder_id, f.size, f.modified_at, f.edition, f.previews FROM media_files f JOIN library_folders d ON "
    "d.id = "
    "f.folder_id ";
const std::string place_sql = std::string(place_columns) + "WHERE f.id = $1";
const std::string of_movie_sql =
    std::string(place_columns) +
    "WHERE f.movie_id = $1 AND f.missing_at = 0 ORDER BY f.kind DESC, f.folder_id, f.stack, f.part, f.id LIMIT 200";
constexpr db::Query find_playable{
    "file.playable",
    "SELECT count(*) FROM media_files WHERE movie_id = $1 AND kind = 'movie' AND missing_at = 0 AND broken = ''"};
constexpr db::Query list_movies{"file.movies",
                                "SELECT movie_id, max(added_at) FROM media_files WHERE movie_id IS NOT NULL AND kind = "
                                "'movie' AND missing_at = 0 AND broken = '' GROUP BY movie_id ORDER BY 2 DESC, 1 DESC"};
constexpr std::string_view file_columns =
    "SELECT f.id, f.folder_id, f.path, f.kind, f.size, f.title, f.year, f.edition, f.part, f.movie_id, m.title, "
    "f.matched_by, f.duration_ms, f.height, f.container, f.video_codec, f.broken, f.missing_at, f.added_at, "
    "f.modified_at FROM media_files f LEFT JOIN movies m ON m.id = f.movie_id ";
const std::string file_sql = std::string(file_columns) + "WHERE f.id = $1";
constexpr db::Query list_subtitles{"subtitle.list",
                                   "SELECT id, file_id, path, language, forced, hearing_impaired, label, text FROM "
                                   "media_subtitles WHERE file_id = $1 ORDER BY id"};
constexpr db::Query list_subtitles_of_folder{
    "subtitle.of_folder",
    "SELECT s.id, s.file_id, s.path, s.language, s.forced, s.hearing_impaired, s.label, '' FROM media_subtitles s "
    "JOIN media_files f ON f.id = s.file_id WHERE f.folder_id = $1 AND s.path <> ''"};
constexpr db::Query insert_subtitle{
    "subtitle.add",
    "INSERT INTO media_subtitles (file_id, path, language, forced, hearing_impaired, label, text, user_id, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id"};
constexpr db::Query delete_subtitle{"subtitle.remove", "DELETE FROM media_subtitles WHERE file_id = $1 AND id = $2"};
constexpr db::Query list_stacks{"file.stacks",
                                "SELECT stack, min(id) FROM media_files WHERE folder_id = $1 AND missing_at = 0 AND "
                                "kind = 'movie' AND part <= 1 GROUP BY stack"};

// A film has duplicates when two whole files of it are there, neither said to be another edition.
constexpr std::string_view is_duplicate =
    "f.movie_id IN (SELECT movie_id FROM media_files WHERE movie_id IS NOT NULL AND kind = 'movie' AND part = 0 AND "
    "missing_at = 0 GROUP BY movie_id, edition HAVING count(*) > 1) AND f.kind = 'movie' AND f.part = 0 AND "
    "f.missing_at = 0";

std::string_view condition_of(FileState state) {
  switch (state) {
    case FileState::matched: return "f.movie_id IS NOT NULL AND f.missing_at = 0";
    case FileState::unmatched: return "f.movie_id IS NULL AND f.kind <> 'extra' AND f.missing_at = 0";
    case FileState::broken: return "f.broken <> '' AND f.missing_at = 0";
    case FileState::missing: return "f.missing_at > 0";
    case FileState::duplicate: return is_duplicate;
    case FileState::extra: return "f.kind = 'extra' AND f.missing_at = 0";
  }
  return "1 = 1";
}

struct Conditions {
  std::string sql = " WHERE 1 = 1";
  std::vector<db::Value> values;
};

Conditions conditions_of(const Search& search) {
  Conditions out;
  if (search.state) out.sql += " AND " + std::string(condition_of(*search.state));
  if (search.folder) {
    out.values.emplace_back(*search.folder);
    out.sql += " AND f.folder_id = $" + std::to_string(out.values.size());
  }
  if (search.movie) {
    out.values.emplace_back(*search.movie);
    out.sql += " AND f.movie_id = $" + std::to_string(out.values.size());
  }
  if (!search.text.empty()) {
    out.values.emplace_back(std::string_view(search.text));
    out.sql += " AND f.sort_name LIKE '%' || $" + std::to_string(out.values.size()) + " || '%'";
  }
  return out;
}

MediaFile file_of(const db::Row& row) {
  MediaFile out;
  out.id = row.integer(0);
  out.folder_id = row.integer(1);
  out.path = shown_path(row.text(2));
  out.kind = row.text(3);
  out.size = row.integer(4);
  out.title = row.text(5);
  if (row.integer(6) > 0) out.year = row.integer(6);
  out.edition = row.text(7);
  out.part = row.integer(8);
  if (!row.null(9)) out.movie_id = row.integer(9);
  if (!row.null(10)) out.movie_title = row.text(10);
  out.matched_by = row.text(11);
  out.duration_ms = row.integer(12);
  out.height = row.integer(13);
  out.container = row.text(14);
  out.video_codec = row.text(15);
  out.fault = json::enum_value<media::Fault>(row.text(16));
  if (out.fault) out.broken = media::sentence_of(*out.fault);
  out.missing = row.integer(17) > 0;
  out.added_at = rfc3339(row.integer(18));
  out.modified_at = rfc3339(row.integer(19));
  return out;
}

// "matroska" of "matroska,webm".
std::string short_container(const std::string& container) { return container.substr(0, container.find(',')); }

}  // namespace

std::vector<KnownFile> all_of(db::Session& session, std::int64_t folder) {
  return session.all<KnownFile>(list_known, folder);
}

std::vector<MissingFile> missing_elsewhere(db::Session& session, std::int64_t folder) {
  return session.all<MissingFile>(list_elsewhere, folder);
}

void add(db::Tx& tx, std::int64_t folder, const Found& file, std::int64_t now) {
  tx.run(insert, folder, file.path, file.sort_name, file.stack, file.kind, file.size, file.modified_at,
         file.fingerprint, file.title, file.year, file.edition, file.part, file.external_ids, file.movie,
         file.matched_by, now);
}

void change(db::Tx& tx, std::int64_t id, const Found& file) {
  tx.run(update_contents, id, file.size, file.modified_at, file.fingerprint);
}

void move(db::Tx& tx, std::int64_t id, std::int64_t folder, const Found& file, bool keep_match) {
  tx.run(update_place, id, folder, file.path, file.sort_name, file.stack, file.kind, file.modified_at, file.title,
         file.year, file.edition, file.part, file.external_ids);
  // A better name may say what the worse did not; a worse one takes nothing away.
  if (!keep_match && file.movie) set_movie(tx, id, file.movie, file.matched_by);
}

void set_missing(db::Tx& tx, std::int64_t id, std::int64_t missing_at) { tx.run(update_missing, id, missing_at); }

void set_movie(db::Tx& tx, std::int64_t id, std::optional<std::int64_t> movie, std::string_view matched_by) {
  tx.run(update_movie, id, movie, matched_by);
}

void set_movie_of_parts(db::Tx& tx, std::int64_t folder, std::string_view stack, std::optional<std::int64_t> movie,
                        std::string_view matched_by) {
  tx.run(update_parts, folder, stack, movie, matched_by);
}

void forget_info(db::Tx& tx, std::int64_t id) { tx.run(clear_info, id); }

bool forget_missing(db::Tx& tx, std::int64_t id) { return tx.run(delete_missing, id) > 0; }

std::vector<Unmatched> unmatched(db::Session& session, std::int64_t added_at, std::int64_t after, std::int64_t limit) {
  return session.all<Unmatched>(list_unmatched, added_at, after, limit);
}

Nfo nfo_of(db::Session& session, std::int64_t movie) {
  Nfo out;
  session.each(
      find_title,
      [&](db::Row& row) {
        out.title = row.text(0);
        out.original_title = row.text(1);
        out.year = static_cast<int>(row.integer(2));
      },
      movie);
  session.each(
      list_ids,
      [&](db::Row& row) {
        if (row.text(0) == "imdb") out.imdb = row.text(1);
        if (row.text(0) == "tmdb") out.tmdb = row.text(1);
      },
      movie);
  return out;
}

std::vector<ToProbe> to_probe(db::Session& session, std::int64_t after, std::int64_t limit) {
  return session.all<ToProbe>(list_to_probe, after, limit);
}

std::int64_t count_to_probe(db::Session& session) { return *session.one<std::int64_t>(count_unprobed); }

std::vector<ToPicture> to_picture(db::Session& session, std::int64_t after, std::int64_t limit) {
  return session.all<ToPicture>(list_to_picture, after, limit);
}
std::int64_t count_to_picture(db::Session& session) { return *session.one<std::int64_t>(count_unpictured); }
void set_pictured(db::Tx& tx, std::int64_t id, std::int64_t pictured_at) { tx.run(update_pictured, id, pictured_at); }
void forget_pictured(db::Tx& tx, std::int64_t folder) { tx.run(clear_pictured, folder); }
void set_previews(db::Tx& tx, std::int64_t id, const std::string& previews) { tx.run(update_previews, id, previews); }

void save_info(db::Tx& tx, std::int64_t id, const media::Info& info, std::int64_t now) {
  const std::int64_t height = info.video.empty() ? 0 : info.video.front().height;
  const std::string codec = info.video.empty() ? "" : info.video.front().codec;
  tx.run(update_info, id, json::encode(info), info.duration_ms, height, short_container(info.container), codec, now);
}

void save_broken(db::Tx& tx, std::int64_t id, media::Fault why, std::int64_t now) {
  tx.run(update_broken, id, json::enum_name(why), now);
}

std::optional<FilmFile> find(db::Session& session, std::int64_t id) {
  return session.one<FilmFile>(db::Query{"file.place", place_sql}, id);
}

std::vector<FilmFile> of_movie(db::Session& session, std::int64_t movie) {
  return session.all<FilmFile>(db::Query{"file.of_movie", of_movie_sql}, movie);
}

std::vector<std::int32_t> playable(db::Session& session, const std::vector<std::int32_t>& movies) {
  std::vector<std::int32_t> out;
  for (const auto movie : movies)
    if (*session.one<std::int64_t>(find_playable, movie) > 0) out.push_back(movie);
  return out;
}

std::vector<std::int32_t> movies_with_files(db::Session& session) {
  std::vector<std::int32_t> out;
  session.each(list_movies, [&](db::Row& row) { out.push_back(static_cast<std::int32_t>(row.integer(0))); });
  return out;
}

std::optional<MediaFile> file(db::Session& session, std::int64_t id) {
  std::optional<MediaFile> out;
  session.each(
      db::Query{"file.find", file_sql}, [&](db::Row& row) { out = file_of(row); }, id);
  return out;
}

std::int64_t count(db::Session& session, const Search& search) {
  const auto conditions = conditions_of(search);
  std::int64_t out = 0;
  session.execute({"file.count", "SELECT count(*) FROM media_files f" + conditions.sql}, conditions.values.data(),
                  conditions.values.size(), [&](db::Row& row) { out = row.integer(0); });
  return out;
}

std::vector<MediaFile> list(db::Session& session, const Search& search, std::int64_t offset, std::int64_t limit) {
  auto conditions = conditions_of(search);
  const auto count = conditions.values.size();
  conditions.values.emplace_back(limit);
  conditions.values.emplace_back(offset);
  const auto sql = std::string(file_columns) + conditions.sql + " ORDER BY f.sort_name, f.id LIMIT $" +
                   std::to_string(count + 1) + " OFFSET $" + std::to_string(count + 2);
  std::vector<MediaFile> out;
  session.execute({"file.list", sql}, conditions.values.data(), conditions.values.size(),
                  [&](db::Row& row) { out.push_back(file_of(row)); });
  return out;
}

Overview overview(db::Session& session) {
  Overview out;
  static constexpr db::Query sums{
      "library.sums",
      "SELECT count(*), coalesce(sum(size), 0), count(DISTINCT CASE WHEN kind = 'movie' THEN movie_id END), "
      "coalesce(sum(CASE WHEN kind = 'movie' THEN duration_ms ELSE 0 END), 0) / 3600000, "
      "coalesce(sum(CASE WHEN probed_at = 0 THEN 1 ELSE 0 END), 0) FROM media_files WHERE missing_at = 0"};
  session.each(sums, [&](db::Row& row) {
    out.files = row.integer(0);
    out.bytes = row.integer(1);
    out.movies = row.integer(2);
    out.hours = row.integer(3);
    out.unprobed = row.integer(4);
  });
  const auto counted = [&](FileState state) {
    Search search;
    search.state = state;
    return count(session, search);
  };
  out.unmatched = counted(FileState::unmatched);
  out.broken = counted(FileState::broken);
  out.missing = counted(FileState::missing);
  out.duplicates = counted(FileState::duplicate);
  out.extras = counted(FileState::extra);
  const auto shares = [&](std::string_view name, const std::string& column, std::vector<Share>& into) {
    session.execute({name, "SELECT " + column +
                               ", count(*), sum(size) FROM media_files f WHERE missing_at = 0 AND "
                               "probed_at > 0 AND broken = '' GROUP BY " +
                               column + " ORDER BY 2 DESC LIMIT 12"},
                    nullptr, 0, [&](db::Row& row) {
                      into.push_back({std::string(row.text(0)), row.integer(1), row.integer(2)});
                    });
  };
  shares("library.containers", "container", out.containers);
  shares("library.codecs", "video_codec", out.codecs);
  shares("library.heights",
         "CASE WHEN height >= 2000 THEN '2160p' WHEN height >= 1000 THEN '1080p' WHEN height >= 700 THEN '720p' WHEN "
         "height > 0 THEN 'SD' ELSE '' END",
         out.heights);
  return out;
}

std::vector<SubtitleFile> subtitles(db::Session& session, std::int64_t file) {
  return session.all<SubtitleFile>(list_subtitles, file);
}

std::vector<SubtitleFile> subtitles_of_folder(db::Session& session, std::int64_t folder) {
  return session.all<SubtitleFile>(list_subtitles_of_folder, folder);
}

std::int64_t add_subtitle(db::Tx& tx, const SubtitleFile& row, std::optional<std::int64_t> user, std::int64_t now) {
  return *tx.one<std::int64_t>(insert_subtitle, row.file, row.path, row.language, row.forced ? 1 : 0,
                               row.hearing_impaired ? 1 : 0, row.label, row.text, user, now);
}

bool remove_subtitle(db::Tx& tx, std::int64_t file, std::int64_t id) { return tx.run(delete_subtitle, file, id) > 0; }

std::map<std::string, std::int64_t> files_by_stack(db::Session& session, std::int64_t folder) {
  std::map<std::string, std::int64_t> out;
  session.each(
      list_stacks, [&](db::Row& row) { out.emplace(row.text(0), row.integer(1)); }, folder);
  return out;
}

}  // namespace kinoteka::library::file_store
