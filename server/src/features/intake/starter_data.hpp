// The texts of server/starter, as they were when this binary was built.
#pragma once

#include <string_view>

namespace kinoteka::intake {

std::string_view starter_films();   // films.jsonl
std::string_view starter_people();  // people.jsonl: what people are called in other languages

}  // namespace kinoteka::intake
