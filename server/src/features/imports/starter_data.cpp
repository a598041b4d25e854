#include "features/imports/starter_data.hpp"

// The assembler copies the file in: a string literal of this size would cost the compiler seconds.
asm(".section .rodata\n"
    ".global kinoteka_starter_begin\n"
    ".global kinoteka_starter_end\n"
    "kinoteka_starter_begin:\n"
    ".incbin \"" STARTER_FILE
    "\"\n"
    "kinoteka_starter_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const char kinoteka_starter_begin[];
extern "C" const char kinoteka_starter_end[];

namespace kinoteka::imports {

std::string_view starter_films() {
  return {kinoteka_starter_begin, static_cast<std::size_t>(kinoteka_starter_end - kinoteka_starter_begin)};
}

}  // namespace kinoteka::imports
