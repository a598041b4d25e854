#include "features/catalogue/movie_store.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/time.hpp"
#include "db/dialect.hpp"
#include "db/lookup.hpp"
#include "features/catalogue/community_store.hpp"
#include "features/catalogue/person_name_store.hpp"
#include "json/encode.hpp"

namespace kinoteka::catalogue::movie_store {
namespace {

std::string_view column(SortField field) {
  switch (field) {
    case SortField::title: return "m.sort_title";
    case SortField::year: return "m.year";
    case SortField::rating: return "m.rating";
    case SortField::popularity: return "m.popularity";
    case SortField::runtime: return "m.runtime";
    case SortField::created_at: return "m.created_at";
  }
  return "m.id";
}

// Conditions on other tables: each is the rows of one index range there.
struct Relation {
  std::string table, condition;
};

class Statement {
 public:
  explicit Statement(const MovieFilter& filter) {
    const auto relate = [&](std::string table, std::string condition, db::Value value) {
      relations_.push_back({std::move(table), std::move(condition) + place(value)});
    };
    // The one that leaves the fewest movies first: it drives the query.
    if (filter.director) relate("credits", "r.role = 'director' AND r.person_id = ", *filter.director);
    if (filter.actor) relate("credits", "r.role = 'actor' AND r.person_id = ", *filter.actor);
    if (filter.tag) {
      relations_.push_back({"movie_tags", "r.tag_id = (SELECT id FROM tags WHERE name = " +
                                              place(db::Session::value_of(*filter.tag)) + ")"});
    }
    if (filter.country) relate("movie_countries", "r.country = ", db::Session::value_of(*filter.country));
    if (filter.language) relate("movie_languages", "r.language = ", db::Session::value_of(*filter.language));
    if (filter.genre) relate("movie_genres", "r.genre_id = ", *filter.genre);
    const auto compare = [&](std::string_view left, db::Value value) {
      own_.push_back(std::string(left) + place(value));
    };
    if (filter.year) compare("m.year = ", std::int64_t{*filter.year});
    if (filter.year_from) compare("m.year >= ", std::int64_t{*filter.year_from});
    if (filter.year_to) {
      compare("m.year <= ", std::int64_t{*filter.year_to});
      own_.emplace_back("m.year > 0");
    }
    if (filter.rating_from) compare("m.rating >= ", *filter.rating_from);
  }

  std::string from_and_where(std::string_view more = {}) const {
    // Where another index drives the query, '+' keeps SQLite from taking one that begins with deleted_at.
    const bool driven = !relations_.empty() || !more.empty();
    std::string from = "FROM movies m", where = driven ? " WHERE +m.deleted_at = 0" : " WHERE m.deleted_at = 0";
    const auto add = [&](const std::string& condition) { where += " AND " + condition; };
    for (std::size_t i = 0; i < relations_.size(); ++i) {
      const auto& [table, condition] = relations_[i];
      if (i == 0 && more.empty()) {
        // CROSS JOIN is an order of tables to SQLite, and nothing to PostgreSQL.
        from = "FROM (SELECT DISTINCT r.movie_id FROM " + table + " r WHERE " + condition + ") f CROSS JOIN movies m";
        add("m.id = f.movie_id");
      } else {
        add("EXISTS (SELECT 1 FROM " + table + " r WHERE " + condition + " AND r.movie_id = m.id)");
      }
    }
    for (const auto& condition : own_) add(condition);
    if (!more.empty()) add(std::string(more));
    return from + where;
  }

  std::string place(db::Value value) {
    values.push_back(value);
    return '$' + std::to_string(values.size());
  }

  std::vector<db::Value> values;

 private:
  std::vector<Relation> relations_;
  std::vector<std::string> own_;
};

// A few sizes of IN lists only, so that few statements are prepared; the last id fills up.
constexpr std::array<std::size_t, 4> in_sizes = {1, 12, 100, 500};

constexpr db::Query find_movie{
    "movie.page",
    "SELECT c.card, m.description, m.tagline, m.release_date, m.trailer, "
    "m.votes, m.created_at, m.updated_at, m.version, "
    "s.views, s.favorites, s.r1, s.r2, s.r3, s.r4, s.r5, s.r6, s.r7, s.r8, s.r9, s.r10, "
    "b.digest, b.width, b.height, b.color, b.placeholder "
    "FROM movies m JOIN movie_cards c ON c.movie_id = m.id LEFT JOIN movie_stats s ON s.movie_id = m.id "
    "LEFT JOIN pictures b ON b.id = m.backdrop_id WHERE m.id = $1 AND m.deleted_at = 0"};
constexpr db::Query find_credits{
    "movie.credits",
    "SELECT c.role, p.id, p.name, c.character, '/api/pictures/' || i.digest FROM credits c JOIN people p ON p.id = "
    "c.person_id LEFT JOIN pictures i ON i.id = p.photo_id WHERE c.movie_id = $1 AND p.deleted_at = 0 ORDER BY CASE "
    "c.role WHEN 'director' THEN 0 WHEN 'writer' THEN 1 ELSE "
    "2 END, c.position"};
constexpr db::Query find_translations{
    "movie.translations",
    "SELECT language, title, description, tagline FROM movie_texts WHERE movie_id = $1 ORDER BY language"};
// The small lists in one question: kind, key, value.
constexpr db::Query find_lists{
    "movie.lists",
    "SELECT 0, '', language, position FROM movie_languages WHERE movie_id = $1 "
    "UNION ALL SELECT 1, '', t.name, 0 FROM movie_tags mt JOIN tags t ON t.id = mt.tag_id WHERE mt.movie_id = $1 "
    "UNION ALL SELECT 2, provider, external_id, 0 FROM movie_external_ids WHERE movie_id = $1 "
    "UNION ALL SELECT 3, '', provider, 0 FROM movie_sources WHERE movie_id = $1 "
    "UNION ALL SELECT 4, '', '', 0 FROM brought_movies WHERE movie_id = $1 ORDER BY 1, 4, 3"};
constexpr db::Query find_one{"movie.exists", "SELECT id FROM movies WHERE id = $1 AND deleted_at = 0"};
constexpr db::Query find_year{"movie.year", "SELECT year FROM movies WHERE id = $1"};
constexpr db::Query count_all{"facets.counts",
                              "SELECT (SELECT count(*) FROM movies WHERE deleted_at = 0), "
                              "(SELECT count(*) FROM people WHERE deleted_at = 0), "
                              "(SELECT min(year) FROM movies WHERE deleted_at = 0 AND year > 0), "
                              "(SELECT max(year) FROM movies WHERE deleted_at = 0)"};
constexpr db::Query count_countries{
    "facets.countries",
    "SELECT country, count(*) FROM movie_countries WHERE movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0) "
    "GROUP BY country ORDER BY count(*) DESC, country"};
constexpr db::Query count_languages{
    "facets.languages",
    "SELECT language, count(*) FROM movie_languages WHERE movie_id NOT IN (SELECT id FROM movies WHERE deleted_at > 0) "
    "GROUP BY language ORDER BY count(*) DESC, language"};

// Where the columns begin that MovieRow leaves out.
constexpr int first_count = 9, first_of_backdrop = 21;

struct MovieRow {
  std::string card, description, tagline;
  std::optional<std::string> release_date, trailer;
  std::int64_t votes = 0, created_at = 0, updated_at = 0, version = 0;
};
BOOST_DESCRIBE_STRUCT(MovieRow, (),
                      (card, description, tagline, release_date, trailer, votes, created_at, updated_at, version))

struct Counts {
  std::int64_t movies = 0, people = 0;
  std::optional<std::int64_t> first_year, last_year;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (movies, people, first_year, last_year))

}  // namespace

ListStatement list_statement(const MovieFilter& filter, const std::vector<SortKey>& sort) {
  Statement statement(filter);
  std::string order;
  for (const auto& key : sort) order += std::string(column(key.field)) + (key.descending ? " DESC, " : ", ");
  order += sort.empty() || !sort.front().descending ? "m.id" : "m.id DESC";
  return {"SELECT m.id " + statement.from_and_where() + " ORDER BY " + order, statement.values};
}

std::vector<std::int32_t> list_ids(db::Session& session, const MovieFilter& filter, const std::vector<SortKey>& sort) {
  const auto statement = list_statement(filter, sort);
  std::vector<std::int32_t> ids;
  session.execute({"movie.list", statement.sql}, statement.values.data(), statement.values.size(),
                  [&](db::Row& row) { ids.push_back(static_cast<std::int32_t>(row.integer(0))); });
  ids.shrink_to_fit();
  return ids;
}

std::vector<std::int32_t> filter_ids(db::Session& session, const MovieFilter& filter,
                                     const std::vector<std::int32_t>& ids) {
  std::vector<std::int32_t> passed;
  const Statement statement(filter);
  const auto first = static_cast<int>(statement.values.size()) + 1;
  const auto more = "m.id IN (" + db::places(first, static_cast<int>(in_sizes.back())) + ")";
  const auto sql = "SELECT m.id " + statement.from_and_where(more);
  db::look_up(session, {"movie.filter", sql}, statement.values, ids, in_sizes.back(),
              [&](db::Row& row) { passed.push_back(static_cast<std::int32_t>(row.integer(0))); });
  std::sort(passed.begin(), passed.end());
  std::vector<std::int32_t> in_order;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(in_order),
               [&](std::int32_t id) { return std::binary_search(passed.begin(), passed.end(), id); });
  return in_order;
}

std::vector<std::pair<std::int32_t, std::string>> identified_cards(db::Session& session, const std::int32_t* ids,
                                                                   std::size_t count) {
  static const auto statements = [] {
    std::array<std::string, in_sizes.size()> all;
    for (std::size_t i = 0; i < in_sizes.size(); ++i) {
      all[i] = "SELECT c.movie_id, c.card, " + std::string(community_store::columns) +
               " FROM movie_cards c LEFT JOIN movie_stats s ON s.movie_id = c.movie_id WHERE c.movie_id IN (" +
               db::places(1, static_cast<int>(in_sizes[i])) + ")";
    }
    return all;
  }();
  std::vector<std::pair<std::int32_t, std::string>> out;
  out.reserve(count);
  std::array<db::Value, in_sizes.back()> values;
  std::vector<std::pair<std::int32_t, std::string>> found;
  while (count > 0) {
    std::size_t which = 0;
    while (which + 1 < in_sizes.size() && in_sizes[which] < count) ++which;
    const auto batch = std::min(count, in_sizes[which]);
    for (std::size_t i = 0; i < in_sizes[which]; ++i) values[i] = std::int64_t{ids[std::min(i, batch - 1)]};
    found.clear();
    session.execute({"movie.cards", statements[which]}, values.data(), in_sizes[which], [&](db::Row& row) {
      found.emplace_back(static_cast<std::int32_t>(row.integer(0)), community_store::card(row.text(1), row, 2));
    });
    std::sort(found.begin(), found.end());
    for (std::size_t i = 0; i < batch; ++i) {
      const auto at = std::lower_bound(found.begin(), found.end(), ids[i],
                                       [](const auto& entry, std::int32_t id) { return entry.first < id; });
      if (at != found.end() && at->first == ids[i]) out.push_back(*at);
    }
    ids += batch;
    count -= batch;
  }
  return out;
}

std::vector<std::string> cards(db::Session& session, const std::int32_t* ids, std::size_t count) {
  std::vector<std::string> out;
  out.reserve(count);
  for (auto& [id, card] : identified_cards(session, ids, count)) out.push_back(std::move(card));
  return out;
}

std::optional<Page> page(db::Session& session, std::int64_t id) {
  std::optional<MovieRow> row;
  std::optional<Picture> backdrop;
  session.each(
      find_movie,
      [&](db::Row& found) {
        row = found.as<MovieRow>();
        row->card = community_store::card(row->card, found, first_count);
        backdrop = pictures::of_row(found, first_of_backdrop);
      },
      id);
  if (!row) return std::nullopt;
  MovieDetails details;
  details.description = std::move(row->description);
  details.tagline = std::move(row->tagline);
  details.release_date = std::move(row->release_date);
  details.trailer = std::move(row->trailer);
  details.backdrop = std::move(backdrop);
  details.votes = row->votes;
  details.created_at = rfc3339(row->created_at);
  details.updated_at = rfc3339(row->updated_at);
  session.each(
      find_credits,
      [&](db::Row& credit) {
        const auto role = json::enum_value<Role>(credit.text(0)).value_or(Role::actor);
        details.credits.push_back({role,
                                   {credit.integer(1), std::string(credit.text(2)), {}},
                                   std::string(credit.text(3)),
                                   credit.null(4) ? std::nullopt : std::optional(std::string(credit.text(4)))});
      },
      id);
  const auto names = person_name_store::of_makers(session, id);
  for (auto& credit : details.credits)
    if (const auto found = names.find(credit.person.id); found != names.end()) credit.person.names = found->second;
  details.translations = session.all<Translation>(find_translations, id);
  session.each(
      find_lists,
      [&](db::Row& item) {
        std::string value(item.text(2));
        switch (item.integer(0)) {
          case 0: details.languages.push_back(std::move(value)); break;
          case 1: details.tags.push_back(std::move(value)); break;
          case 3: details.sources.push_back(std::move(value)); break;
          case 4: details.unchecked = true; break;
          default: details.external_ids.emplace(item.text(1), std::move(value));
        }
      },
      id);
  // The card is the first half of the object already.
  std::string out = std::move(row->card);
  out.back() = ',';
  const auto rest = json::encode(details);
  out.append(rest, 1);
  return Page{std::move(out), row->version};
}

bool exists(db::Session& session, std::int64_t id) { return session.one<std::int64_t>(find_one, id).has_value(); }

std::optional<std::int64_t> year_of(db::Session& session, std::int64_t id) {
  return session.one<std::int64_t>(find_year, id);
}

Facets facets(db::Session& session) {
  const auto counts = *session.one<Counts>(count_all);
  Facets out{counts.movies, counts.people, counts.first_year, counts.last_year, {}, {}};
  if (out.last_year == 0) out.last_year.reset();
  out.countries = session.all<Facet>(count_countries);
  out.languages = session.all<Facet>(count_languages);
  return out;
}

}  // namespace kinoteka::catalogue::movie_store
