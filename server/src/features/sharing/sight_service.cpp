#include "features/sharing/sight_service.hpp"

#include "base/error.hpp"
#include "features/sharing/audience_service.hpp"

namespace kinoteka::sharing {

Sight::Sight(db::Session& session, std::optional<std::int64_t> viewer, const accounts::Acquaintance& owner)
    : owner_(viewer == owner.face.id),
      profile_(may_see(session, viewer, owner, Shared::profile)),
      diary_(may_see(session, viewer, owner, Shared::diary)),
      collection_(may_see(session, viewer, owner, Shared::collection)) {}

bool Sight::sees(Field field) const {
  if (owner_) return true;
  for (const auto& rule : field_rules) {
    if (rule.field != field) continue;
    switch (rule.with) {
      case ShownWith::owner: return false;
      case ShownWith::profile: return profile_;
      case ShownWith::diary: return diary_;
      case ShownWith::collection: return collection_;
    }
  }
  return false;
}

void Sight::require(Field field, std::string_view parameter) const {
  if (!sees(field)) throw forbidden("Only its owner may ask for '" + std::string(parameter) + "'.");
}

}  // namespace kinoteka::sharing
