// The JSON of sharing, field by field; the same structs make the OpenAPI document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bounded.hpp"
#include "features/accounts/face.hpp"
#include "features/sharing/domain.hpp"

namespace kinoteka::sharing {

BOOST_DESCRIBE_ENUM(Shared, profile, diary, collection)
BOOST_DESCRIBE_ENUM(Visibility, private_, unlisted, everyone, chosen)
BOOST_DESCRIBE_ENUM(OfferKind, group, list)

using accounts::Face;
using UserName = Text<1, 60>;  // of somebody who is looked up by it

struct NewGroup {
  Text<1, 60> name;
  Items<UserName, 500> members;  // usernames

  static constexpr json::Doc docs[] = {{"members", "Usernames. They are asked, and are in it when they say yes."}};
};
BOOST_DESCRIBE_STRUCT(NewGroup, (), (name, members))

struct GroupName {
  Text<1, 60> name;
};
BOOST_DESCRIBE_STRUCT(GroupName, (), (name))

// Somebody in a group, or among a list's editors.
struct Companion : Face {
  bool waiting = false;

  static constexpr json::Doc docs[] = {
      {"waiting", "Has been asked and has not answered yet; shown to who asked alone."}};
};
BOOST_DESCRIBE_STRUCT(Companion, (Face), (waiting))

struct Group {
  std::int64_t id = 0;
  std::string name;
  Face owner;
  std::vector<Companion> members;
};
BOOST_DESCRIBE_STRUCT(Group, (), (id, name, owner, members))

struct GroupRef {
  std::int64_t id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(GroupRef, (), (id, name))

// Who may see something, and, where that is 'chosen', who they are.
struct Audience {
  Visibility visibility = Visibility::private_;
  std::vector<Face> users;
  std::vector<GroupRef> groups;
};
BOOST_DESCRIBE_STRUCT(Audience, (), (visibility, users, groups))

struct NewAudience {
  Visibility visibility = Visibility::private_;
  Items<UserName, 500> users;
  Items<Id, 100> groups;

  static constexpr json::Doc docs[] = {
      {"visibility",
       "private: oneself; everyone; chosen: the users and groups named here; unlisted, for lists alone: "
       "whoever has the link."},
      {"users", "Usernames. Kept also while the visibility is another."},
      {"groups", "Ids of groups of one's own."},
  };
};
BOOST_DESCRIBE_STRUCT(NewAudience, (), (visibility, users, groups))

struct Audiences {
  Audience profile, diary, collection;
};
BOOST_DESCRIBE_STRUCT(Audiences, (), (profile, diary, collection))

// Something that somebody has shared with the caller.
struct SharedWithMe {
  std::string kind;  // profile, diary, collection, list
  Face owner;
  std::optional<std::int64_t> list;
  std::optional<std::string> list_name;
};
BOOST_DESCRIBE_STRUCT(SharedWithMe, (), (kind, owner, list, list_name))

// What the caller is asked to be in (a group) or to edit (a list).
struct Offer {
  OfferKind kind = OfferKind::group;
  std::int64_t id = 0;
  std::string name;
  Face from;
  std::string asked_at;

  static constexpr json::Doc docs[] = {
      {"id",
       "Of the group or the list: PUT oneself among its members or editors to say yes, DELETE oneself to say no."}};
};
BOOST_DESCRIBE_STRUCT(Offer, (), (kind, id, name, from, asked_at))

}  // namespace kinoteka::sharing
