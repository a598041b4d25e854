#include "features/catalogue/card_service.hpp"

#include "features/catalogue/movie_store.hpp"

namespace kinoteka::catalogue {

Cards cards(db::Session& session, const std::vector<std::int32_t>& ids) {
  Cards out;
  for (auto& [id, card] : movie_store::identified_cards(session, ids.data(), ids.size()))
    out.emplace(id, json::Encoded<MovieCard>{std::move(card)});
  return out;
}

std::vector<json::Encoded<MovieCard>> ordered_cards(db::Session& session, const std::vector<std::int32_t>& ids) {
  auto found = cards(session, ids);
  std::vector<json::Encoded<MovieCard>> out;
  for (const auto id : ids) {
    if (const auto card = found.find(id); card != found.end()) out.push_back(card->second);
  }
  return out;
}

void require_movie(db::Session& session, std::int64_t id) {
  if (!movie_store::exists(session, id)) throw no_movie(id);
}

Error no_movie(std::int64_t id) { return not_found("There is no movie with the id " + std::to_string(id) + '.'); }

}  // namespace kinoteka::catalogue
