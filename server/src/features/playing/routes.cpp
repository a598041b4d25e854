#include "features/playing/routes.hpp"

#include "media/subtitles.hpp"

namespace kinoteka::playing {
namespace {

http::Response media(std::string type, std::string body) {
  http::Response response;
  response.content_type = std::move(type);
  response.body = std::move(body);
  return response;
}

http::Response sent(FilmStream stream) {
  http::Response response;
  response.content_type = std::move(stream.content_type);
  response.file = std::make_shared<const http::FileBody>(stream.fd.release(), stream.size, stream.modified_ms);
  // A film's bytes may be anything: they are a video, whatever they look like, and no page.
  response.headers.emplace_back("Content-Disposition", "inline");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

}  // namespace

struct MovieIds {
  http::IdList<200> movies;
};
BOOST_DESCRIBE_STRUCT(MovieIds, (), (movies))

struct TokenQuery {
  Text<20, 100> token;
};
BOOST_DESCRIBE_STRUCT(TokenQuery, (), (token))

struct NewSubtitles {
  std::optional<Text<2, 8>> language;
  std::optional<Text<1, 60>> label;
};
BOOST_DESCRIBE_STRUCT(NewSubtitles, (), (language, label))

void add_routes(http::Router& router, Playing& playing) {
  using http::anyone, http::members, http::editors, callers::Guest, callers::Member, callers::Editor, http::Body,
      http::Query, http::Created, http::NoContent, http::Name, http::Request, http::Response;

  auto& copies = playing.copies;
  auto& playback = playing.playback;
  auto& subtitles = playing.subtitles;
  auto& positions = playing.positions;
  auto& links = playing.links;
  auto& previews = playing.previews;
  http::Rows rows(router, "Playing");
  rows.get("/api/movies/{id}/files", members, "The copies of a film that can be played",
           [&](Member member, Id id) { return copies.files_of(member, id); });
  rows.get("/api/media/playable", members, "Which of these films can be played",
           [&](Member member, Query<MovieIds> query) { return copies.playable(member, query.movies.ids); });
  rows.get("/api/media/movies", members, "Films that can be played here, the newest first",
           [&](Member member, Query<http::Paging> query) {
             return http::selected<json::Encoded<catalogue::MovieCard>>(
                 copies.movies(member), query.chosen(),
                 [&](const std::vector<std::int32_t>& ids) { return copies.cards(ids); });
           });
  rows.get("/api/user/continue", members, "Films begun and not finished, the latest first",
           [&](Member member) { return positions.open_films(member); });
  rows.get("/api/media/{id}", members, "What a player needs to know of a file",
           [&](Member member, Id id) { return playback.item(member, id); });
  rows.put(
      "/api/media/{id}/position", members, "Where one has stopped; nine tenths seen is a viewing in the diary",
      [&](Member member, Id id, Body<Position> position) { return positions.save(member, id, position->position_ms); });
  rows.remove("/api/media/{id}/position", members, "Forget where one has stopped", [&](Member member, Id id) {
    positions.forget(member, id);
    return NoContent{};
  });
  // A link is worth as much as a key.
  const http::RowOptions in_person_only{.in_person = true};
  const http::RowOptions waiting{.pool = http::Pool::waiting};
  rows.post("/api/media/{id}/links", members, "A link for playing it on another device", in_person_only,
            [&](Member member, Id id, Body<NewStreamLink> link) {
              return Created<CreatedStreamLink>{links.add(member, id, link->hours), "/api/user/stream-links"};
            });
  rows.get("/api/user/stream-links", members, "Links of one's own that have not ended", in_person_only,
           [&](Member member) { return links.all(member); });
  rows.remove("/api/user/stream-links/{id}", members, "End a link", in_person_only, [&](Member member, Id id) {
    links.remove(member, id);
    return NoContent{};
  });

  // What follows may wait for a disk or a child process.
  rows.get("/api/media/{id}/stream", members, "The file as it is, in ranges", waiting,
           [&](Member member, Id id) { return sent(playback.stream(member, id)); });
  rows.post("/api/media/{id}/playback", members,
            "How this browser can play a file; begins to convert it where it must be",
            {.pool = http::Pool::conversions, .an_hour = 600},
            [&](Member member, Id id, Body<Abilities> abilities) { return playback.playback(member, id, *abilities); });
  rows.get("/api/media/{id}/hls/{plan}/index.m3u8", members, "A converted film's playlist",
           {.pool = http::Pool::conversions}, [&](Member member, Id id, Name plan) {
             return media("application/vnd.apple.mpegurl", playback.playlist(member, id, plan.value));
           });
  rows.get("/api/media/{id}/hls/{plan}/{piece}", members, "A piece of a converted film",
           {.pool = http::Pool::conversions}, [&](Member member, Id id, Name plan, Name piece) {
             return media("video/mp4", playback.piece(member, id, plan.value, piece.value));
           });
  rows.get("/api/media/{id}/subtitles/{name}", members, "Subtitles as WebVTT", waiting,
           [&](Member member, Id id, Name name) {
             return media("text/vtt; charset=utf-8", subtitles.text(member, id, name.value));
           });
  rows.get("/api/media/{id}/previews", members, "Small frames of a film, to be shown above a player's bar", waiting,
           [&](Member member, Id id) { return previews.previews(member, id); });
  rows.get("/api/media/{id}/previews.jpg", members, "Those frames, in rows of one picture", waiting,
           [&](Member member, Id id) {
             auto sheet = media("image/jpeg", previews.sheet(member, id));
             sheet.headers.emplace_back("Cache-Control", "max-age=31536000, immutable");
             return sheet;
           });
  rows.post("/api/media/{id}/subtitles", editors, "Bring subtitles along",
            {.pool = http::Pool::waiting,
             .file = {media::largest_subtitles, {"application/x-subrip", "text/vtt", "application/octet-stream"}}},
            [&](Editor editor, Id id, Query<NewSubtitles> query, const Request& request) {
              auto made = subtitles.add(editor, id, request.body, query.language ? **query.language : "",
                                        query.label ? **query.label : "");
              auto location = made.url;
              return Created<SubtitleChoice>{std::move(made), std::move(location)};
            });
  rows.remove("/api/media/{id}/subtitles/{subtitle_id}", editors, "Remove subtitles that were brought along", waiting,
              [&](Editor editor, Id id, Id subtitle) {
                subtitles.remove(editor, id, subtitle);
                return NoContent{};
              });
  rows.get("/api/play", anyone, "A film by a link", {.pool = http::Pool::waiting, .secret_query = true},
           [&](Guest, Query<TokenQuery> query) { return sent(links.stream(*query.token)); });
  rows.get("/api/play.m3u", anyone, "A film by a link, as a playlist for players",
           {.pool = http::Pool::waiting, .secret_query = true}, [&](Guest, Query<TokenQuery> query) {
             auto playlist = media("audio/x-mpegurl; charset=utf-8", links.playlist(*query.token));
             playlist.headers.emplace_back("Content-Disposition", "attachment; filename=\"film.m3u\"");
             return playlist;
           });
}

}  // namespace kinoteka::playing
