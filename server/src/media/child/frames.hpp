// Single pictures out of a film.
#pragma once

namespace kinoteka::media {

// Writes JPEGs to standard output; exits with 1 when there is nothing to show. Of a film on an open file:
// so many frames, `step_ms` apart from the beginning on, each `width` pixels wide, as tiles of one sheet in rows of
// `columns`; the first line says {"width":…,"height":…} of a tile, then the sheet follows.
int sheet_child(int fd, int count, int step_ms, int columns, int width);

// One frame, at most `width` wide, from the part of the film where most is told: of a few, the one that has most in it.
int still_child(int fd, int width);

}  // namespace kinoteka::media
