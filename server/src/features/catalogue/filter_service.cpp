#include "features/catalogue/filter_service.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "features/catalogue/genre_store.hpp"
#include "features/catalogue/movie_store.hpp"
#include "features/catalogue/search_service.hpp"

namespace kinoteka::catalogue {

std::optional<MovieFilter> with_ids(db::Session& session, MovieFilter filter) {
  if (const auto wanted = text::fold(std::exchange(filter.genre_name, {})); !wanted.empty()) {
    const auto called = [&](const Genre& genre) {
      const auto is = [&](std::string_view name) { return text::fold(name) == wanted; };
      return is(genre.slug) || is(genre.name) ||
             std::any_of(genre.names.begin(), genre.names.end(), [&](const auto& named) { return is(named.second); });
    };
    const auto all = genre_store::all(session);
    const auto found = std::find_if(all.begin(), all.end(), called);
    if (found == all.end()) return std::nullopt;
    filter.genre = found->id;
  }
  for (auto [name, id] : {std::pair(&filter.director_name, &filter.director), {&filter.actor_name, &filter.actor}}) {
    const auto wanted = std::exchange(*name, {});
    if (wanted.empty()) continue;
    const auto people = search(session, wanted, 1).people;
    if (people.empty()) return std::nullopt;
    *id = people.front();
  }
  return filter;
}

std::vector<std::int32_t> passing(db::Session& session, const MovieFilter& named, std::string_view text,
                                  const std::vector<std::int32_t>& ids) {
  const auto settled = with_ids(session, named);
  if (!settled) return {};
  const auto& filter = *settled;
  auto passed = filter == MovieFilter{} ? ids : movie_store::filter_ids(session, filter, ids);
  if (text.empty()) return passed;
  auto found = search_movies_and_makers(session, text, most_found);
  std::sort(found.begin(), found.end());
  std::erase_if(passed, [&](std::int32_t id) { return !std::binary_search(found.begin(), found.end(), id); });
  return passed;
}

}  // namespace kinoteka::catalogue
