// Who may ask for what of the catalogue, and where. The table is in routes.cpp, the JSON in wire.hpp.
#pragma once

#include "features/catalogue/service.hpp"
#include "http/router.hpp"

namespace kinoteka::catalogue {

void add_routes(http::Router& router, Service& service);

}  // namespace kinoteka::catalogue
