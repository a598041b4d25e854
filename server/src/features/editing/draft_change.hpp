// What an edit does to a draft, and whether it may make one that is like another.
#pragma once

#include <functional>

namespace kinoteka::editing {

// Whether a thing may have the name and the year of another. The same id at a provider is never allowed.
enum class Duplicates { refuse, allow };

template <class Draft>
using DraftChange = std::function<Draft(const Draft& now)>;

}  // namespace kinoteka::editing
