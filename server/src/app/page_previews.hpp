// What others' programs show of a link to one of our pages: title, picture and description (Open Graph), written into
// the application's page. People get the same page; it reads the rest from the API.
#pragma once

#include <string>

#include "features/catalogue/service.hpp"
#include "features/lists/service.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"

namespace kinoteka::app {

// `page` with tags in its head. Everything is escaped. Empty parts are left out.
struct Preview {
  std::string type = "website", title, description, picture, address;
};
std::string with_preview(std::string_view page, const Preview& preview);

// Routes for films and public lists. Where the house shows nothing to guests, and of what is not there, the page comes
// as it is. `own_address` as in accounts::Policy. The references must outlive the router.
void add_page_previews(http::Router& router, const http::StaticFiles& files, catalogue::Service& catalogue,
                       const lists::Service& lists, const std::string& own_address, bool members_only);

}  // namespace kinoteka::app
