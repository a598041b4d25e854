#include "features/members/service.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/members/statistics_store.hpp"
#include "features/sharing/face.hpp"

namespace kinoteka::members {
namespace {

using sharing::Field, sharing::Sight;

Error nobody() { return not_found("There is nobody of this name here, or they keep their page to themselves."); }

accounts::Acquaintance found(db::Session& session, std::string_view username) {
  auto person = accounts::find_by_username(session, username);
  if (!person || person->disabled) throw nobody();
  return std::move(*person);
}

// Somebody of whom this viewer sees this.
struct Seen {
  accounts::Acquaintance person;
  Sight sight;
};
Seen open(db::Session& session, const Viewer& viewer, std::string_view username, Field what) {
  auto person = found(session, username);
  const Sight sight(session, viewer, person);
  if (!sight.sees(what)) throw nobody();
  return {std::move(person), sight};
}

std::int64_t count_watched(db::Session& session, std::int64_t user) {
  diary::EntrySearch watched;
  watched.filter.status = diary::EntryStatus::watched;
  return static_cast<std::int64_t>(diary::find_entries(session, user, watched).size());
}

double average_of(const std::vector<std::int64_t>& histogram) {
  double halves = 0, count = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    halves += static_cast<double>(histogram[i]) * static_cast<double>(i + 1);
    count += static_cast<double>(histogram[i]);
  }
  return count == 0 ? 0 : std::round(halves * 50 / count) / 100;
}

// Years, months and sums from the months of all time: those of the year, or of all, with the last ones from `recent`
// on.
void add_months(Statistics& out, const std::vector<statistics_store::Month>& all, const std::string& recent) {
  for (const auto& month : all) {
    const auto year = std::stoll(month.month.substr(0, 4));
    if (out.years.empty() || out.years.back().year != year) out.years.push_back({year, 0, 0});
    out.years.back().viewings += month.viewings;
    out.years.back().minutes += month.minutes;
    if (out.year && *out.year != year) continue;
    out.viewings += month.viewings;
    out.rewatches += month.rewatches;
    out.minutes += month.minutes;
    if (month.month >= recent) out.months.push_back({month.month, month.viewings, month.minutes});
  }
}

Statistics statistics_of(db::Session& session, std::int64_t user, std::optional<std::int64_t> year) {
  namespace store = statistics_store;
  store::Period period{user, "0000-00-00", "9999-12-31", !year};
  auto recent = period;
  recent.from = rfc3339(now_ms() - 366 * day_ms).substr(0, 10);
  if (year) {
    period.from = std::to_string(*year) + "-01-01";
    period.to = std::to_string(*year) + "-12-31";
    recent = period;
  }
  Statistics out;
  out.year = year;
  add_months(out, store::months(session, user), recent.from.substr(0, 7));
  if (!year) {
    const auto undated = store::undated(session, user);
    out.undated = undated.movies;
    out.minutes += undated.minutes;
  }
  out.days = store::days(session, period);
  auto ratings = store::ratings(session, period);
  out.movies = ratings.movies;
  out.histogram = std::move(ratings.own);
  out.site_histogram = std::move(ratings.site);
  if (const auto average = average_of(out.histogram); average > 0) out.average = average;
  if (const auto average = average_of(out.site_histogram); average > 0) out.site_average = average;
  out.calendar = store::calendar(session, recent);
  out.genres = store::genres(session, period);
  out.decades = store::decades(session, period);
  out.countries = store::countries(session, period);
  out.directors = store::directors(session, period);
  out.actors = store::actors(session, period);

  const auto best = store::best(session, period);
  const auto first = year ? store::first(session, period).value_or(0) : 0;
  const auto last = year ? store::last(session, period).value_or(0) : 0;
  std::vector<std::int32_t> movies;
  for (const auto& one : best) movies.push_back(static_cast<std::int32_t>(one.movie));
  for (const auto movie : {first, last}) {
    if (movie > 0) movies.push_back(static_cast<std::int32_t>(movie));
  }
  const auto cards = catalogue::cards(session, movies);
  const auto card_of = [&](std::int64_t movie) {
    const auto card = cards.find(movie);
    return card == cards.end() ? std::nullopt : std::optional(card->second);
  };
  for (const auto& one : best) {
    if (auto card = card_of(one.movie)) out.best.push_back({std::move(*card), Stars{one.rating}});
  }
  out.first = card_of(first);
  out.last = card_of(last);
  return out;
}

}  // namespace

Service::Found Service::all(const Viewer& viewer, std::string_view beginning, std::int64_t offset,
                            std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    Found out;
    for (const auto& person : accounts::find_open(session, viewer, beginning)) {
      const Sight sight(session, viewer, person);
      if (!sight.anything()) continue;
      const auto place = out.total++;
      if (place < offset || place >= offset + limit) continue;
      MemberLine line{person.face, {}, {}};
      if (sight.sees(Field::full_name)) line.full_name = person.full_name;
      if (sight.sees(Field::entry)) line.watched = count_watched(session, person.face.id);
      out.members.push_back(std::move(line));
    }
    return out;
  });
}

MemberPage Service::page(const Viewer& viewer, std::string_view username) const {
  return database_.read([&](db::Session& session) {
    const auto person = found(session, username);
    const Sight sight(session, viewer, person);
    if (!sight.anything()) throw nobody();
    MemberPage out;
    out.user = person.face;
    out.is_self = sight.is_owner();
    out.open = {sight.sees(Field::bio), sight.sees(Field::entry), sight.sees(Field::item)};
    if (sight.sees(Field::full_name)) out.full_name = person.full_name;
    if (sight.sees(Field::bio)) out.bio = person.bio;
    if (sight.sees(Field::joined_at)) out.joined_at = rfc3339(person.joined_at);
    if (sight.sees(Field::favorites)) {
      diary::EntrySearch favorites;
      favorites.filter.favorite = true;
      auto movies = diary::find_entries(session, person.face.id, favorites);
      movies.resize(std::min<std::size_t>(movies.size(), 12));
      auto cards = catalogue::cards(session, movies);
      for (const auto movie : movies) {
        if (const auto card = cards.find(movie); card != cards.end()) out.favorites.push_back(std::move(card->second));
      }
    }
    if (out.open.diary) {
      diary::EntrySearch rated;
      rated.filter.rated = true;
      out.watched = count_watched(session, person.face.id);
      out.rated = static_cast<std::int64_t>(diary::find_entries(session, person.face.id, rated).size());
    }
    return out;
  });
}

std::vector<std::int32_t> Service::films(const Viewer& viewer, std::string_view username,
                                         const diary::EntrySearch& search) const {
  return database_.read([&](db::Session& session) {
    return diary::find_entries(session, open(session, viewer, username, Field::entry).person.face.id, search);
  });
}

std::vector<diary::EntryLine> Service::film_lines(const Viewer& viewer, std::string_view username,
                                                  const std::vector<std::int32_t>& movies) const {
  return database_.read([&](db::Session& session) {
    const auto [person, sight] = open(session, viewer, username, Field::entry);
    auto lines = diary::entry_lines(session, person.face.id, movies);
    for (auto& line : lines) {
      if (!sight.sees(Field::entry_note)) line.entry.note.clear();
    }
    return lines;
  });
}

std::int64_t Service::count_viewings(const Viewer& viewer, std::string_view username, const diary::Days& days) const {
  return database_.read([&](db::Session& session) {
    return diary::count_viewings(session, open(session, viewer, username, Field::viewing).person.face.id, days);
  });
}

std::vector<diary::ViewingLine> Service::viewings(const Viewer& viewer, std::string_view username,
                                                  const diary::Days& days, std::int64_t offset,
                                                  std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    const auto [person, sight] = open(session, viewer, username, Field::viewing);
    auto lines = diary::viewings(session, person.face.id, days, offset, limit);
    for (auto& [card, viewing] : lines) {
      if (!sight.sees(Field::viewing_note)) viewing.note.clear();
      if (!sight.sees(Field::viewing_place)) viewing.place.clear();
      if (!sight.sees(Field::viewing_tags)) viewing.tags.clear();
    }
    return lines;
  });
}

namespace {

// Whose collection it is. What would tell something that is not shown may not be asked for.
Seen collection_of(db::Session& session, const Viewer& viewer, std::string_view username,
                   const collection::ItemSearch& search) {
  auto seen = open(session, viewer, username, Field::item);
  if (search.lent) seen.sight.require(Field::item_lent, "lent");
  return seen;
}

}  // namespace

std::int64_t Service::count_items(const Viewer& viewer, std::string_view username,
                                  const collection::ItemSearch& search) const {
  return database_.read([&](db::Session& session) {
    const auto owner = collection_of(session, viewer, username, search).person.face.id;
    return collection::count_items(session, owner, search);
  });
}

std::vector<collection::ShelfItem> Service::items(const Viewer& viewer, std::string_view username,
                                                  const collection::ItemSearch& search, std::int64_t offset,
                                                  std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    const auto [person, sight] = collection_of(session, viewer, username, search);
    auto items = collection::items(session, person.face.id, search, offset, limit);
    for (auto& item : items) {
      if (!sight.sees(Field::item_location)) item.location.clear();
      if (!sight.sees(Field::item_condition)) item.condition.clear();
      if (!sight.sees(Field::item_bought_on)) item.bought_on.reset();
      if (!sight.sees(Field::item_note)) item.note.clear();
      if (sight.sees(Field::item_lent)) continue;
      item.lent_to.clear();
      item.lent_on.reset();
      item.updated_at = item.created_at;  // it would tell when something was lent
    }
    return items;
  });
}

std::vector<lists::List> Service::lists(const Viewer& viewer, std::string_view username) const {
  return database_.read([&](db::Session& session) {
    return lists::visible_of(session, {viewer, {}}, found(session, username).face.id);
  });
}

std::int64_t Service::count_reviews(const reviews::Viewer& viewer, std::string_view username) const {
  return database_.read(
      [&](db::Session& session) { return reviews::count_of_user(session, found(session, username).face.id, viewer); });
}

std::vector<MemberReview> Service::reviews(const reviews::Viewer& viewer, std::string_view username,
                                           std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](db::Session& session) {
    auto found_ones = reviews::of_user(session, found(session, username).face.id, viewer, offset, limit);
    std::vector<std::int32_t> movies;
    for (const auto& review : found_ones) movies.push_back(static_cast<std::int32_t>(review.movie_id));
    const auto cards = catalogue::cards(session, movies);
    std::vector<MemberReview> out;
    for (auto& review : found_ones) {
      const auto card = cards.find(review.movie_id);
      if (card != cards.end()) out.push_back({std::move(review), card->second});
    }
    return out;
  });
}

Statistics Service::statistics(const Viewer& viewer, std::string_view username,
                               std::optional<std::int64_t> year) const {
  return database_.read([&](db::Session& session) {
    return statistics_of(session, open(session, viewer, username, Field::statistics).person.face.id, year);
  });
}

Statistics Service::own_statistics(std::int64_t user, std::optional<std::int64_t> year) const {
  return database_.read([&](db::Session& session) { return statistics_of(session, user, year); });
}

}  // namespace kinoteka::members
