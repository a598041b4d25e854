#include "features/sharing/audience_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/sharing/sharing_store.hpp"

namespace kinoteka::sharing {
std::vector<std::int64_t> ids_of(db::Session& session, const std::vector<UserName>& names, const std::string& field,
                                 std::vector<FieldError>& faults) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = accounts::find_by_username(session, *names[i]);
    const auto place = field + '[' + std::to_string(i) + ']';
    if (!found || found->disabled) {
      faults.push_back({place, "is nobody's username", Reason::nobodys_username});
    } else if (std::find(ids.begin(), ids.end(), found->face.id) == ids.end()) {
      ids.push_back(found->face.id);
    }
  }
  return ids;
}

Visibility visibility_of(const accounts::Privacy& privacy, Shared what) {
  const auto value = what == Shared::profile ? privacy.profile
                     : what == Shared::diary ? privacy.diary
                                             : privacy.collection;
  return value == accounts::Visibility::everyone ? Visibility::everyone
         : value == accounts::Visibility::chosen ? Visibility::chosen
                                                 : Visibility::private_;
}

Thing thing_of(std::int64_t owner, Shared what) { return {owner, json::enum_name(what), 0}; }

bool may_see(db::Session& session, std::optional<std::int64_t> viewer, const Thing& thing, Visibility visibility) {
  if (viewer == thing.owner || visibility == Visibility::everyone) return true;
  return visibility == Visibility::chosen && viewer && sharing_store::is_shared_with(session, thing, *viewer);
}

bool may_see(db::Session& session, std::optional<std::int64_t> viewer, const accounts::Acquaintance& owner,
             Shared what) {
  if (owner.disabled) return false;
  return may_see(session, viewer, thing_of(owner.face.id, what), visibility_of(owner.privacy, what));
}

std::optional<std::int64_t> viewer_of(const callers::Reader& reader) {
  return reader.identity() ? std::optional(reader.identity()->user) : std::nullopt;
}

Audience audience_of(db::Session& session, const Thing& thing, Visibility visibility) {
  return {visibility, sharing_store::users_of(session, thing), sharing_store::chosen_groups(session, thing)};
}

void set_chosen(db::Tx& tx, const Thing& thing, const NewAudience& audience) {
  std::vector<FieldError> faults;
  const auto users = ids_of(tx, audience.users, "users", faults);
  std::vector<std::int64_t> groups;
  for (std::size_t i = 0; i < audience.groups.size(); ++i) {
    const std::int64_t id = audience.groups[i];
    const auto group = sharing_store::find_group(tx, id);
    if (!group || group->owner != thing.owner) {
      faults.push_back({"groups[" + std::to_string(i) + ']', "is no group of yours", Reason::not_your_groups});
    } else if (std::find(groups.begin(), groups.end(), id) == groups.end()) {
      groups.push_back(id);
    }
  }
  if (!faults.empty()) throw invalid(std::move(faults));
  sharing_store::replace(tx, thing, users, groups, now_ms());
}

void forget(db::Tx& tx, const Thing& thing) { sharing_store::forget(tx, thing); }

}  // namespace kinoteka::sharing
