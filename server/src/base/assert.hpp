// Invariants: what must hold whatever strangers send, said where a reader can lean on it. Checked in tests and while
// developing, and not in release builds (NDEBUG). What may be violated from outside is an Error, never this.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace kinoteka::detail {

[[noreturn]] inline void broken_invariant(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: this must hold: %s\n", file, line, what);
  std::abort();
}

}  // namespace kinoteka::detail

#ifdef NDEBUG
#define KINO_ASSERT(what) static_cast<void>(sizeof(!(what)))
#else
#define KINO_ASSERT(what) \
  ((what) ? static_cast<void>(0) : ::kinoteka::detail::broken_invariant(#what, __FILE__, __LINE__))
#endif
