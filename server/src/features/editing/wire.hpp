// What editors send, and what they see of each other's changes. A draft is all that can be said of a thing: GET it from
// …/draft, change it, PUT it back; or PATCH what differs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/bounded.hpp"
#include "features/catalogue/face.hpp"
#include "features/pictures/face.hpp"
#include "json/schema.hpp"

namespace kinoteka::editing {

using catalogue::CountryCode, catalogue::LanguageCode, catalogue::Slug, catalogue::Date, catalogue::WebAddress,
    catalogue::Year, catalogue::Role, catalogue::ImdbPersonId, catalogue::ExternalIds;

struct CreditDraft {
  Role role = Role::actor;
  std::optional<Id> person;
  std::optional<Text<1, 300>> name;
  Text<0, 300> character;

  static constexpr json::Doc docs[] = {
      {"person", "A person's id. Without it `name` says who it is."},
      {"name", "Who has this name, or a new person where nobody has. With `person` it is not looked at."},
      {"character", "Whom an actor plays."}};
};
BOOST_DESCRIBE_STRUCT(CreditDraft, (), (role, person, name, character))

struct TranslationDraft {
  LanguageCode language;
  Text<1, 500> title;
  Text<0, 20'000> description;
  Text<0, 500> tagline;
};
BOOST_DESCRIBE_STRUCT(TranslationDraft, (), (language, title, description, tagline))

struct MovieDraft {
  Text<1, 500> title;
  std::optional<Text<1, 500>> original_title;
  Text<0, 20'000> description;
  Text<0, 500> tagline;
  std::optional<Year> year;
  std::optional<Date> release_date;
  std::optional<Int<1, 100'000>> runtime;
  std::optional<WebAddress> trailer;
  std::optional<pictures::Digest> poster, backdrop;
  Items<Id, 20> genres;
  Items<Text<1, 100>, 100> tags;
  Items<CountryCode, 50> countries;
  Items<LanguageCode, 50> languages;
  Items<Text<1, 500>, 300> aliases;
  Items<TranslationDraft, 100> translations;
  std::optional<ExternalIds> external_ids;
  Items<CreditDraft, 1000> credits;

  static constexpr json::Doc docs[] = {
      {"title", "As it is known in English, or where there is no such title, as it is known."},
      {"runtime", "Minutes."},
      {"poster", "A picture's id; POST /api/pictures gives one."},
      {"backdrop", "A picture's id."},
      {"genres", "Ids of genres, the main one first."},
      {"tags", "Names; new ones are made."},
      {"countries", "Where it was made."},
      {"languages", "Spoken in it."},
      {"aliases", "Other titles to find it by; they are not shown."},
      {"translations", "One a language."},
      {"credits", "Each role in its order: the first actor has the largest part."}};
};
BOOST_DESCRIBE_STRUCT(MovieDraft, (),
                      (title, original_title, description, tagline, year, release_date, runtime, trailer, poster,
                       backdrop, genres, tags, countries, languages, aliases, translations, external_ids, credits))

// What of a film's draft is left alone.
struct Locks {
  Items<Text<1, 40>, 20> fields;
  static constexpr json::Doc docs[] = {{"fields", "Members of the movie's draft that no provider changes."}};
};
BOOST_DESCRIBE_STRUCT(Locks, (), (fields))

struct PersonNameDraft {
  LanguageCode language;
  Text<1, 300> name;
};
BOOST_DESCRIBE_STRUCT(PersonNameDraft, (), (language, name))

struct PersonDraft {
  Text<1, 300> name;
  Items<PersonNameDraft, 50> names;
  std::optional<Int<1600, 2100>> birth_year, death_year;
  Text<0, 20'000> biography;
  std::optional<ImdbPersonId> imdb_id;
  std::optional<pictures::Digest> photo;
  static constexpr json::Doc docs[] = {{"photo", "A picture's id; POST /api/pictures gives one."},
                                       {"names", "In other languages, one each."}};
};
BOOST_DESCRIBE_STRUCT(PersonDraft, (), (name, names, birth_year, death_year, biography, imdb_id, photo))

struct MergeInto {
  Id into;
  static constexpr json::Doc docs[] = {{"into", "Who stays: gets the credits of the other, who goes."}};
};
BOOST_DESCRIBE_STRUCT(MergeInto, (), (into))

struct GenreNameDraft {
  LanguageCode language;
  Text<1, 100> name;
};
BOOST_DESCRIBE_STRUCT(GenreNameDraft, (), (language, name))

struct GenreDraft {
  Slug slug;
  Text<1, 100> name;
  Items<GenreNameDraft, 50> names;
  static constexpr json::Doc docs[] = {{"slug", "What addresses call it."}, {"names", "In other languages."}};
};
BOOST_DESCRIBE_STRUCT(GenreDraft, (), (slug, name, names))

struct TagDraft {
  Text<1, 100> name;
};
BOOST_DESCRIBE_STRUCT(TagDraft, (), (name))

enum class Kind { movie, person, genre, tag };
BOOST_DESCRIBE_ENUM(Kind, movie, person, genre, tag)
enum class Action { create, edit, delete_, restore, merge };
BOOST_DESCRIBE_ENUM(Action, create, edit, delete_, restore, merge)

// One member of a draft, before and after. Each as the draft has it.
struct FieldChange {
  std::string field;
  json::Encoded<json::Anything> before, after;
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (field, before, after))

struct ChangeAuthor {
  std::int64_t id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ChangeAuthor, (), (id, name))

// Who changed what, and when.
struct Change {
  std::int64_t id = 0;
  std::string at;
  std::optional<ChangeAuthor> author;
  Kind kind = Kind::movie;
  std::int64_t object_id = 0;
  Action action = Action::edit;
  std::string title;
  json::Encoded<std::vector<FieldChange>> fields;

  static constexpr json::Doc docs[] = {{"author", "Null when the account is no more."},
                                       {"title", "What it was called then."}};
};
BOOST_DESCRIBE_STRUCT(Change, (), (id, at, author, kind, object_id, action, title, fields))

// What has been deleted and can come back.
struct Deleted {
  std::int64_t id = 0;
  std::string title;
  std::optional<std::int64_t> year;
  std::string deleted_at;
  std::int64_t credits = 0;
};
BOOST_DESCRIBE_STRUCT(Deleted, (), (id, title, year, deleted_at, credits))

}  // namespace kinoteka::editing
