#include "features/metadata/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/identity/face.hpp"
#include "features/intake/face.hpp"
#include "features/metadata/record.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::metadata {
namespace {

constexpr std::size_t own_results = 12;

void say(ProviderState& state, providers::Trouble trouble) {
  state.state = trouble;
  switch (trouble) {
    case providers::Trouble::none: break;
    case providers::Trouble::no_key:
      state.trouble = state.title + " needs a key: the operator sets " + state.setting + '.';
      break;
    case providers::Trouble::key_refused: state.trouble = state.title + " does not accept its key."; break;
    case providers::Trouble::away: state.trouble = state.title + " does not answer for now. Try again later."; break;
  }
}

ProviderState state_of(const providers::Provider& provider) {
  const auto& about = provider.about();
  ProviderState out;
  out.name.value = about.name;
  out.title = about.title;
  out.website = about.website;
  out.attribution = about.attribution;
  out.setting = about.setting;
  out.ready = about.ready;
  say(out, about.ready ? provider.trouble() : providers::Trouble::no_key);
  return out;
}

}  // namespace

Service::Service(db::Database& database, jobs::Jobs& jobs, gallery::Service& gallery, net::Fetcher& fetcher,
                 const providers::Settings& settings)
    : database_(database),
      quiet_(database),
      jobs_(jobs),
      gallery_(gallery),
      answers_(database),
      providers_(providers::make_providers(settings, fetcher, answers_)) {
  jobs_.handle<jobs::RefreshFilms>([this](jobs::Running& running, const jobs::RefreshFilms&) { run_refresh(running); });
}

void Service::tidy() { answers_.tidy(); }

std::vector<ProviderState> Service::providers() const {
  std::vector<ProviderState> out;
  for (const auto& provider : providers_) out.push_back(state_of(*provider));
  return out;
}

providers::Provider& Service::find(const ProviderName& name) const {
  for (const auto& provider : providers_)
    if (provider->about().name == name.value && provider->about().ready) return *provider;
  require_known(name.value, "provider");
  throw Error(Code::unavailable, name.value + " is not set up here: GET /api/providers says more.");
}

void Service::require_known(std::string_view name, const std::string& field) const {
  const auto& names = providers::provider_names();
  const bool known = std::find(names.begin(), names.end(), name) != names.end() ||
                     std::any_of(providers_.begin(), providers_.end(),
                                 [&](const auto& provider) { return provider->about().name == name; });
  if (!known) throw invalid({{field, "is no provider: GET /api/providers lists them"}});
}

SearchAnswer Service::search(const callers::Reader& reader, const SearchFor& what) {
  if (what.outside && !reader.identity())
    throw Error(Code::unauthorized, "Sign in to search beyond this catalogue.", {}, Reason::sign_in_to_search);
  if (!what.provider.empty()) require_known(what.provider, "provider");
  SearchAnswer out;
  database_.read([&](db::Session& session) {
    auto ids = catalogue::search_movies_and_makers(session, what.text, what.year > 0 ? 1'000 : own_results);
    if (what.year > 0) {
      catalogue::MovieFilter filter;
      filter.year = what.year;
      ids = catalogue::passing(session, filter, "", ids);
    }
    ids.resize(std::min(ids.size(), own_results));
    out.movies = catalogue::ordered_cards(session, ids);
  });
  if (!what.outside) return out;
  for (const auto& provider : providers_) {
    if (!what.provider.empty() && provider->about().name != what.provider) continue;
    auto state = state_of(*provider);
    if (state.ready) {
      try {
        auto found_there = provider->search({what.text, what.year, what.language});
        const auto ours = database_.read([&](db::Session& session) {
          std::vector<identity::Wanted> wanted;
          for (const auto& found : found_there) wanted.push_back({"", 0, found.ids});
          return identity::match(session, wanted, {identity::Closeness::same});
        });
        for (std::size_t i = 0; i < found_there.size(); ++i) {
          auto& found = found_there[i];
          FoundFilm film{state.name,
                         std::move(found.id),
                         std::move(found.title),
                         std::move(found.original_title),
                         std::move(found.description),
                         std::nullopt,
                         std::nullopt};
          if (found.year > 0) film.year = found.year;
          if (ours[i].by == identity::MatchedBy::id) film.movie_id = ours[i].movie;
          out.found.push_back(std::move(film));
        }
      } catch (const Error& error) {
        log::warning("provider failed", {{"provider", state.title}, {"detail", std::string_view(error.what())}});
        const auto trouble = provider->trouble();
        say(state, trouble == providers::Trouble::none ? providers::Trouble::away : trouble);
      }
    }
    out.providers.push_back(std::move(state));
    if (!out.found.empty()) break;
  }
  return out;
}

Service::Kept Service::keep(const callers::Member& member, const ProviderName& name, const std::string& id) {
  auto& provider = find(name);
  identity::Wanted known;
  if (!provider.about().ids.empty()) known.external_ids.emplace(provider.about().ids, id);
  const auto ours = database_.read(
      [&](db::Session& session) { return identity::match(session, known, {identity::Closeness::same}); });
  if (ours.by == identity::MatchedBy::id) return {ours.movie, false};
  const auto film = provider.film(id);
  if (!film) throw not_found(provider.about().title + " has no film with this id.");
  const auto record = record_of(*film);
  const auto adopted = database_.write([&](db::Tx& tx) {
    const auto done = intake::adopt(tx, member.id(), record, film->provider, now_ms());
    gallery_.offer(tx, done.movie, pictures_of(*film), member.id());
    return done;
  });
  return {adopted.movie, adopted.created};
}

std::optional<providers::Film> Service::ask_about(const providers::Ids& ids) {
  std::optional<Error> failure;
  for (const auto& provider : providers_) {
    if (!provider->about().ready) continue;
    try {
      const auto id = provider->id_of(ids);
      if (!id) continue;
      if (auto film = provider->film(*id)) return film;
    } catch (const Error& error) {
      if (error.code != Code::unavailable) throw;
      failure = error;
    }
  }
  // Whether it is known is not known while one of them is away.
  if (failure) throw *failure;
  return std::nullopt;
}

Service::Refreshed Service::refresh_movie(std::optional<std::int64_t> user, std::int64_t movie) {
  const auto ids = database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    return identity::external_ids_of(session, movie);
  });
  const auto film = ask_about(ids);
  if (!film) return Refreshed::unknown;
  const auto record = record_of(*film);
  const bool changed = database_.write([&](db::Tx& tx) {
    const bool written = intake::refresh(tx, user, movie, record, film->provider, now_ms());
    gallery_.offer(tx, movie, pictures_of(*film), user);
    return written;
  });
  return changed ? Refreshed::changed : Refreshed::same;
}

void Service::refresh(const callers::Editor& editor, std::int64_t movie) {
  if (refresh_movie(editor.id(), movie) == Refreshed::unknown)
    throw conflict("No provider knows this film by its ids. Give it one: of TMDB, IMDb or Wikidata.",
                   Reason::no_provider_knows);
}

RefreshAll Service::refresh_all(const callers::Admin& admin) {
  RefreshAll out;
  const auto films =
      database_.read([](db::Session& session) { return intake::oldest(session, now_ms(), most_refreshed); });
  out.movies = static_cast<std::int64_t>(films.size());
  out.job = quiet_.write([&](db::Tx& tx) { return jobs_.add(tx, jobs::RefreshFilms{}, admin.id()); });
  return out;
}

}  // namespace kinoteka::metadata
