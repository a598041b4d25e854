// Which movies pass a filter.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/domain.hpp"

namespace kinoteka::catalogue {

// Names in a filter as the ids they mean; nothing where one means nobody.
std::optional<MovieFilter> with_ids(db::Session& session, MovieFilter filter);

// Those of `ids` that pass, in their order; with `text` only what a search for it finds.
std::vector<std::int32_t> passing(db::Session& session, const MovieFilter& filter, std::string_view text,
                                  const std::vector<std::int32_t>& ids);

}  // namespace kinoteka::catalogue
