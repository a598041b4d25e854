#include "security/sodium.hpp"

#include <stdexcept>

#include <sodium.h>

namespace kinoteka::security {

void start_sodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("libsodium cannot be started: the system gives no random numbers");
}

}  // namespace kinoteka::security
