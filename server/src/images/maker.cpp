#include "images/maker.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "json/decode.hpp"

namespace kinoteka::images {
namespace {

const ChildLimits limits{20, 1024, std::chrono::seconds(30), 64u << 20};

Error refused(std::string why) { return invalid({{"picture", std::move(why)}}); }

std::optional<Made> read_answer(std::string_view output) {
  const auto end = output.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  Made made;
  made.about = json::decode<Said>(std::string(output.substr(0, end)), json::Unknown::ignore);
  output.remove_prefix(end + 1);
  for (const auto& file : made.about.files) {
    const auto size = static_cast<std::size_t>(file.bytes);
    if (size > output.size()) return std::nullopt;
    made.files.emplace(file.name, output.substr(0, size));
    output.remove_prefix(size);
  }
  return made;
}

std::string ten_thousandths(double share) {
  return std::to_string(static_cast<int>(std::clamp(share, 0.0, 1.0) * 10'000 + 0.5));
}

}  // namespace

Made intake(const std::string& program, std::string_view bytes, const Crop& crop) {
  if (bytes.empty()) throw refused("is empty: it has no bytes");
  if (bytes.size() > largest_upload) throw refused("is too large: at most 20 MB");
  const auto result = run_child(program,
                                {"intake", ten_thousandths(crop.left), ten_thousandths(crop.top),
                                 ten_thousandths(crop.width), ten_thousandths(crop.height)},
                                file_of(bytes), limits);
  if (result.timed_out) throw refused("takes too long to be read: try a smaller one");
  auto made = result.ok ? read_answer(result.output) : std::nullopt;
  if (!made) throw refused("cannot be read safely: it made the reader fail");
  if (!made->about.refused.empty()) throw refused(made->about.refused);
  return std::move(*made);
}

std::map<std::string, std::string> make_sizes(const std::string& program, std::string_view master,
                                              std::string_view format, const std::vector<int>& widths_wanted) {
  std::vector<std::string> arguments{"sizes", std::string(format)};
  for (const int width : widths_wanted) arguments.push_back(std::to_string(width));
  const auto result = run_child(program, arguments, file_of(master), limits);
  auto made = result.ok ? read_answer(result.output) : std::nullopt;
  return made ? std::move(made->files) : std::map<std::string, std::string>();
}

std::string maker_program() { return program_beside("kinoteka-pictures"); }

}  // namespace kinoteka::images
