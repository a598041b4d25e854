#include "features/accounts/face.hpp"

#include "base/error.hpp"
#include "features/accounts/directory_store.hpp"
#include "features/accounts/user_store.hpp"

namespace kinoteka::accounts {

std::optional<Acquaintance> find_by_username(db::Session& session, std::string_view username) {
  return directory_store::find_by_username(session, username);
}

std::optional<Acquaintance> find_by_id(db::Session& session, std::int64_t id) {
  return directory_store::find_by_id(session, id);
}

std::vector<Acquaintance> find_open(db::Session& session, std::optional<std::int64_t> viewer,
                                    std::string_view beginning) {
  return directory_store::find_open(session, viewer, beginning);
}

void hold(db::Tx& tx, std::int64_t user) { user_store::hold(tx, user); }

void set_visibility(db::Tx& tx, std::int64_t user, std::string_view what, Visibility visibility) {
  auto found = find_by_id(tx, user);
  if (!found) throw Error(Code::unauthorized, "This account is no more.");
  auto& privacy = found->privacy;
  if (what == "profile") {
    privacy.profile = visibility;
  } else if (what == "diary") {
    privacy.diary = visibility;
  } else if (what == "collection") {
    privacy.collection = visibility;
  } else {
    throw Error(Code::internal, "").with_detail("no such thing to show: " + std::string(what));
  }
  directory_store::save_privacy(tx, user, privacy);
}

bool may_play(db::Session& session, const callers::Member& member) {
  return member.identity().role == callers::UserRole::admin || user_store::may_play(session, member.id());
}

void require_may_play(db::Session& session, const callers::Member& member) {
  if (!may_play(session, member))
    throw forbidden("Ask an admin of this house to let you play its films.", Reason::may_not_play);
}

bool may_still_play(db::Session& session, std::int64_t user) {
  const auto line = user_store::line(session, user);
  return line && !line->disabled && (line->may_play || line->role == UserRole::admin);
}

void require_may_publish(const Policy& policy, const callers::Member& member) {
  if (!policy.verified_to_publish || member.identity().verified) return;
  throw forbidden("Confirm your e-mail address first: the link is in the message we sent you.",
                  Reason::confirm_address);
}

}  // namespace kinoteka::accounts
