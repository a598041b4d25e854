// Who may see and change which pictures a film has.
#pragma once

#include "features/gallery/service.hpp"
#include "http/router.hpp"

namespace kinoteka::gallery {

void add_routes(http::Router& router, Service& galleries);

}  // namespace kinoteka::gallery
