// What a provider tells, in the catalogue's words.
#pragma once

#include <vector>

#include "features/catalogue/face.hpp"
#include "providers/provider.hpp"

namespace kinoteka::metadata {

catalogue::MovieRecord record_of(const providers::Film& film);
std::vector<catalogue::OfferedPicture> pictures_of(const providers::Film& film);

}  // namespace kinoteka::metadata
