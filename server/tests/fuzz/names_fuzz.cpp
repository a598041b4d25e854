// Names of files, and the folding that search and matching stand on.
#include "base/text.hpp"
#include "features/library/file_name.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    static_cast<void>(library::read_file_name(bytes));
    static_cast<void>(library::stack_key(bytes));
    const auto folded = text::fold(bytes);
    if (!text::valid_utf8(folded)) std::abort();
    static_cast<void>(text::sort_key(bytes));
    static_cast<void>(text::has_invisible(bytes));
    static_cast<void>(text::from_windows_1252(bytes));
  });
}
