// `kinoteka doctor`: looks at an installation and says, line by line, what is right, what is wrong and what to do.
#pragma once

#include <functional>

#include "app/settings.hpp"

namespace kinoteka::app {

// `settings` may throw: then that is what is wrong. 0 when all is right.
int doctor(const std::function<Settings()>& settings);

}  // namespace kinoteka::app
