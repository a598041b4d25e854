#include "features/sharing/offer_service.hpp"

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/sharing/sharing_store.hpp"

namespace kinoteka::sharing {

void offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t from, std::int64_t user) {
  if (sharing_store::has_offer(tx, kind, object, user)) return;
  if (sharing_store::count_offers(tx, user) >= most_offers)
    throw conflict("Too many questions wait for this person: try again when they have answered some.",
                   Reason::questions_wait);
  if (sharing_store::count_offers_of(tx, from, user) >= most_offers_of_one)
    throw conflict("This person has not answered your other questions yet: wait, or take one back.",
                   Reason::questions_wait);
  sharing_store::add_offer(tx, kind, object, from, user, now_ms());
}

bool end_offer(db::Tx& tx, OfferKind kind, std::int64_t object, std::int64_t user) {
  return sharing_store::remove_offer(tx, kind, object, user);
}

std::vector<Companion> asked_into(db::Session& session, OfferKind kind, std::int64_t object) {
  std::vector<Companion> out;
  for (auto& face : sharing_store::asked_into(session, kind, object)) out.push_back({{std::move(face)}, true});
  return out;
}

}  // namespace kinoteka::sharing
