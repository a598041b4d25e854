// Trakt's export: JSON arrays, in a zip or one by one; what they are is told by what is in them, since exporters name
// files differently. Ratings are 1 to 10: as many half-stars.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "features/takeout/formats.hpp"
#include "json/decode.hpp"

namespace kinoteka::takeout {
namespace {

namespace js = boost::json;

std::optional<js::array> array_of(const File& file) {
  if (!file.name.ends_with(".json")) return std::nullopt;
  try {
    auto value = json::parse(file.bytes);
    if (value.is_array()) return std::move(value.as_array());
  } catch (const Error& error) {
    if (error.code != Code::bad_request) throw;  // not for want of JSON
  }
  return std::nullopt;
}

const js::object* object_at(const js::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}
std::string text_at(const js::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  if (value == nullptr) return {};
  if (const auto* text = value->if_string()) return std::string(*text);
  if (const auto* number = value->if_int64()) return std::to_string(*number);
  return {};
}
int number_at(const js::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  const auto* number = value == nullptr ? nullptr : value->if_int64();
  return number == nullptr || *number < 0 || *number > 1'000'000 ? 0 : static_cast<int>(*number);
}

Row row_of(const js::object& movie, const File& file, std::size_t number) {
  Row row{Kind::entry,
          text_at(movie, "title"),
          number_at(movie, "year"),
          std::string(base_name(file.name)) + ", item " + std::to_string(number),
          {}};
  if (row.year < 1870 || row.year > 2100) row.year = 0;
  if (const auto* ids = object_at(movie, "ids")) {
    for (const auto* provider : {"imdb", "tmdb"}) {
      if (auto id = text_at(*ids, provider); !id.empty()) row.record.external_ids[provider] = std::move(id);
    }
  }
  return row;
}

// "lists-list-123-best-of-2020.json" → "best of 2020"; empty for other files.
std::string list_name(std::string_view name) {
  if (!name.starts_with("lists-") || name == "lists-lists.json" || name.starts_with("lists-watchlist") ||
      name.starts_with("lists-favorites"))
    return {};
  auto rest = name.substr(6);
  if (rest.starts_with("list-")) {
    rest.remove_prefix(5);
    const auto digits = rest.find_first_not_of("0123456789");
    if (digits != std::string_view::npos && rest[digits] == '-') rest.remove_prefix(digits + 1);
  }
  std::string out(rest.substr(0, rest.size() - 5));
  for (char& c : out) c = c == '-' ? ' ' : c;
  return out;
}

}  // namespace

bool is_trakt(const std::vector<File>& files) {
  for (const auto& file : files) {
    const auto items = array_of(file);
    if (!items || items->empty() || !items->front().is_object()) continue;
    if (items->front().as_object().contains("movie") || items->front().as_object().contains("show")) return true;
  }
  return false;
}

Parsed parse_trakt(const std::vector<File>& files) {
  Parsed out;
  for (const auto& file : files) {
    const std::string name(base_name(file.name));
    const auto items = array_of(file);
    if (!items) {
      out.leave_out(name, WhyLeftOut::no_place);
      continue;
    }
    const auto list = list_name(name);
    bool list_made = false;
    for (std::size_t i = 0; i < items->size(); ++i) {
      const auto* item = (*items)[i].if_object();
      const auto* movie = item == nullptr ? nullptr : object_at(*item, "movie");
      if (movie == nullptr) {
        out.leave_out(name, WhyLeftOut::no_film);
        continue;
      }
      auto row = row_of(*movie, file, i + 1);
      auto& record = row.record;
      if (row.title.empty() && record.external_ids.empty()) {
        out.leave_out(name, WhyLeftOut::names_no_film);
        continue;
      }
      record.note = text::prefix(text_at(*item, "notes"), 2000);
      if (item->contains("comment")) {
        const auto* comment = object_at(*item, "comment");
        row.kind = Kind::review;
        record.body =
            text::prefix(comment == nullptr ? text_at(*item, "comment") : text_at(*comment, "comment"), 20'000);
        if (record.body.empty()) continue;
      } else if (!list.empty()) {
        const ListFacts facts{std::string(text::prefix(list, 100)), "", true, "private"};
        if (!std::exchange(list_made, true)) {
          Row head{Kind::list_item, "", 0, name, {}};
          head.record.list = facts;
          out.add(std::move(head));
        }
        row.kind = Kind::list_item;
        record.list = facts;
      } else if (item->contains("rating") && item->contains("rated_at")) {
        record.rating = std::min(10, number_at(*item, "rating"));
        record.status = "watched";
      } else if (item->contains("watched_at")) {
        record.watched_on = day_of(text_at(*item, "watched_at"));
        if (record.watched_on.empty()) {
          record.status = "watched";
        } else {
          row.kind = Kind::viewing;
        }
      } else if (item->contains("last_watched_at") || item->contains("plays")) {
        record.status = "watched";
      } else if (name.find("favorite") != std::string::npos) {
        record.favorite = true;
      } else if (item->contains("listed_at") || name.find("watchlist") != std::string::npos) {
        record.status = "planned";
      } else {
        out.leave_out(name, WhyLeftOut::no_place);
        continue;
      }
      out.add(std::move(row));
    }
  }
  return out;
}

}  // namespace kinoteka::takeout
