// One person's mark on one film, as it shall be.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "features/diary/wire.hpp"

namespace kinoteka::diary {

struct Mark {
  Opinion opinion;
  std::string note;
  std::optional<std::string> watched_on;
  bool log_viewing = false;
};
using Decision = std::function<Mark(const Mark& now)>;

EntryDraft draft_of(const Mark& mark);
Mark mark_of(const EntryDraft& draft);

}  // namespace kinoteka::diary
