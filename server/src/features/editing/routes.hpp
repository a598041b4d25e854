// Changing the catalogue: who may, and where.
#pragma once

#include "features/editing/genre_service.hpp"
#include "features/editing/history_service.hpp"
#include "features/editing/movie_service.hpp"
#include "features/editing/person_service.hpp"
#include "features/editing/tag_service.hpp"
#include "features/pictures/face.hpp"
#include "http/router.hpp"

namespace kinoteka::editing {

// The use cases that change the catalogue.
struct Editing {
  explicit Editing(db::Database& database)
      : movies(database), people(database), genres(database), tags(database), history(database) {}

  MovieEditing movies;
  PersonEditing people;
  GenreEditing genres;
  TagEditing tags;
  History history;
};

void add_routes(http::Router& router, Editing& editing, pictures::Service& pictures);

}  // namespace kinoteka::editing
