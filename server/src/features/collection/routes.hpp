// Room 1 of the collection: who may call what.
#pragma once

#include "features/collection/service.hpp"
#include "http/router.hpp"

namespace kinoteka::collection {

void add_routes(http::Router& router, Service& collection);

}  // namespace kinoteka::collection
