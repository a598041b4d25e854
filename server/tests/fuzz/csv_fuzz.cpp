// Tables: line by line, and as every format that reads them.
#include "features/takeout/csv.hpp"
#include "features/takeout/formats.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  return fuzz::run(data, size, [](std::string_view bytes) {
    takeout::csv::Reader reader(bytes);
    for (takeout::csv::Numbered line; reader.next(line);) {
      if (takeout::csv::first_line(takeout::csv::line(line.fields)).size() > takeout::csv::most_columns) std::abort();
    }
    for (const auto* name : {"ratings.csv", "diary.csv", "films.csv"}) {
      try {
        takeout::read_upload(name, bytes);
      } catch (const Error&) {
      }
    }
  });
}
