// The table of settings: what each is called, what may stand there, and how it is taken. One more setting is a member
// of `Settings` and a row here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/settings.hpp"

namespace kinoteka::app {

struct SettingRow {
  // What is wrong with the value, or empty after it was taken.
  using Take = std::function<std::string(Settings&, const std::string&)>;

  Setting setting;
  Take take;
};

// In the order of the help. Made once; thread-safe.
const std::vector<SettingRow>& setting_rows();

}  // namespace kinoteka::app
