// Room 1 of sharing: who may call what.
#pragma once

#include "features/sharing/service.hpp"
#include "http/router.hpp"

namespace kinoteka::sharing {

void add_routes(http::Router& router, Service& sharing);

}  // namespace kinoteka::sharing
