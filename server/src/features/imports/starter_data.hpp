// The text of server/starter/films.jsonl, as it was when this binary was built.
#pragma once

#include <string_view>

namespace kinoteka::imports {

std::string_view starter_films();

}  // namespace kinoteka::imports
