// Room 1 of reviews: who may call what.
#pragma once

#include "features/reviews/service.hpp"
#include "http/router.hpp"

namespace kinoteka::reviews {

void add_routes(http::Router& router, Service& reviews);

}  // namespace kinoteka::reviews
