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
  using http::anyone, http::members, http::editors, http::Guest, http::Member, http::Editor, http::Body, http::Query,
      http::Created, http::NoContent, http::Name, http::Request, http::Response;

  auto& [copies, playback, subtitles, positions, links, previews] = playing;
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
  http::Rows in_person(router, "Playing");
  in_person.in_person();  // a link is worth as much as a key
  in_person.post("/api/media/{id}/links", members, "A link for playing it on another device",
                 [&](Member member, Id id, Body<NewStreamLink> link) {
                   return Created<CreatedStreamLink>{links.add(member, id, link->hours), "/api/user/stream-links"};
                 });
  in_person.get("/api/user/stream-links", members, "Links of one's own that have not ended",
                [&](Member member) { return links.all(member); });
  in_person.remove("/api/user/stream-links/{id}", members, "End a link", [&](Member member, Id id) {
    links.remove(member, id);
    return NoContent{};
  });

  // What follows may wait for a disk or a child process.
  rows.on(http::Pool::waiting);
  rows.get("/api/media/{id}/stream", members, "The file as it is, in ranges",
           [&](Member member, Id id) { return sent(playback.stream(member, id)); });
  http::Rows conversions(router, "Playing");
  conversions.on(http::Pool::conversions);
  conversions
      .post("/api/media/{id}/playback", members,
            "How this browser can play a file; begins to convert it where it must be",
            [&](Member member, Id id, Body<Abilities> abilities) { return playback.playback(member, id, *abilities); })
      .an_hour(600);
  conversions.get("/api/media/{id}/hls/{plan}/index.m3u8", members, "A converted film's playlist",
                  [&](Member member, Id id, Name plan) {
                    return media("application/vnd.apple.mpegurl", playback.playlist(member, id, plan.value));
                  });
  conversions.get("/api/media/{id}/hls/{plan}/{piece}", members, "A piece of a converted film",
                  [&](Member member, Id id, Name plan, Name piece) {
                    return media("video/mp4", playback.piece(member, id, plan.value, piece.value));
                  });
  rows.get("/api/media/{id}/subtitles/{name}", members, "Subtitles as WebVTT", [&](Member member, Id id, Name name) {
    return media("text/vtt; charset=utf-8", subtitles.text(member, id, name.value));
  });
  rows.get("/api/media/{id}/previews", members, "Small frames of a film, to be shown above a player's bar",
           [&](Member member, Id id) { return previews.previews(member, id); });
  rows.get("/api/media/{id}/previews.jpg", members, "Those frames, in rows of one picture", [&](Member member, Id id) {
    auto sheet = media("image/jpeg", previews.sheet(member, id));
    sheet.headers.emplace_back("Cache-Control", "max-age=31536000, immutable");
    return sheet;
  });
  rows.post("/api/media/{id}/subtitles", editors, "Bring subtitles along",
            [&](Editor editor, Id id, Query<NewSubtitles> query, const Request& request) {
              auto made = subtitles.add(editor, id, request.body, query.language ? **query.language : "",
                                        query.label ? **query.label : "");
              auto location = made.url;
              return Created<SubtitleChoice>{std::move(made), std::move(location)};
            })
      .takes_file(media::largest_subtitles, {"application/x-subrip", "text/vtt", "application/octet-stream"});
  rows.remove("/api/media/{id}/subtitles/{subtitle_id}", editors, "Remove subtitles that were brought along",
              [&](Editor editor, Id id, Id subtitle) {
                subtitles.remove(editor, id, subtitle);
                return NoContent{};
              });
  rows.get("/api/play", anyone, "A film by a link",
           [&](Guest, Query<TokenQuery> query) { return sent(links.stream(*query.token)); })
      .secret_query();
  rows.get("/api/play.m3u", anyone, "A film by a link, as a playlist for players",
           [&](Guest, Query<TokenQuery> query) {
             auto playlist = media("audio/x-mpegurl; charset=utf-8", links.playlist(*query.token));
             playlist.headers.emplace_back("Content-Disposition", "attachment; filename=\"film.m3u\"");
             return playlist;
           })
      .secret_query();
}

}  // namespace kinoteka::playing
