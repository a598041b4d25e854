// The OpenAPI 3.1 document of a router's routes: what /api/openapi.json serves and contract/openapi.json keeps.
#pragma once

#include <string>

#include "http/router.hpp"

namespace kinoteka::http {

std::string openapi_document(const Router& router, const std::string& version);

}  // namespace kinoteka::http
