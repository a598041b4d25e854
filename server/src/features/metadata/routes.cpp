#include "features/metadata/routes.hpp"

#include "http/routes.hpp"

namespace kinoteka::metadata {

enum class Ask { any, tmdb, omdb, wikidata };
BOOST_DESCRIBE_ENUM(Ask, any, tmdb, omdb, wikidata)

enum class TitleLanguage { en, ru };
BOOST_DESCRIBE_ENUM(TitleLanguage, en, ru)

struct SearchQuery {
  Text<1, 200> q;
  std::optional<Int<1870, 2100>> year;
  std::optional<Ask> provider;
  TitleLanguage language = TitleLanguage::en;

  static constexpr json::Doc docs[] = {
      {"provider", "Whom to ask beside the catalogue, for who is signed in: any is the first that finds something."},
      {"language", "That providers' titles are to be in."}};

  SearchFor wanted() const {
    SearchFor out;
    out.text = *q;
    if (year) out.year = static_cast<int>(std::int64_t(*year));
    out.language = json::enum_name(language);
    out.outside = provider.has_value();
    if (provider) out.provider = json::enum_value<ProviderName>(json::enum_name(*provider));
    return out;
  }
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, year, provider, language))

void add_routes(http::Router& router, Service& metadata, catalogue::Service& catalogue) {
  using http::readers, http::members, http::editors, http::admins, http::Reader, http::Member, http::Editor,
      http::Admin, http::Query, http::Body, http::Ensured, http::Created, http::Accepted, http::NoContent;
  using MoviePage = http::Versioned<json::Encoded<catalogue::Movie>>;

  http::Rows rows(router, "Metadata");
  rows.get("/api/providers", readers, "Whom films can be looked up with, and how they want to be named",
           [&](Reader) { return metadata.providers(); });
  rows.get("/api/movies/{id}/pictures", readers, "A movie's gallery",
           [&](Reader, Id id) { return metadata.gallery(id); });
  rows.post("/api/movies/{id}/pictures", editors, "Add a picture to a movie's gallery",
            [&](Editor editor, Id id, Body<NewGalleryPicture> picture) {
              return Created<Gallery>{metadata.add_picture(editor, id, *picture),
                                      "/api/movies/" + std::to_string(id) + "/pictures"};
            });
  rows.remove("/api/movies/{id}/pictures/{picture_id}", editors, "Take a picture out of a movie's gallery",
              [&](Editor editor, Id id, Id picture) {
                metadata.remove_picture(editor, id, picture);
                return NoContent{};
              });
  rows.post("/api/movies/{id}/pictures/fetch", editors, "Fetch all pictures that providers offer for a movie",
            [&](Editor editor, Id id) {
              metadata.fetch_pictures(editor, id);
              return NoContent{};
            });
  rows.get("/api/movies/{id}/locks", editors, "What of a movie no provider changes",
           [&](Editor editor, Id id) { return metadata.locks(editor, id); });
  rows.put("/api/movies/{id}/locks", editors, "Say what of a movie no provider changes; who edits a field locks it",
           [&](Editor editor, Id id, Body<Locks> locks) { return metadata.set_locks(editor, id, *locks); });
  rows.post("/api/admin/metadata/refresh", admins, "Ask for every film again, those first that were not asked longest",
            [&](Admin admin) { return Accepted<RefreshAll>{metadata.refresh_all(admin)}; });

  rows.on(http::Pool::outside);
  rows.get("/api/search", readers, "The catalogue's movies, and what providers know",
           [&](Reader reader, Query<SearchQuery> query) { return metadata.search(reader, query.wanted()); })
      .only_with("provider");
  rows.post("/api/movies/from-provider", members, "Keep a movie that a provider knows; ours where we have it",
            [&](Member member, Body<FromProvider> wanted) {
              const auto kept = metadata.keep(member, wanted->provider, *wanted->id);
              return Ensured<MoviePage>{catalogue.movie(kept.movie), "/api/movies/" + std::to_string(kept.movie),
                                        kept.created};
            })
      .an_hour(120);
  rows.post("/api/movies/{id}/refresh", editors, "Ask providers for a movie again",
            [&](Editor editor, Id id) {
              metadata.refresh(editor, id);
              return catalogue.movie(id);
            })
      .an_hour(300);
  rows.post("/api/pictures/from-url", editors, "Bring a picture that lies elsewhere",
            [&](Editor editor, Query<pictures::CropQuery> part, Body<PictureAddress> address) {
              auto made = metadata.bring_picture(editor, address->url.value, part.crop());
              auto location = made.url;
              return Created<pictures::Picture>{std::move(made), std::move(location)};
            })
      .an_hour(600);
}

}  // namespace kinoteka::metadata
