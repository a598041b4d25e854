// Room 1 of people's pages: who may call what.
#pragma once

#include "features/members/service.hpp"
#include "http/router.hpp"

namespace kinoteka::members {

void add_routes(http::Router& router, Service& members);

}  // namespace kinoteka::members
