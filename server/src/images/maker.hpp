// Pictures from strangers, made harmless and into the sizes that pages show, by a confined child: whatever a picture
// does to its decoder, the server goes on. Waits for the child: call from threads that may. Thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "images/formats.hpp"
#include "images/said.hpp"
#include "sandbox/child.hpp"

namespace kinoteka::images {

// A part of a picture as it is seen, as shares of its width and height.
struct Crop {
  double left = 0, top = 0, width = 1, height = 1;
};

struct Made {
  Said about;
  std::map<std::string, std::string> files;  // by name: "master.jpg", "342.webp"
};

// What is kept of a picture, and its first sizes. Throws Error{invalid} that says why it is not taken,
// {unavailable} when the child cannot be started.
Made intake(const std::string& program, std::string_view bytes, const Crop& crop);

// Other sizes, from what `intake` has kept. Empty when the format cannot be made here.
std::map<std::string, std::string> make_sizes(const std::string& program, std::string_view master,
                                              std::string_view format, const std::vector<int>& widths);

std::string maker_program();  // kinoteka-pictures, beside this one

}  // namespace kinoteka::images
