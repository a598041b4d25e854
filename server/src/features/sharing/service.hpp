// The groups that people share with, and what each shows of themselves. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/face.hpp"
#include "features/sharing/wire.hpp"

namespace kinoteka::sharing {

class Service {
 public:
  Service(db::Database& database, const accounts::Policy& policy) : database_(database), policy_(policy) {}

  Audiences audiences(const callers::Member& member) const;
  Audience share(const callers::Member& member, Shared what, const NewAudience& audience);
  std::vector<SharedWithMe> shared_with_me(const callers::Member& member) const;

  // What one is asked to be in or to edit.
  std::vector<Offer> offers(const callers::Member& member) const;

  // Groups are seen by who is in them and changed by who made them; to everybody else they are not there.
  std::vector<Group> groups(const callers::Member& member) const;
  Group group(const callers::Member& member, std::int64_t id) const;
  Group make_group(const callers::Member& member, const NewGroup& group);
  Group rename_group(const callers::Member& member, std::int64_t id, const GroupName& name);
  void remove_group(const callers::Member& member, std::int64_t id);
  // Its owner asks somebody; who is asked says yes.
  Group add_to_group(const callers::Member& member, std::int64_t id, std::string_view username);
  // Its owner takes somebody out, or the question back; others leave, or say no.
  void remove_from_group(const callers::Member& member, std::int64_t id, std::string_view username);

 private:
  const db::Quiet database_;
  const accounts::Policy& policy_;
};

}  // namespace kinoteka::sharing
