#include "features/takeout/domain.hpp"

#include <algorithm>
#include <charconv>

#include "base/budget.hpp"
#include "base/text.hpp"
#include "json/date.hpp"

namespace kinoteka::takeout {

namespace {

// The first of our rules that it breaks; and what would hurt to be kept is taken away.
RowFault fault_of(Row& row) {
  auto& record = row.record;
  RowFault fault;
  const auto say = [&](std::string words, Reason code) {
    if (fault.words.empty()) fault = {std::move(words), code};
  };
  const auto clean = [&](std::string& text) {
    if (text.find('\0') == std::string::npos) return;
    std::erase(text, '\0');
    say("It holds NUL characters.", Reason::nul_characters);
  };
  const auto cut = [](std::string& text, std::size_t characters) {
    if (text.size() > characters) text.resize(text::prefix(text, characters).size());
  };
  for (auto* text :
       {&row.title, &row.place, &record.status, &record.note, &record.watched_on, &record.place, &record.body})
    clean(*text);
  for (auto& tag : record.tags) clean(tag);
  cut(row.title, longest_title);
  cut(row.place, 300);
  cut(record.note, longest_note);
  cut(record.place, longest_place);
  for (const auto& [provider, id] : record.external_ids) {
    if (provider.size() > 20 || id.size() > 300 || id.find('\0') != std::string::npos)
      say("It names an id that is none.", Reason::film_id_unreadable);
  }
  std::erase_if(record.external_ids, [](const auto& id) {
    return id.first.size() > 20 || id.second.size() > 300 || id.second.find('\0') != std::string::npos;
  });
  if (text::length(record.body) > longest_review)
    say("The review has more than 20,000 characters.", Reason::review_too_long);
  cut(record.body, longest_review);
  if (record.rating < 0 || record.rating > 10)
    say("The rating is not from half a star to five.", Reason::rating_outside);
  record.rating = std::clamp<std::int64_t>(record.rating, 0, 10);
  const auto& status = record.status;
  if (!status.empty() && status != "planned" && status != "watching" && status != "watched" && status != "dropped") {
    say("The status is none of ours.", Reason::status_unknown);
    record.status.clear();
  }
  if (record.list) {
    for (auto* text : {&record.list->name, &record.list->description, &record.list->visibility}) clean(*text);
    cut(record.list->name, 100);
    cut(record.list->description, 5000);
    cut(record.list->visibility, 20);
  }
  if (record.copy) {
    auto& copy = *record.copy;
    for (auto* text : {&copy.title, &copy.format, &copy.location, &copy.condition, &copy.lent_to, &copy.note}) {
      clean(*text);
      cut(*text, 3000);  // its own rules, which are stricter, are asked when it is added
    }
  }
  return fault;
}

std::size_t size_of(const Row& row) {
  const auto& record = row.record;
  auto size = sizeof(Row) + row.title.capacity() + row.place.capacity() + record.note.capacity() +
              record.body.capacity() + record.external_ids.size() * 120 + record.tags.size() * 60;
  if (record.list) size += sizeof(ListFacts) + record.list->name.capacity() + record.list->description.capacity();
  if (record.copy) size += sizeof(CopyFacts) + record.copy->note.capacity();
  return size;
}

}  // namespace

void Parsed::count() {
  if (++seen_ > most_rows)
    throw invalid(
        {{"file", "holds more than " + std::to_string(most_rows) + " rows: split it", Reason::too_many_rows}});
  if (seen_ % 256 == 0) budget::check();
}

void Parsed::leave_out(std::string_view what, WhyLeftOut why) {
  count();
  what = text::prefix(what, 200);
  for (auto& item : left_out) {
    if (item.what == what && item.why == why) {
      ++item.rows;
      return;
    }
  }
  if (left_out.size() < most_left_out) {
    left_out.push_back({std::string(what), why, 1});
  } else {
    if (left_out.size() == most_left_out) left_out.push_back({"", WhyLeftOut::no_place, 0});
    ++left_out.back().rows;
  }
}

void Parsed::add(Row row) {
  count();
  row.fault = fault_of(row);
  budget::take(size_of(row));
  rows.push_back(std::move(row));
}

std::int64_t half_stars(std::string_view text) {
  text = text::trim(text);
  double stars = 0;
  const auto* last = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), last, stars);
  if (parsed.ec != std::errc{} || parsed.ptr != last || !(stars >= 0.5 && stars <= 5)) return 0;
  return static_cast<std::int64_t>(stars * 2 + 0.5);
}

std::string day_of(std::string_view text) {
  json::Date day;
  const auto fault = json::Date::parse(std::string(text::trim(text).substr(0, 10)), day);
  return fault.empty() ? day.value : std::string();
}

int year_of(std::string_view text) {
  text = text::trim(text);
  int year = 0;
  const auto* last = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), last, year);
  return parsed.ec == std::errc{} && parsed.ptr == last && year >= 1870 && year <= 2100 ? year : 0;
}

}  // namespace kinoteka::takeout
