#include "app/page_previews.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/render.hpp"
#include "http/rows.hpp"
#include "mail/message.hpp"

namespace kinoteka::app {
namespace {

constexpr std::size_t longest_description = 300;

// What of a film's JSON stands in its preview.
struct FilmPicture {
  std::string url;
};
BOOST_DESCRIBE_STRUCT(FilmPicture, (), (url))
struct Film {
  std::string title, description;
  std::optional<std::int64_t> year;
  std::optional<FilmPicture> poster;
};
BOOST_DESCRIBE_STRUCT(Film, (), (title, description, year, poster))

std::string shortened(const std::string& text) {
  if (text::length(text) <= longest_description) return text;
  return std::string(text::prefix(text, longest_description)) + "…";
}

std::optional<std::int64_t> number_of(const std::string& text) {
  Id id;
  return http::detail::read_parameter(text, id).empty() ? std::optional<std::int64_t>(id) : std::nullopt;
}

http::Response page_of(std::string body) {
  http::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(body);
  const auto headers = http::security_headers(http::Policy::page);
  for (const auto line : text::split(headers, '\n')) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    response.headers.emplace_back(line.substr(0, colon), text::trim(line.substr(colon + 2)));
  }
  return response;
}

}  // namespace

std::string with_preview(std::string_view page, const Preview& preview) {
  std::string tags;
  const auto add = [&](std::string_view property, const std::string& content) {
    if (!content.empty())
      tags += "<meta property=\"og:" + std::string(property) + "\" content=\"" + mail::escape_html(content) + "\" />";
  };
  add("site_name", "Kinoteka");
  add("type", preview.type);
  add("title", preview.title);
  add("description", shortened(preview.description));
  add("image", preview.picture);
  add("url", preview.address);
  std::string out(page);
  constexpr std::string_view title = "<title>Kinoteka</title>", end = "</head>";
  if (const auto at = out.find(end); at != std::string::npos) out.insert(at, tags);
  if (const auto at = out.find(title); at != std::string::npos)
    out.replace(at, title.size(), "<title>" + mail::escape_html(preview.title) + " · Kinoteka</title>");
  return out;
}

void add_page_previews(http::Router& router, const http::StaticFiles& files, catalogue::Service& catalogue,
                       const lists::Service& lists, const std::string& own_address, bool members_only) {
  using http::anyone, callers::Guest, http::Name;
  const auto page = files.page(http::Encoding::identity);
  if (!page || members_only) return;

  // `describe` throws Error{not_found} for what is not there, or not for everyone. Whatever goes wrong, people get the
  // page: it says in words what the API says.
  const auto shown = [page](const std::string& name, auto describe) {
    const auto id = number_of(name);
    if (!id) return page_of(page->body);
    try {
      return page_of(with_preview(page->body, describe(*id)));
    } catch (const Error&) {
      return page_of(page->body);
    }
  };
  http::Rows rows(router, "");
  rows.get("/movies/{id}", anyone, "A film's page", {.asks_who = false}, [=, &catalogue](Guest, Name name) {
    return shown(name.value, [&](std::int64_t id) {
      const auto film = json::decode<Film>(catalogue.movie(id).value.text, json::Unknown::ignore);
      const auto year = film.year ? " (" + std::to_string(*film.year) + ')' : std::string();
      return Preview{"video.movie", film.title + year, film.description,
                     film.poster ? own_address + film.poster->url + "/500.jpg" : "",
                     own_address + "/movies/" + std::to_string(id)};
    });
  });
  rows.get("/lists/{id}", anyone, "A list's page", {.asks_who = false}, [=, &lists](Guest, Name name) {
    return shown(name.value, [&](std::int64_t id) {
      const auto list = lists.list({}, id);
      return Preview{"website", list.name, list.description, "", own_address + "/lists/" + std::to_string(id)};
    });
  });
}

}  // namespace kinoteka::app
