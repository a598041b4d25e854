// The pictures' row of routes.
#pragma once

#include "features/pictures/service.hpp"
#include "http/router.hpp"

namespace kinoteka::pictures {

void add_routes(http::Router& router, Service& pictures);

}  // namespace kinoteka::pictures
