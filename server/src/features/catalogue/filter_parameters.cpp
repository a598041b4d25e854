#include "features/catalogue/filter_parameters.hpp"

#include "base/text.hpp"
#include "http/query.hpp"

namespace kinoteka::catalogue {

std::string IdOrName::parse(const std::string& text, IdOrName& to) {
  Id id;
  if (http::detail::read_parameter(text, id).empty()) {
    to.id = id;
    return {};
  }
  const bool number = text.find_first_not_of("0123456789") == std::string::npos;
  const auto size = text::length(text);
  if (number || size < 1 || size > 100) return "must be an id, or a name of 1 to 100 characters";
  to.name = text;
  return {};
}

boost::json::object IdOrName::schema() {
  return {{"anyOf", boost::json::array{json::whole_number_schema(Id::min, Id::max), json::text_schema(1, 100)}}};
}

MovieFilter FilterParameters::filter() const {
  const auto number = [](const auto& value) {
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  };
  MovieFilter out;
  const auto named = [](const std::optional<IdOrName>& value, auto& by_id, std::string& by_name) {
    if (!value) return;
    by_id = value->id;
    by_name = value->name;
  };
  named(genre, out.genre, out.genre_name);
  named(director, out.director, out.director_name);
  named(actor, out.actor, out.actor_name);
  out.year = number(year);
  out.year_from = number(year_from);
  out.year_to = number(year_to);
  if (rating_from) out.rating_from = *rating_from;
  if (country) out.country = country->value;
  if (language) out.language = language->value;
  if (tag) out.tag = **tag;
  return out;
}

}  // namespace kinoteka::catalogue
