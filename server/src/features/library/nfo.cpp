#include "features/library/nfo.hpp"

#include <sstream>

#include <pugixml.hpp>

#include "base/number.hpp"
#include "base/text.hpp"

namespace kinoteka::library {
namespace {

bool is_imdb(std::string_view id) {
  return id.size() >= 9 && id.size() <= 11 && id.starts_with("tt") &&
         id.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

bool is_tmdb(std::string_view id) {
  return !id.empty() && id.size() < 10 && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view digits_at(std::string_view text, std::size_t at) {
  const auto end = text.find_first_not_of("0123456789", at);
  return text.substr(at, end == std::string_view::npos ? end : end - at);
}

// "https://www.imdb.com/title/tt0133093/", "https://www.themoviedb.org/movie/603-the-matrix".
void read_links(std::string_view text, Nfo& out) {
  if (const auto at = text.find("imdb.com/title/tt"); out.imdb.empty() && at != std::string_view::npos) {
    const auto id = "tt" + std::string(digits_at(text, at + 17));
    if (is_imdb(id)) out.imdb = id;
  }
  if (const auto at = text.find("themoviedb.org/movie/"); out.tmdb.empty() && at != std::string_view::npos) {
    const auto id = digits_at(text, at + 21);
    if (is_tmdb(id)) out.tmdb = id;
  }
}

std::string text_of(const pugi::xml_node& movie, const char* name) {
  const auto text = text::trim(movie.child_value(name));
  return text::valid_utf8(text) ? std::string(text::prefix(text, 500)) : std::string();
}

}  // namespace

std::optional<Nfo> read_nfo(std::string_view bytes) {
  if (bytes.size() > largest_nfo) return std::nullopt;
  Nfo out;
  pugi::xml_document document;
  // No DOCTYPE, no processing instructions; the five entities of XML itself are the only ones it knows.
  document.load_buffer(bytes.data(), bytes.size(), pugi::parse_escapes | pugi::parse_cdata | pugi::parse_eol);
  if (const auto movie = document.child("movie")) {
    out.title = text_of(movie, "title");
    out.original_title = text_of(movie, "originaltitle");
    out.year = movie.child("year").text().as_int();
    if (out.year == 0) out.year = static_cast<int>(leading_integer(std::string(text_of(movie, "premiered"), 0, 4)));
    if (out.year < 1870 || out.year > 2100) out.year = 0;
    for (const auto& id : movie.children("uniqueid")) {
      const std::string_view type = id.attribute("type").value(), value = text::trim(id.child_value());
      if (type == "imdb" && is_imdb(value)) out.imdb = value;
      if (type == "tmdb" && is_tmdb(value)) out.tmdb = value;
    }
    for (const auto* name : {"id", "imdbid", "imdb_id"})
      if (const auto id = text_of(movie, name); out.imdb.empty() && is_imdb(id)) out.imdb = id;
    for (const auto* name : {"tmdbid", "tmdb_id"})
      if (const auto id = text_of(movie, name); out.tmdb.empty() && is_tmdb(id)) out.tmdb = id;
  }
  read_links(bytes, out);
  if (out.title.empty() && out.imdb.empty() && out.tmdb.empty()) return std::nullopt;
  return out;
}

std::string write_nfo(const Nfo& nfo) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto movie = document.append_child("movie");
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) movie.append_child(name).text() = text.c_str();
  };
  add("title", nfo.title);
  add("originaltitle", nfo.original_title);
  if (nfo.year > 0) add("year", std::to_string(nfo.year));
  const auto add_id = [&](const char* type, const std::string& value) {
    if (value.empty()) return;
    auto id = movie.append_child("uniqueid");
    id.append_attribute("type") = type;
    id.text() = value.c_str();
  };
  add_id("imdb", nfo.imdb);
  add_id("tmdb", nfo.tmdb);
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace kinoteka::library
