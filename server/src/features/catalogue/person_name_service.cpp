#include "features/catalogue/person_name_service.hpp"

#include <set>

#include "base/text.hpp"
#include "features/catalogue/derived_store.hpp"
#include "features/catalogue/person_name_store.hpp"

namespace kinoteka::catalogue {

Names names_of_person(db::Session& session, std::int64_t person) { return person_name_store::of(session, person); }

void set_names_of_person(db::Tx& tx, std::int64_t person, const Names& names) {
  person_name_store::set(tx, person, names);
}

bool add_name_of_person(db::Tx& tx, std::int64_t person, std::string_view language, std::string_view name) {
  return person_name_store::add(tx, person, language, name);
}

std::int64_t name_people(db::Database& database, const std::vector<NamedPerson>& people) {
  return database.write([&](db::Tx& tx) {
    std::set<std::int64_t> named;
    for (const auto& person : people) {
      for (const auto id : person_name_store::people_called(tx, person.name)) {
        for (const auto& [language, name] : person.names)
          if (person_name_store::add(tx, id, language, name)) named.insert(id);
      }
    }
    derived_store::refresh_people(tx, named);
    for (const auto person : named) derived_store::rebuild_cards_of_director(tx, person);
    return static_cast<std::int64_t>(named.size());
  });
}

}  // namespace kinoteka::catalogue
