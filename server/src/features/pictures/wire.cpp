#include "features/pictures/wire.hpp"

namespace kinoteka::pictures {

std::optional<Picture> of_row(const db::Row& row, int first) {
  if (row.null(first)) return std::nullopt;
  Picture out;
  out.id = row.text(first);
  out.url = "/api/pictures/" + out.id;
  out.width = row.integer(first + 1);
  out.height = row.integer(first + 2);
  out.color = row.text(first + 3);
  out.placeholder = row.text(first + 4);
  return out;
}

}  // namespace kinoteka::pictures
