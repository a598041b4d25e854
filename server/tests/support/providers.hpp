// The providers' stub, and settings that lead there.
#pragma once

#include <map>
#include <string>

#include "providers/provider.hpp"

namespace kinoteka::support {

// All three at the stub, with their keys, and quick pauses.
providers::Settings stub_providers();

// Has it forget what it was asked and told.
void calm_stub();
// From now on a provider (or "pictures") is down, busy, rest, key, slow, wrong, odd, huge, cut or redirect.
void behave(const std::string& provider, const std::string& how, int times = 1000);
// How often a path was asked for.
int asked(const std::string& path);

}  // namespace kinoteka::support
