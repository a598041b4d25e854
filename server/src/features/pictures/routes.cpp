#include "features/pictures/routes.hpp"

#include "http/rows.hpp"

namespace kinoteka::pictures {

void add_routes(http::Router& router, Service& pictures) {
  using http::editors, http::members, http::readers, callers::Editor, callers::Member, callers::Reader, http::Query,
      http::Created, http::Name, http::Request, http::Response;

  const std::vector<std::string> picture_types = {"image/jpeg", "image/png", "image/webp", "multipart/form-data",
                                                  "application/octet-stream"};
  http::Rows rows(router, "Pictures");
  rows.remove("/api/user/avatar", members, "Show no picture of oneself", [&](Member member) {
    pictures.remove_avatar(member);
    return http::NoContent{};
  });
  rows.post("/api/pictures", editors, "Bring a picture; a movie's draft says which film shows it",
            {.pool = http::Pool::uploads, .an_hour = 600, .file = {images::largest_upload, picture_types}},
            [&](Editor editor, Query<CropQuery> query, const Request& request) {
              auto made = pictures.upload(editor, http::read_file(request), query.crop());
              auto location = made.url;
              return Created<Picture>{std::move(made), std::move(location)};
            });
  rows.put("/api/user/avatar", members, "Bring a picture of oneself",
           {.pool = http::Pool::uploads, .an_hour = 20, .file = {images::largest_upload, picture_types}},
           [&](Member member, Query<CropQuery> query, const Request& request) {
             return pictures.set_avatar(member, http::read_file(request), query.crop());
           });
  rows.get("/api/pictures/{picture}", readers, "What is known of a picture", {.pool = http::Pool::pictures},
           [&](Reader, Name digest) { return pictures.picture(digest.value); });
  rows.get("/api/pictures/{picture}/{file}", readers, "A picture in a size: 342.webp",
           {.pool = http::Pool::pictures, .cached = true}, [&](Reader, Name digest, Name file) {
             auto found = pictures.file(digest.value, file.value);
             Response response;
             response.content_type = std::move(found.type);
             response.body = std::move(found.bytes);
             // Not for ever while it stands in for one that is being made.
             response.headers.emplace_back("Cache-Control", found.final ? "max-age=31536000, immutable" : "no-cache");
             return response;
           });
}

}  // namespace kinoteka::pictures
