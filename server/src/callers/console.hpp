// The operator at the console, who can read the database anyway: may what admins may, and is no member.
#pragma once

#include "callers/caller.hpp"

namespace kinoteka::callers {

class Console : public Admin {
 public:
  Console() : Admin({0, UserRole::admin}, {"console", "", ""}) {}
};

}  // namespace kinoteka::callers
