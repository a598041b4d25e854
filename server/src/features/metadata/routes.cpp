#include "features/metadata/routes.hpp"

#include "http/rows.hpp"
#include "json/language.hpp"

namespace kinoteka::metadata {

// A provider, or the first that finds something.
struct AnyProvider {
  std::string value;
  static std::string parse(const std::string& text, AnyProvider& to) {
    ProviderName name;
    auto fault = ProviderName::parse(text, name);
    if (fault.empty()) to.value = text == "any" ? "" : text;
    return fault;
  }
  static boost::json::object schema() {
    auto out = ProviderName::schema();
    auto& names = out["enum"].as_array();
    names.insert(names.begin(), "any");
    return out;
  }
};

struct SearchQuery {
  Text<1, 200> q;
  std::optional<Int<1870, 2100>> year;
  std::optional<AnyProvider> provider;
  json::Language language;

  static constexpr json::Doc docs[] = {
      {"provider", "Whom to ask beside the catalogue, for who is signed in: any is the first that finds something."},
      {"language", "That providers' titles are to be in."}};

  SearchFor wanted() const {
    SearchFor out;
    out.text = *q;
    if (year) out.year = static_cast<int>(std::int64_t(*year));
    out.language = language.value;
    out.outside = provider.has_value();
    if (provider) out.provider = provider->value;
    return out;
  }
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, year, provider, language))

void add_routes(http::Router& router, Service& metadata, catalogue::Service& catalogue) {
  using http::readers, http::members, http::editors, http::admins, callers::Reader, callers::Member, callers::Editor,
      callers::Admin, http::Query, http::Body, http::Ensured, http::Created, http::Accepted, http::NoContent;
  using MoviePage = http::Versioned<json::Encoded<catalogue::Movie>>;

  http::Rows rows(router, "Metadata");
  rows.get("/api/providers", readers, "Whom films can be looked up with, and how they want to be named",
           [&](Reader) { return metadata.providers(); });
  rows.post("/api/admin/metadata/refresh", admins, "Ask for every film again, those first that were not asked longest",
            [&](Admin admin) { return Accepted<RefreshAll>{metadata.refresh_all(admin)}; });

  rows.get("/api/search", readers, "The catalogue's movies, and what providers know",
           {.pool = http::Pool::outside, .pool_if = "provider"},
           [&](Reader reader, Query<SearchQuery> query) { return metadata.search(reader, query.wanted()); });
  rows.post("/api/movies/from-provider", members, "Keep a movie that a provider knows; ours where we have it",
            {.pool = http::Pool::outside, .an_hour = 120}, [&](Member member, Body<FromProvider> wanted) {
              const auto kept = metadata.keep(member, wanted->provider, *wanted->id);
              return Ensured<MoviePage>{catalogue.movie(kept.movie), "/api/movies/" + std::to_string(kept.movie),
                                        kept.created};
            });
  rows.post("/api/movies/{id}/refresh", editors, "Ask providers for a movie again",
            {.pool = http::Pool::outside, .an_hour = 300}, [&](Editor editor, Id id) {
              metadata.refresh(editor, id);
              return catalogue.movie(id);
            });
}

}  // namespace kinoteka::metadata
