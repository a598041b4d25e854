#include "features/metadata/service.hpp"

#include <algorithm>
#include <thread>

#include "base/error.hpp"
#include "base/time.hpp"
#include "features/catalogue/face.hpp"
#include "features/metadata/lacking.hpp"
#include "features/metadata/record.hpp"
#include "telemetry/log.hpp"

namespace kinoteka::metadata {
namespace {

constexpr std::size_t own_results = 12;

std::string_view text_of(ProviderName name) { return json::enum_name(name); }

// Under which name others know its ids.
std::string id_kind(ProviderName name) { return name == ProviderName::omdb ? "imdb" : std::string(text_of(name)); }

// Hosts that the operator's own addresses name without TLS: stubs and mirrors at home.
std::vector<std::string> trusted(const providers::Settings& settings) {
  auto out = settings.trusted_hosts;
  for (const auto& url : {settings.tmdb_url, settings.omdb_url, settings.wikidata_url, settings.wikidata_query_url,
                          settings.commons_url}) {
    if (url.starts_with("http://")) out.push_back(net::authority_of(url));
  }
  return out;
}

// Whoever asks waits on a thread that others could use: not for long.
net::Fetcher::Limits patient() {
  net::Fetcher::Limits limits;
  limits.connect = std::chrono::seconds(4);
  limits.whole = std::chrono::seconds(12);
  return limits;
}

void say(ProviderState& state, providers::Trouble trouble) {
  state.state = trouble;
  switch (trouble) {
    case providers::Trouble::none: break;
    case providers::Trouble::no_key:
      state.trouble = state.title + " needs a key: the operator sets " + std::string(text_of(state.name)) +
                      (state.name == ProviderName::tmdb ? "_token." : "_key.");
      break;
    case providers::Trouble::key_refused: state.trouble = state.title + " does not accept its key."; break;
    case providers::Trouble::away: state.trouble = state.title + " does not answer for now. Try again later."; break;
  }
}

ProviderState state_of(const providers::Provider& provider) {
  const auto& about = provider.about();
  ProviderState out;
  out.name = json::enum_value<ProviderName>(about.name).value_or(ProviderName::tmdb);
  out.title = about.title;
  out.website = about.website;
  out.attribution = about.attribution;
  out.ready = about.ready;
  say(out, about.ready ? provider.trouble() : providers::Trouble::no_key);
  return out;
}

}  // namespace

Service::Service(db::Database& database, jobs::Jobs& jobs, pictures::Service& pictures, catalogue::Service& catalogue,
                 const providers::Settings& settings)
    : database_(database),
      quiet_(database),
      jobs_(jobs),
      pictures_(pictures),
      catalogue_(catalogue),
      answers_(database),
      fetcher_(trusted(settings), patient()),
      providers_(providers::make_providers(settings, fetcher_, answers_)) {
  jobs_.handle<jobs::FetchPictures>(
      [this](jobs::Running& running, const jobs::FetchPictures& wanted) { run_pictures(running, wanted); },
      jobs::Pace::soon);
  jobs_.handle<jobs::RefreshFilms>([this](jobs::Running& running, const jobs::RefreshFilms&) { run_refresh(running); });
}

void Service::stop() { fetcher_.stop(); }
void Service::tidy() { answers_.tidy(); }

std::vector<ProviderState> Service::providers() const {
  std::vector<ProviderState> out;
  for (const auto& provider : providers_) out.push_back(state_of(*provider));
  return out;
}

providers::Provider* Service::find(ProviderName name) const {
  for (const auto& provider : providers_)
    if (provider->about().name == text_of(name)) return provider.get();
  return nullptr;
}

SearchAnswer Service::search(const http::Reader& reader, const SearchFor& what) {
  if (what.outside && !reader.identity())
    throw Error(Code::unauthorized, "Sign in to search beyond this catalogue.", {}, Reason::sign_in_to_search);
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
    if (what.provider && provider->about().name != text_of(*what.provider)) continue;
    auto state = state_of(*provider);
    if (state.ready) {
      try {
        auto found_there = provider->search({what.text, what.year, what.language});
        const auto ours = database_.read([&](db::Session& session) {
          std::vector<std::optional<catalogue::Known>> known;
          for (const auto& found : found_there) known.push_back(catalogue::known_by_ids(session, found.ids));
          return known;
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
          if (ours[i] && !ours[i]->deleted) film.movie_id = ours[i]->movie;
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

Service::Kept Service::keep(const http::Member& member, ProviderName name, const std::string& id) {
  auto* provider = find(name);
  if (provider == nullptr || !provider->about().ready)
    throw Error(Code::unavailable, std::string(text_of(name)) + " is not set up here: GET /api/providers says more.");
  const auto ours = database_.read([&](db::Session& session) {
    return catalogue::known_by_ids(session, {{id_kind(name), id}});
  });
  if (ours && !ours->deleted) return {ours->movie, false};
  const auto film = provider->film(id);
  if (!film) throw not_found(provider->about().title + " has no film with this id.");
  const auto record = record_of(*film);
  const auto adopted = database_.write([&](db::Tx& tx) {
    const auto done = catalogue::adopt(tx, member.id(), record, film->provider, now_ms());
    catalogue::offer(tx, done.movie, pictures_of(*film));
    if (lacks_pictures(tx, done.movie)) jobs_.add(tx, jobs::FetchPictures{done.movie}, member.id());
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
    return catalogue::external_ids_of(session, movie);
  });
  const auto film = ask_about(ids);
  if (!film) return Refreshed::unknown;
  const auto record = record_of(*film);
  const bool changed = database_.write([&](db::Tx& tx) {
    const bool written = catalogue::refresh(tx, user, movie, record, film->provider, now_ms());
    catalogue::offer(tx, movie, pictures_of(*film));
    if (lacks_pictures(tx, movie)) jobs_.add(tx, jobs::FetchPictures{movie}, user);
    return written;
  });
  return changed ? Refreshed::changed : Refreshed::same;
}

void Service::refresh(const http::Editor& editor, std::int64_t movie) {
  if (refresh_movie(editor.id(), movie) == Refreshed::unknown)
    throw conflict("No provider knows this film by its ids. Give it one: of TMDB, IMDb or Wikidata.",
                   Reason::no_provider_knows);
}

RefreshAll Service::refresh_all(const http::Admin& admin) {
  RefreshAll out;
  const auto films =
      database_.read([](db::Session& session) { return catalogue::oldest(session, now_ms(), most_refreshed); });
  out.movies = static_cast<std::int64_t>(films.size());
  out.job = quiet_.write([&](db::Tx& tx) { return jobs_.add(tx, jobs::RefreshFilms{}, admin.id()); });
  return out;
}

Locks Service::locks(const http::Editor&, std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    Locks out;
    for (const auto& field : catalogue::locks_of(session, movie)) out.fields.push_back(field);
    return out;
  });
}

Locks Service::set_locks(const http::Editor& editor, std::int64_t movie, const Locks& locks) {
  std::set<std::string> fields;
  std::vector<FieldError> faults;
  for (std::size_t i = 0; i < locks.fields.size(); ++i) {
    const auto& field = *locks.fields[i];
    if (!catalogue::lockable().contains(field))
      faults.push_back({"fields[" + std::to_string(i) + ']', "is no member of a movie's draft that providers write"});
    fields.insert(field);
  }
  if (!faults.empty()) throw invalid(std::move(faults));
  quiet_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    catalogue::set_locks(tx, movie, fields);
  });
  return this->locks(editor, movie);
}

Gallery Service::gallery(std::int64_t movie) const {
  return database_.read([&](db::Session& session) {
    catalogue::require_movie(session, movie);
    // Looked at first: what has ended by then has left its pictures.
    const auto jobs = jobs::Jobs::list_of<jobs::FetchPictures>(session, movie, 4);
    return Gallery{catalogue::gallery(session, movie),
                   static_cast<std::int64_t>(catalogue::waiting_pictures(session, movie).size()),
                   std::any_of(jobs.begin(), jobs.end(),
                               [](const auto& job) { return job.state == "queued" || job.state == "running"; })};
  });
}

void Service::fetch_pictures(const http::Editor& editor, std::int64_t movie) {
  quiet_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    jobs_.add(tx, jobs::FetchPictures{movie, true}, editor.id());
  });
}

Gallery Service::add_picture(const http::Editor&, std::int64_t movie, const NewGalleryPicture& picture) {
  database_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    const auto number = pictures::Service::number_of(tx, picture.picture.value);
    if (!number) throw invalid({{"picture", "is no picture's id: POST /api/pictures gives one"}});
    catalogue::add_to_gallery(tx, movie, picture.kind, *number);
  });
  return gallery(movie);
}

void Service::remove_picture(const http::Editor&, std::int64_t movie, std::int64_t id) {
  const bool removed = database_.write([&](db::Tx& tx) {
    catalogue::require_movie(tx, movie);
    return catalogue::remove_from_gallery(tx, movie, id);
  });
  if (!removed) throw not_found("This movie's gallery has no such picture.");
}

std::optional<std::string> Service::bytes_at(const std::string& url) {
  auto answer = fetcher_.get({url, {"Accept: image/*"}, images::largest_upload});
  if (answer.status != 200) return std::nullopt;
  return std::move(answer.body);
}

pictures::Picture Service::bring_picture(const http::Editor& editor, const std::string& url, const images::Crop& crop) {
  try {
    const auto bytes = bytes_at(url);
    if (!bytes) throw invalid({{"url", "has no picture"}});
    return pictures_.numbered(pictures_.keep(*bytes, pictures::Origin::upload, crop, editor.id()));
  } catch (const Error& error) {
    if (error.code != Code::unavailable && error.code != Code::invalid) throw;
    const auto why = error.code == Code::unavailable ? "does not answer, or is not a public address"
                     : error.fields.empty()          ? error.message
                                                     : error.fields.front().message;
    throw invalid({{"url", why}}).with_detail(error.what());
  }
}

}  // namespace kinoteka::metadata
