// What a provider tells, in the catalogue's words.
#pragma once

#include <vector>

#include "features/gallery/face.hpp"
#include "features/intake/face.hpp"
#include "providers/provider.hpp"

namespace kinoteka::metadata {

intake::MovieRecord record_of(const providers::Film& film);
std::vector<gallery::OfferedPicture> pictures_of(const providers::Film& film);

}  // namespace kinoteka::metadata
