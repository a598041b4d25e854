#include "support/films.hpp"

#include <filesystem>
#include <fstream>
#include <mutex>
#include <stdexcept>

#include "support/databases.hpp"

namespace kinoteka::support {
namespace {

namespace fs = std::filesystem;

void ffmpeg(const std::string& arguments) {
  if (!run("ffmpeg -nostdin -loglevel error -y " + arguments)) throw std::runtime_error("ffmpeg " + arguments);
}

const std::string& master(Film film) {
  static std::mutex mutex;
  static std::string mp4, mkv;
  const std::lock_guard lock(mutex);
  auto& path = film == Film::mp4 ? mp4 : mkv;
  if (!path.empty()) return path;
  const auto folder = new_folder();
  const std::string picture = "-f lavfi -i testsrc2=size=320x180:rate=24:duration=20 ";
  const std::string sound = "-f lavfi -i sine=frequency=440:duration=20 ";
  if (film == Film::mp4) {
    path = folder + "/film.mp4";
    ffmpeg(picture + sound + "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 48 -c:a aac -movflags +faststart " +
           path);
  } else {
    std::ofstream(folder + "/s.srt") << "1\n00:00:01,000 --> 00:00:02,000\nSaid <b>so</b>\n";
    path = folder + "/film.mkv";
    ffmpeg(picture + sound + sound + "-i " + folder +
           "/s.srt -map 0 -map 1 -map 2 -map 3 -c:v libx265 -preset ultrafast " +
           "-x265-params log-level=error:keyint=48 -pix_fmt yuv420p -c:a ac3 -c:s srt -metadata:s:a:0 language=eng " +
           "-metadata:s:a:1 language=rus -metadata:s:s:0 language=eng " + path);
  }
  return path;
}

}  // namespace

void put_film(const std::string& path, Film film) {
  fs::create_directories(fs::path(path).parent_path());
  fs::copy_file(master(film), path, fs::copy_options::overwrite_existing);
}

void put_file(const std::string& path, const std::string& text, long megabytes) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
  if (megabytes > 0) fs::resize_file(path, static_cast<std::uintmax_t>(megabytes) << 20);
}

}  // namespace kinoteka::support
