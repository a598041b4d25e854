// The files in which somebody takes their films along.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/database.hpp"

namespace kinoteka::takeout {

inline constexpr std::string_view export_names =
    "kinoteka.zip, kinoteka.json, films.csv, diary.csv, reviews.csv, lists.csv, collection.csv or letterboxd.csv";

struct ExportFile {
  std::string content_type, body;
};

// Nothing when no file is called that. letterboxd.csv is what Letterboxd's importer reads.
std::optional<ExportFile> export_file(db::Database& database, std::int64_t user, std::string_view name);

}  // namespace kinoteka::takeout
