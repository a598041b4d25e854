// Pages of single things, within the caller's session: for whoever has just changed one. Throw Error{not_found}.
#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "db/database.hpp"
#include "features/catalogue/wire.hpp"
#include "http/versions.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue {

http::Versioned<json::Encoded<Movie>> movie_page(db::Session& session, std::int64_t id);
http::Versioned<Person> person_page(db::Session& session, std::int64_t id);  // of whom a merged one became
http::Versioned<Genre> genre_page(db::Session& session, std::int64_t id);
http::Versioned<Tag> tag_page(db::Session& session, std::int64_t id);

Error no_person(std::int64_t id);  // Error{not_found} that says which

}  // namespace kinoteka::catalogue
