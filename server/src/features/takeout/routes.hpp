// Room 1 of taking along: who may call what.
#pragma once

#include "features/takeout/service.hpp"
#include "http/router.hpp"

namespace kinoteka::takeout {

void add_routes(http::Router& router, Service& takeout);

}  // namespace kinoteka::takeout
