// kinoteka-pictures: what the server starts to look at a picture or to make others from it, each time anew. It confines
// itself before it reads a byte of the picture, which is its standard input.
//
//   kinoteka-pictures intake LEFT TOP WIDTH HEIGHT   takes a stranger's picture in; the four in ten thousandths of it
//   kinoteka-pictures sizes FORMAT WIDTH…            makes others from what `intake` has made
//
// It writes one line of JSON, {"refused": "why"} or {"width", "height", "color", "placeholder", "files": [{"name",
// "width", "bytes"}]}, and behind it the bytes of the files, one after another.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <dlfcn.h>
#include <gmodule.h>
#include <unistd.h>
#include <vips/vips.h>

#include "base/number.hpp"
#include "images/child/picture.hpp"
#include "images/formats.hpp"
#include "images/said.hpp"
#include "json/encode.hpp"
#include "sandbox/confine.hpp"

namespace kinoteka::images {
namespace {

std::string read_input() {
  std::string out;
  std::vector<char> part(256 * 1024);
  while (out.size() <= largest_upload) {
    const auto got = ::read(0, part.data(), part.size());
    if (got <= 0) break;
    out.append(part.data(), static_cast<std::size_t>(got));
  }
  return out;
}

int answer(const Said& said, const std::vector<std::string>& files) {
  const auto head = json::encode(said) + '\n';
  std::fwrite(head.data(), 1, head.size(), stdout);
  for (const auto& file : files) std::fwrite(file.data(), 1, file.size(), stdout);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

void add(Said& said, std::vector<std::string>& files, const DecodedPicture& picture, const std::string& name,
         std::string bytes) {
  said.files.push_back({name, picture.width(), static_cast<std::int64_t>(bytes.size())});
  files.push_back(std::move(bytes));
}

int intake(const Cut& crop) {
  Said said;
  std::vector<std::string> files;
  const auto given = read_input();
  try {
    auto picture = DecodedPicture::of_stranger(given, crop);
    said.width = picture.width();
    said.height = picture.height();
    said.color = picture.color();
    said.placeholder = picture.placeholder();
    add(said, files, picture, "master.jpg", picture.encoded("jpg", Quality::master));
    // From the largest on, each from the one before.
    for (std::size_t i = ready_widths; i-- > 0;) {
      picture = picture.resized(widths[i]);
      add(said, files, picture, std::to_string(widths[i]) + ".webp", picture.encoded("webp", Quality::shown));
    }
  } catch (const Refused& refused) {
    said = {};
    said.refused = refused.what();
    files.clear();
  }
  return answer(said, files);
}

int sizes(const std::string& format, std::vector<int> wanted) {
  std::sort(wanted.rbegin(), wanted.rend());
  Said said;
  std::vector<std::string> files;
  const auto master = read_input();
  auto picture = DecodedPicture::of_master(master, wanted.front());
  for (const int width : wanted) {
    picture = picture.resized(width);
    add(said, files, picture, std::to_string(width) + '.' + format, picture.encoded(format, Quality::shown));
  }
  return answer(said, files);
}

int run(const std::vector<std::string>& arguments) {
  const auto number = [&](std::size_t i) {
    return static_cast<int>(std::clamp<std::int64_t>(leading_integer(arguments[i]), 0, 10'000));
  };
  if (arguments.size() == 5 && arguments[0] == "intake") return intake({number(1), number(2), number(3), number(4)});
  if (arguments.size() >= 3 && arguments[0] == "sizes") {
    const auto known = std::find(formats.begin(), formats.end(), arguments[1]);
    if (known == formats.end()) return 126;
    std::vector<int> wanted;
    for (std::size_t i = 2; i < arguments.size(); ++i) wanted.push_back(std::max(number(i), 16));
    return sizes(arguments[1], std::move(wanted));
  }
  return 126;
}

// libvips loads each module that it finds (ImageMagick, PDF, microscopes), a quarter of the time that a poster takes;
// none is needed but the one for AVIF, so it is shown a place without any. Before the confinement: then nothing more is
// opened.
bool start_library(const char* program, bool avif) {
  setenv("VIPSHOME", "/nonexistent", 1);
  if (VIPS_INIT(program) != 0) return false;
  if (!avif) return true;
  Dl_info here{};
  if (dladdr(reinterpret_cast<void*>(&vips_init), &here) == 0) return false;
  const std::string library = here.dli_fname;
  const auto module = library.substr(0, library.rfind('/')) + "/vips-modules-" + std::to_string(vips_version(0)) + '.' +
                      std::to_string(vips_version(1)) + "/vips-heif.so";
  auto* loaded = g_module_open(module.c_str(), G_MODULE_BIND_LAZY);
  if (loaded != nullptr) g_module_make_resident(loaded);
  return true;  // where it is not a module, it is in the library
}

}  // namespace
}  // namespace kinoteka::images

int main(int argc, char** argv) {
  try {
    if (!kinoteka::images::start_library(argv[0], argc > 2 && std::string_view(argv[2]) == "avif")) return 125;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    kinoteka::confine({20, 1024, false, {}, {}, ""});
    return kinoteka::images::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 124;
  }
}
