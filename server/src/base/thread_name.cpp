#include "base/thread_name.hpp"

#include <string>

#include <pthread.h>

namespace kinoteka {

void name_this_thread(std::string_view name) {
  const std::string fits(name.substr(0, longest_thread_name));
  pthread_setname_np(pthread_self(), fits.c_str());
}

}  // namespace kinoteka
