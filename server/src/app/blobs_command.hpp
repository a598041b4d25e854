// `kinoteka blobs move`: pictures go from one store to another, at the console.
#pragma once

#include "app/settings.hpp"

namespace kinoteka::app {

// Copies everything to `to` and reads it back, with progress on standard error. Returns the exit code.
int move_blobs(const Settings& settings, const blobs::Place& to);

}  // namespace kinoteka::app
