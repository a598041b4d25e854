#include "features/gallery/routes.hpp"

#include "http/rows.hpp"

namespace kinoteka::gallery {

void add_routes(http::Router& router, Service& galleries) {
  using http::readers, http::editors, callers::Reader, callers::Editor, http::Query, http::Body, http::Created,
      http::NoContent;

  http::Rows rows(router, "Pictures");
  rows.get("/api/movies/{id}/pictures", readers, "A movie's gallery",
           [&](Reader, Id id) { return galleries.gallery(id); });
  rows.post("/api/movies/{id}/pictures", editors, "Add a picture to a movie's gallery",
            [&](Editor editor, Id id, Body<NewGalleryPicture> picture) {
              return Created<Gallery>{galleries.add_picture(editor, id, *picture),
                                      "/api/movies/" + std::to_string(id) + "/pictures"};
            });
  rows.remove("/api/movies/{id}/pictures/{picture_id}", editors, "Take a picture out of a movie's gallery",
              [&](Editor editor, Id id, Id picture) {
                galleries.remove_picture(editor, id, picture);
                return NoContent{};
              });
  rows.post("/api/movies/{id}/pictures/fetch", editors, "Fetch all pictures that providers offer for a movie",
            [&](Editor editor, Id id) {
              galleries.fetch_pictures(editor, id);
              return NoContent{};
            });

  rows.post("/api/pictures/from-url", editors, "Bring a picture that lies elsewhere",
            {.pool = http::Pool::outside, .an_hour = 600},
            [&](Editor editor, Query<pictures::CropQuery> part, Body<PictureAddress> address) {
              auto made = galleries.bring_picture(editor, address->url.value, part.crop());
              auto location = made.url;
              return Created<pictures::Picture>{std::move(made), std::move(location)};
            });
}

}  // namespace kinoteka::gallery
