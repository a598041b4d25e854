// What pictures we make, and of which sizes: closed sets that both sides of the child know.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kinoteka::images {

// Widths in pixels. Nothing is ever made larger than it was: who asks for more gets the largest.
inline constexpr std::array widths = {92, 185, 342, 500, 780, 1280, 1920};
// Made when a picture comes in; the others when somebody asks.
inline constexpr std::size_t ready_widths = 5;

inline constexpr std::array<std::string_view, 3> formats = {"jpg", "webp", "avif"};

inline constexpr int largest_side = 2560;          // of what is kept, in pixels
inline constexpr int longest_side = 16'383;        // of what is taken in
inline constexpr double most_pixels = 50'000'000;  // before decoding
inline constexpr std::size_t largest_upload = 20u << 20;

}  // namespace kinoteka::images
