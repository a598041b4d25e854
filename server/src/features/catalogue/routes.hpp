// Room 1 of the catalogue: who may ask for what, and where. The tables are in routes.cpp (reading) and edit_routes.cpp
// (changing), the JSON in wire.hpp and edit_wire.hpp.
#pragma once

#include "features/catalogue/genre_edit_service.hpp"
#include "features/catalogue/history_service.hpp"
#include "features/catalogue/movie_edit_service.hpp"
#include "features/catalogue/person_edit_service.hpp"
#include "features/catalogue/service.hpp"
#include "http/router.hpp"

namespace kinoteka::catalogue {

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

void add_routes(http::Router& router, Service& service, const TagEditing& tags);
void add_edit_routes(http::Router& router, Editing& editing, pictures::Service& pictures);

}  // namespace kinoteka::catalogue
