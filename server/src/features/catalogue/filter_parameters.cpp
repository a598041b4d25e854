#include "features/catalogue/filter_parameters.hpp"

namespace kinoteka::catalogue {

MovieFilter FilterParameters::filter() const {
  const auto id = [](const auto& value) { return value ? std::optional<std::int64_t>(*value) : std::nullopt; };
  const auto number = [](const auto& value) {
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  };
  MovieFilter out{id(genre), id(director), id(actor), number(year), number(year_from), number(year_to), {}, {}, {}, {}};
  if (rating_from) out.rating_from = *rating_from;
  if (country) out.country = country->value;
  if (language) out.language = language->value;
  if (tag) out.tag = **tag;
  return out;
}

}  // namespace kinoteka::catalogue
