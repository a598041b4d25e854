// libsodium wants to be started before anything of it is used.
#pragma once

namespace kinoteka::security {

// Any number of times, from any thread. Throws std::runtime_error when the system has no randomness to give.
void start_sodium();

}  // namespace kinoteka::security
