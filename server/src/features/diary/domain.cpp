#include "features/diary/domain.hpp"

#include "base/time.hpp"

namespace kinoteka::diary {

std::string today() { return rfc3339(now_ms()).substr(0, 10); }

}  // namespace kinoteka::diary
