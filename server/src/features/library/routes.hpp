// The library's rows of the route table.
#pragma once

#include "features/library/service.hpp"
#include "http/rows.hpp"

namespace kinoteka::library {

void add_routes(http::Router& router, Service& library);

}  // namespace kinoteka::library
