// Room 1 of lists: who may call what.
#pragma once

#include "features/lists/service.hpp"
#include "http/router.hpp"

namespace kinoteka::lists {

void add_routes(http::Router& router, Service& lists);

}  // namespace kinoteka::lists
