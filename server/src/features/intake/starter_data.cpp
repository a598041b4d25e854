#include "features/intake/starter_data.hpp"

// The assembler copies the files in: string literals of this size would cost the compiler seconds.
#define EMBED(name, file)                  \
  asm(".section .rodata\n"                 \
      ".global kinoteka_" name             \
      "_begin\n"                           \
      ".global kinoteka_" name             \
      "_end\n"                             \
      "kinoteka_" name                     \
      "_begin:\n"                          \
      ".incbin \"" STARTER_FOLDER "/" file \
      "\"\n"                               \
      "kinoteka_" name                     \
      "_end:\n"                            \
      ".byte 0\n"                          \
      ".previous\n")

EMBED("starter_films", "films.jsonl");
EMBED("starter_people", "people.jsonl");

extern "C" const char kinoteka_starter_films_begin[], kinoteka_starter_films_end[];
extern "C" const char kinoteka_starter_people_begin[], kinoteka_starter_people_end[];

namespace kinoteka::intake {
namespace {

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::string_view starter_films() { return between(kinoteka_starter_films_begin, kinoteka_starter_films_end); }
std::string_view starter_people() { return between(kinoteka_starter_people_begin, kinoteka_starter_people_end); }

}  // namespace kinoteka::intake
