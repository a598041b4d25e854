// What can be asked of films from outside, and of films' galleries.
#pragma once

#include "features/metadata/service.hpp"
#include "http/router.hpp"

namespace kinoteka::metadata {

void add_routes(http::Router& router, Service& metadata, catalogue::Service& catalogue);

}  // namespace kinoteka::metadata
