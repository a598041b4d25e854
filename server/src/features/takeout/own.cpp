// Kinoteka's own file, as the export writes it: kinoteka.json, alone or in its zip.
#include <boost/json/parse.hpp>

#include "base/text.hpp"
#include "base/time.hpp"
#include "features/takeout/formats.hpp"
#include "features/takeout/wire.hpp"
#include "json/decode.hpp"

namespace kinoteka::takeout {
namespace {

// Near its beginning, however somebody's tool has spaced it.
bool says_so(std::string_view bytes) {
  std::string close;
  for (const char c : bytes.substr(0, 400))
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') close += c;
  return close.find("\"format\":\"kinoteka\"") != std::string::npos;
}

const File* own_file(const std::vector<File>& files) {
  for (const auto& file : files) {
    if (file.name.ends_with(".json") && says_so(file.bytes)) return &file;
  }
  return nullptr;
}

// Who wrote the file is not to be trusted with lengths.
std::string cut(const std::string& text, std::size_t characters) { return std::string(text::prefix(text, characters)); }

std::int64_t halves(const std::optional<Stars>& rating) { return rating ? rating->halves : 0; }

Row row_of(Kind kind, const FilmName& movie, std::string_view part, std::size_t number) {
  const auto year = movie.year.value_or(0);
  Row row{kind,
          cut(movie.title, 500),
          year >= 1870 && year <= 2100 ? static_cast<int>(year) : 0,
          std::string(part) + ", item " + std::to_string(number + 1),
          {}};
  for (const auto& [provider, id] : movie.external_ids) {
    if (row.record.external_ids.size() < 10) row.record.external_ids.emplace(cut(provider, 20), cut(id, 300));
  }
  return row;
}

}  // namespace

bool is_own(const std::vector<File>& files) { return own_file(files) != nullptr; }

Parsed parse_own(const std::vector<File>& files) {
  const auto taken = json::decode<Takeout>(own_file(files)->bytes, json::Unknown::ignore);
  Parsed out;
  for (std::size_t i = 0; i < taken.viewings.size(); ++i) {
    const auto& from = taken.viewings[i];
    auto row = row_of(Kind::viewing, from.movie, "viewings", i);
    row.record.watched_on = day_of(from.watched_on);
    if (row.record.watched_on.empty()) {
      out.leave_out("viewings", WhyLeftOut::no_day);
      continue;
    }
    row.record.rewatch = from.rewatch;
    row.record.rating = halves(from.rating);
    row.record.place = cut(from.place, 100);
    row.record.note = cut(from.note, 5000);
    for (const auto& tag : from.tags) {
      if (row.record.tags.size() < 20 && !tag.empty()) row.record.tags.push_back(cut(tag, 50));
    }
    out.add(std::move(row));
  }
  for (std::size_t i = 0; i < taken.entries.size(); ++i) {
    const auto& from = taken.entries[i];
    auto row = row_of(Kind::entry, from.movie, "entries", i);
    row.record.status = from.status.value_or("");
    row.record.rating = halves(from.rating);
    row.record.favorite = from.favorite;
    row.record.note = cut(from.note, 5000);
    out.add(std::move(row));
  }
  for (std::size_t i = 0; i < taken.reviews.size(); ++i) {
    const auto& from = taken.reviews[i];
    auto row = row_of(Kind::review, from.movie, "reviews", i);
    row.record.body = cut(from.body, 20'000);
    row.record.spoiler = from.spoiler;
    row.record.written_at = from_rfc3339(from.created_at);
    out.add(std::move(row));
  }
  for (std::size_t i = 0; i < taken.lists.size(); ++i) {
    const auto& from = taken.lists[i];
    const ListFacts list{cut(from.name, 100), cut(from.description, 5000), from.ranked, from.visibility};
    Row head{Kind::list_item, "", 0, "lists, item " + std::to_string(i + 1), {}};
    head.record.list = list;
    if (list.name.empty()) {
      out.leave_out("lists", WhyLeftOut::no_name);
      continue;
    }
    out.add(std::move(head));
    for (std::size_t j = 0; j < from.items.size(); ++j) {
      auto row = row_of(Kind::list_item, from.items[j].movie, "list " + list.name, j);
      row.record.list = list;
      row.record.note = cut(from.items[j].note, 2000);
      out.add(std::move(row));
    }
  }
  for (std::size_t i = 0; i < taken.collection.size(); ++i) {
    const auto& from = taken.collection[i];
    auto row = row_of(Kind::collection_item, from.movie.value_or(FilmName{}), "collection", i);
    row.record.copy = from.copy;
    out.add(std::move(row));
  }
  return out;
}

}  // namespace kinoteka::takeout
