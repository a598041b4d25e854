#include "features/catalogue/page_service.hpp"

#include "features/catalogue/card_service.hpp"
#include "features/catalogue/genre_store.hpp"
#include "features/catalogue/movie_store.hpp"
#include "features/catalogue/person_store.hpp"
#include "features/catalogue/tag_store.hpp"

namespace kinoteka::catalogue {

Error no_person(std::int64_t id) { return not_found("There is no person with the id " + std::to_string(id) + '.'); }

http::Versioned<json::Encoded<Movie>> movie_page(db::Session& session, std::int64_t id) {
  auto page = movie_store::page(session, id);
  if (!page) throw no_movie(id);
  return {{std::move(page->json)}, page->version};
}

http::Versioned<Person> person_page(db::Session& session, std::int64_t id) {
  auto page = person_store::page(session, id);
  if (!page) throw no_person(id);
  return {std::move(page->person), page->version};
}

http::Versioned<Genre> genre_page(db::Session& session, std::int64_t id) {
  auto found = genre_store::find(session, id);
  if (!found) throw not_found("There is no genre with the id " + std::to_string(id) + '.');
  return {std::move(*found), genre_store::version(session, id)};
}

http::Versioned<Tag> tag_page(db::Session& session, std::int64_t id) {
  auto found = tag_store::find(session, id);
  if (!found) throw not_found("There is no tag with the id " + std::to_string(id) + '.');
  return {std::move(found->tag), found->version};
}

}  // namespace kinoteka::catalogue
