#include "features/intake/adoption_service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/external_ids.hpp"
#include "base/text.hpp"
#include "features/catalogue/face.hpp"
#include "features/editing/face.hpp"
#include "features/identity/face.hpp"
#include "features/intake/adoption_store.hpp"

namespace kinoteka::intake {
namespace {

using editing::ByWhom, editing::CreditDraft, editing::ExternalIds, editing::MovieDraft, editing::TranslationDraft,
    catalogue::CountryCode, catalogue::Date, catalogue::LanguageCode, catalogue::WebAddress, catalogue::Year;
namespace movie_changes = editing::movie_changes;

// Text of somebody else's, within our bounds.
template <class T>
T fitting(const std::string& from) {
  const auto trimmed = text::trim(text::valid_utf8(from) ? std::string_view(from) : std::string_view());
  return T(std::string(text::prefix(trimmed, T::max)));
}

// What reads itself, where it can.
template <class T>
std::optional<T> read(const std::string& from) {
  T value;
  return T::parse(from, value).empty() ? std::optional(std::move(value)) : std::nullopt;
}

template <class T, std::size_t Max, class From, class Same>
void add_once(Items<T, Max>& to, From item, const Same& same) {
  if (to.size() < Max && std::none_of(to.begin(), to.end(), [&](const T& other) { return same(other, item); }))
    to.push_back(std::move(item));
}

template <class Code, std::size_t Max>
Items<Code, Max> codes(const std::vector<std::string>& from) {
  Items<Code, Max> out;
  for (const auto& text : from) {
    if (auto code = read<Code>(text))
      add_once(out, std::move(*code), [](const Code& a, const Code& b) { return a.value == b.value; });
  }
  return out;
}

// Whether a film that is there has a sure id already.
bool is_taken(db::Session& session, const ExternalIdKind& kind, const std::string& id) {
  if (!kind.sure) return false;
  identity::Wanted wanted;
  wanted.external_ids.emplace(kind.name, id);
  return identity::match(session, wanted, {identity::Closeness::same}).by == identity::MatchedBy::id;
}

// One film's facts on their way into a draft.
class Describing {
 public:
  Describing(db::Tx& tx, const MovieRecord& record, std::int64_t now) : tx_(tx), record_(record), now_(now) {}

  // Fills in what the record knows and `locked` does not hold.
  void into(MovieDraft& draft, const std::set<std::string>& locked) {
    const auto open = [&](const char* field) { return !locked.contains(field); };
    const auto text = [&](const char* field, auto& to, const std::string& from) {
      if (open(field) && !text::trim(from).empty()) to = fitting<std::remove_reference_t<decltype(to)>>(from);
    };
    text("title", draft.title, record_.title);
    text("description", draft.description, record_.description);
    text("tagline", draft.tagline, record_.tagline);
    if (open("original_title") && record_.original_title && !record_.original_title->empty())
      draft.original_title = fitting<Text<1, 500>>(*record_.original_title);
    if (open("year") && record_.year >= Year::min && record_.year <= Year::max) draft.year = record_.year;
    if (open("runtime") && record_.runtime > 0 && record_.runtime <= 100'000) draft.runtime = record_.runtime;
    if (open("release_date") && record_.release_date)
      if (auto date = read<Date>(*record_.release_date)) draft.release_date = std::move(*date);
    if (open("trailer") && record_.trailer)
      if (auto address = read<WebAddress>(*record_.trailer)) draft.trailer = std::move(*address);
    if (open("genres") && !record_.genres.empty()) draft.genres = genres();
    if (open("tags") && !record_.tags.empty()) draft.tags = texts<100, 100>(record_.tags);
    if (open("aliases")) {
      for (const auto& alias : texts<500, 300>(record_.aliases)) add_once(draft.aliases, alias, std::equal_to<>());
    }
    if (auto found = codes<CountryCode, 50>(record_.countries); open("countries") && !found.empty())
      draft.countries = std::move(found);
    if (auto found = codes<LanguageCode, 50>(record_.languages); open("languages") && !found.empty())
      draft.languages = std::move(found);
    if (open("translations")) add_translations(draft);
    if (open("credits") && !record_.credits.empty()) draft.credits = credits();
    add_ids(draft);
  }

 private:
  template <std::size_t Length, std::size_t Max>
  static Items<Text<1, Length>, Max> texts(const std::vector<std::string>& from) {
    Items<Text<1, Length>, Max> out;
    for (const auto& text : from) {
      if (auto fits = fitting<Text<1, Length>>(text); !fits->empty()) add_once(out, std::move(fits), std::equal_to<>());
    }
    return out;
  }

  Items<Id, 20> genres() {
    Items<Id, 20> out;
    for (const auto& name : record_.genres) {
      const auto genre = catalogue::canonical_genre(name);
      if (genre.slug.empty() || genre.name.size() > 100) continue;
      auto id = adoption_store::genre_with_slug(tx_, genre.slug);
      if (!id) id = adoption_store::add_genre(tx_, genre);
      add_once(out, Id(*id), std::equal_to<std::int64_t>());
    }
    return out;
  }

  // Other languages than those given stay.
  void add_translations(MovieDraft& draft) {
    for (const auto& from : record_.translations) {
      auto language = read<LanguageCode>(from.language);
      TranslationDraft text{{},
                            fitting<Text<1, 500>>(from.title),
                            fitting<Text<0, 20'000>>(from.description),
                            fitting<Text<0, 500>>(from.tagline)};
      if (!language || text.title->empty()) continue;
      text.language = std::move(*language);
      const auto there = std::find_if(draft.translations.begin(), draft.translations.end(),
                                      [&](const auto& other) { return other.language.value == text.language.value; });
      if (there == draft.translations.end()) {
        draft.translations.push_back(std::move(text));
        continue;
      }
      // What this source does not say another one may have said.
      if (text.description->empty()) text.description = there->description;
      if (text.tagline->empty()) text.tagline = there->tagline;
      *there = std::move(text);
    }
    std::sort(draft.translations.begin(), draft.translations.end(),
              [](const auto& a, const auto& b) { return a.language.value < b.language.value; });
  }

  Items<CreditDraft, 1000> credits() {
    Items<CreditDraft, 1000> out;
    for (const auto role : {Role::director, Role::writer, Role::actor}) {
      for (const auto& credit : record_.credits) {
        const auto name = fitting<Text<1, 300>>(credit.name);
        if (credit.role != role || name->empty() || out.size() == out.max) continue;
        CreditDraft draft;
        draft.role = role;
        draft.person = Id(person(credit, *name));
        draft.name = movie_changes::name_of_person(tx_, *draft.person).value();
        draft.character = fitting<Text<0, 300>>(credit.character);
        const bool twice = std::any_of(out.begin(), out.end(), [&](const CreditDraft& other) {
          return other.role == role && std::int64_t(*other.person) == std::int64_t(*draft.person) &&
                 other.character == draft.character;
        });
        if (!twice) out.push_back(std::move(draft));
      }
    }
    return out;
  }

  // By an id; else the namesake who has none at that provider; else somebody new.
  std::int64_t person(const CreditRecord& credit, const std::string& name) {
    auto ids = credit.ids;
    if (!credit.imdb_id.empty()) ids.emplace("imdb", credit.imdb_id);
    auto found = known_by(ids);
    if (found == 0) {
      const auto provider = ids.empty() ? std::string() : ids.begin()->first;
      for (const auto& namesake : adoption_store::people_named(tx_, name, provider)) {
        if (found == 0 && (ids.empty() || !namesake.has_id)) found = namesake.person;
      }
    }
    const bool is_new = found == 0;
    if (is_new) found = movie_changes::add_person(tx_, name, now_);
    bool named = false;
    for (const auto& [language, other] : credit.names) {
      const auto fits = fitting<Text<1, 300>>(other);
      if (!fits->empty() && *fits != name) named |= catalogue::add_name_of_person(tx_, found, language, *fits);
    }
    if (named && !is_new) {
      catalogue::refresh_people(tx_, {found});
      catalogue::rebuild_cards_of_director(tx_, found);
    }
    for (const auto& [provider, id] : ids) adoption_store::add_person_id(tx_, found, provider, id);
    if (!credit.photo.empty()) adoption_store::add_photo_source(tx_, found, credit.photo);
    return found;
  }

  // Who is there by one of these ids; 0: nobody. Whoever somebody was merged into may have been deleted since.
  std::int64_t known_by(const std::map<std::string, std::string>& ids) {
    for (const auto& [provider, id] : ids) {
      const auto person = adoption_store::person_by_id(tx_, provider, id);
      if (person && movie_changes::name_of_person(tx_, *person)) return *person;
    }
    return 0;
  }

  // Never in place of one that is there, nor one that another film has.
  void add_ids(MovieDraft& draft) {
    auto ids = draft.external_ids.value_or(ExternalIds{});
    for (const auto& kind : external_ids) {
      const auto given = record_.external_ids.find(std::string(kind.name));
      if (given == record_.external_ids.end() || !external_id_fault(kind, given->second).empty()) continue;
      if (!ids.by_name.contains(given->first) && !is_taken(tx_, kind, given->second))
        ids.by_name.emplace(given->first, given->second);
    }
    draft.external_ids = std::move(ids);
  }

  db::Tx& tx_;
  const MovieRecord& record_;
  const std::int64_t now_;
};

// All members that hold something.
std::set<std::string> filled(const MovieDraft& draft) {
  std::set<std::string> out;
  for (const auto& change : movie_changes::between({}, draft))
    if (editing::lockable().contains(change.field)) out.insert(change.field);
  return out;
}

bool rate(db::Tx& tx, std::int64_t movie, const MovieRecord& record) {
  return record.votes > 0 && adoption_store::set_rating(tx, movie, std::clamp(record.rating, 0.0, 10.0), record.votes,
                                                        catalogue::popularity_of_votes(record.votes));
}

bool write(db::Tx& tx, ByWhom user, std::int64_t movie, const MovieRecord& record, const std::string& provider,
           const std::function<std::set<std::string>(const MovieDraft&)>& locked, std::int64_t now) {
  const auto before = movie_changes::draft_of(tx, movie);
  if (!before) throw catalogue::no_movie(movie);
  auto draft = *before;
  Describing(tx, record, now).into(draft, locked(draft));
  const auto changed = movie_changes::between(*before, draft);
  const bool rated = rate(tx, movie, record);
  if (!changed.empty()) {
    movie_changes::edit(tx, user, movie, draft, changed, now);
  } else if (rated) {
    catalogue::refresh_movie(tx, movie);
  }
  adoption_store::add_source(tx, movie, provider, now);
  adoption_store::mark_asked(tx, movie, now);
  return !changed.empty();
}

}  // namespace

Adopted adopt(db::Tx& tx, ByWhom user, const MovieRecord& record, const std::string& provider, std::int64_t now) {
  movie_changes::wait_for_turn(tx);
  const auto known =
      identity::match(tx, {record.title, record.year, record.external_ids}, {identity::Closeness::same, true});
  if (known.deleted)
    throw conflict("This movie was deleted here. An editor can bring it back: " + std::to_string(known.movie) + '.')
        .with_reason(Reason::film_deleted);
  if (known.by == identity::MatchedBy::id) {
    const auto ours = identity::external_ids_of(tx, known.movie);
    for (const auto& kind : external_ids) {
      const auto id = record.external_ids.find(std::string(kind.name));
      if (kind.sure && id != record.external_ids.end() && !ours.contains(id->first) && !is_taken(tx, kind, id->second))
        adoption_store::add_external_id(tx, known.movie, kind.name, id->second);
    }
    return {known.movie, false};
  }
  if (known.by == identity::MatchedBy::title) {
    write(
        tx, user, known.movie, record, provider, [](const MovieDraft& draft) { return filled(draft); }, now);
    return {known.movie, false};
  }
  MovieDraft draft;
  Describing(tx, record, now).into(draft, {});
  if (draft.title->empty()) throw invalid({{"id", "names a film without a title"}});
  const auto movie = movie_changes::create(tx, user, draft, now);
  if (rate(tx, movie, record)) movie_changes::refresh_around(tx, movie);
  adoption_store::add_source(tx, movie, provider, now);
  adoption_store::mark_asked(tx, movie, now);
  return {movie, true};
}

bool refresh(db::Tx& tx, ByWhom user, std::int64_t movie, const MovieRecord& record, const std::string& provider,
             std::int64_t now) {
  movie_changes::wait_for_turn(tx);
  const auto locks = editing::locks_of(tx, movie);
  return write(
      tx, user, movie, record, provider, [&](const MovieDraft&) { return locks; }, now);
}

std::vector<std::int64_t> oldest(db::Session& session, std::int64_t asked_before, std::int64_t limit) {
  return adoption_store::oldest(session, asked_before, limit);
}

void mark_asked(db::Tx& tx, std::int64_t movie, std::int64_t now) { adoption_store::mark_asked(tx, movie, now); }

}  // namespace kinoteka::intake
