// The port behind which TMDB, OMDb and Wikidata stand: finding films by a title, and what is known of one. Blocking: to
// be called from threads that may wait. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/fetcher.hpp"
#include "providers/asking.hpp"

namespace kinoteka::providers {

// Ids of one thing elsewhere: tmdb, imdb, wikidata, wikipedia.
using Ids = std::map<std::string, std::string>;

struct Wanted {
  std::string title;
  int year = 0;                 // 0: any
  std::string language = "en";  // that titles are to be in: ISO 639-1
};

// A film as a search finds it.
struct Found {
  std::string id;  // the provider's own
  std::string title, original_title, description;
  int year = 0;  // 0: unknown
  Ids ids;
};

enum class PictureKind { poster, backdrop };

// A picture that lies at the provider's.
struct RemotePicture {
  PictureKind kind = PictureKind::poster;
  std::string url;
  int width = 0, height = 0;  // 0: unknown
  std::string language;       // of what is written on it; empty: nothing, or unknown
};

enum class Job { director, writer, actor };

struct Credit {
  Job job = Job::actor;
  std::string name, character;
  Ids ids;                                        // of the person
  std::string photo;                              // an address; empty: none
  std::map<std::string, std::string> names = {};  // in other languages: ISO 639-1
};

struct Text {
  std::string language, title, description, tagline;
};

// All that a provider tells of a film. What it does not know is empty or 0.
struct Film {
  std::string provider, id;
  std::string title, original_title, description, tagline;  // in English where there is such a title
  int year = 0, runtime = 0;                                // minutes
  std::string release_date;                                 // YYYY-MM-DD
  double rating = 0;                                        // 0 to 10
  std::int64_t votes = 0;
  std::string trailer;  // a page that plays it
  std::vector<std::string> genres, tags, aliases;
  std::vector<std::string> countries, languages;  // ISO 3166-1 alpha-2, ISO 639-1
  std::vector<Text> texts;                        // in other languages
  std::vector<Credit> credits;                    // each job in its order
  Ids ids;
  std::vector<RemotePicture> pictures;  // the best of each kind first
};

struct About {
  std::string name;         // tmdb
  std::string title;        // TMDB
  std::string attribution;  // what they want to be said where their data are shown
  std::string website;
  std::string ids;      // the kind (base/external_ids.hpp) that its own ids of films are; empty: of none
  std::string setting;  // of the operator's, that holds its key; empty: it needs none
  bool ready = true;    // needs no key, or has one
};

class Provider {
 public:
  virtual ~Provider() = default;
  virtual const About& about() const = 0;
  virtual Trouble trouble() const = 0;

  // Best first, twenty at most. Throw Error{unavailable}.
  virtual std::vector<Found> search(const Wanted& wanted) = 0;
  // Nothing when it does not know the id.
  virtual std::optional<Film> film(const std::string& id) = 0;
  // Its id of a film that others know by these.
  virtual std::optional<std::string> id_of(const Ids& ids) = 0;
};

// The languages that texts and names are wanted in beside English: locales.hpp's, but for the first.
std::vector<std::string> other_languages();
bool is_other_language(std::string_view code);
std::string all_languages(char separator);  // "en,ru"

struct Settings;

// How one comes to be. The fetcher and the store outlive it.
using Make = std::unique_ptr<Provider> (*)(const Settings&, net::Fetcher&, AnswerStore&);
struct Kind {
  std::string name;
  Make make = nullptr;
};

// What an operator says of providers.
struct Settings {
  std::vector<std::string> order = {"tmdb", "omdb", "wikidata"};  // whom to ask first
  std::string tmdb_token, omdb_key;
  std::string tmdb_url = "https://api.themoviedb.org/3", omdb_url = "https://www.omdbapi.com",
              wikidata_url = "https://www.wikidata.org/w/api.php",
              wikidata_query_url = "https://query.wikidata.org/sparql",
              commons_url = "https://upload.wikimedia.org/wikipedia/commons";
  std::vector<std::string> trusted_hosts;  // that pictures and answers may be fetched from although they are not public
  std::optional<Manners> manners;          // instead of each provider's own
  std::vector<Kind> others = {};           // beside those that come along
};

// Those in `order`, with and without their key. The fetcher and the store must outlive them.
std::vector<std::unique_ptr<Provider>> make_providers(const Settings& settings, net::Fetcher& fetcher,
                                                      AnswerStore& store);

// Hosts that the operator's own addresses name without TLS, beside `trusted_hosts`: stubs and mirrors at home.
std::vector<std::string> trusted_hosts(const Settings& settings);
// Whoever asks waits on a thread that others could use: not for long.
net::Fetcher::Limits patience();

// The names that may stand in `order`.
const std::vector<std::string>& provider_names();

}  // namespace kinoteka::providers
