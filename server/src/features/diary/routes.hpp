// Room 1 of the diary: who may call what.
#pragma once

#include "features/diary/service.hpp"
#include "http/router.hpp"

namespace kinoteka::diary {

void add_routes(http::Router& router, Service& diary);

}  // namespace kinoteka::diary
