#include "features/playing/stream.hpp"

#include <string_view>

#include <sys/stat.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "features/playing/access.hpp"

namespace kinoteka::playing {
namespace {

std::string_view content_type(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto suffix = dot == std::string_view::npos ? "" : text::to_lower(path.substr(dot + 1));
  if (suffix == "mp4" || suffix == "m4v") return "video/mp4";
  if (suffix == "webm") return "video/webm";
  if (suffix == "mkv" || suffix == "mk3d") return "video/x-matroska";
  if (suffix == "avi" || suffix == "divx") return "video/x-msvideo";
  if (suffix == "mov") return "video/quicktime";
  if (suffix == "ts" || suffix == "m2ts" || suffix == "mts") return "video/mp2t";
  if (suffix == "mpg" || suffix == "mpeg" || suffix == "vob") return "video/mpeg";
  if (suffix == "ogv") return "video/ogg";
  return "application/octet-stream";
}

}  // namespace

FilmStream open_stream(const library::FilmFile& file) {
  FilmStream out{library::open_file(file), 0, 0, std::string(content_type(file.path))};
  struct stat found {};
  if (!out.fd || fstat(out.fd.get(), &found) != 0) throw no_file();
  out.size = found.st_size;
  out.modified_ms = found.st_mtim.tv_sec * 1000 + found.st_mtim.tv_nsec / 1'000'000;
  return out;
}

}  // namespace kinoteka::playing
