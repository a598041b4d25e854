// The Movie Database, version 3 of its API with a version 4 token (developer.themoviedb.org/reference).
#include <algorithm>

#include "net/http_client.hpp"
#include "providers/kinds.hpp"
#include "providers/tmdb_answers.hpp"

namespace kinoteka::providers {
namespace {

using namespace tmdb;

constexpr std::size_t most_found = 20, most_cast = 100, most_tags = 40, most_aliases = 40;
constexpr std::size_t most_pictures = 12;  // of a kind

std::string text_of(const Maybe<std::string>& text) { return text.value_or(""); }

template <class T>
const std::vector<T>& items(const Maybe<std::vector<T>>& list) {
  static const std::vector<T> none;
  return list ? *list : none;
}

bool is_number(std::string_view id) {
  return !id.empty() && id.size() <= 10 && id.find_first_not_of("0123456789") == std::string_view::npos;
}

// Who wrote it, whatever they wrote of it.
bool is_writer(std::string_view job) {
  for (const std::string_view known :
       {"Screenplay", "Writer", "Story", "Novel", "Author", "Original Story", "Characters"})
    if (job == known) return true;
  return false;
}

class Tmdb final : public Provider {
 public:
  Tmdb(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store)
      : base_(settings.tmdb_url),
        headers_({"Accept: application/json", "Authorization: Bearer " + settings.tmdb_token}),
        asking_("TMDB", fetcher, store, settings.manners.value_or(Manners{20, 40})) {
    about_ = {"tmdb",
              "TMDB",
              "This product uses the TMDB API but is not endorsed or certified by TMDB.",
              "https://www.themoviedb.org",
              "tmdb",
              "tmdb_token",
              !settings.tmdb_token.empty()};
  }

  const About& about() const override { return about_; }
  Trouble trouble() const override { return asking_.trouble(); }

  std::vector<Found> search(const Wanted& wanted) override {
    net::FormFields fields = {{"query", wanted.title},
                              {"language", wanted.language == "en" ? "en-US" : wanted.language},
                              {"include_adult", "false"}};
    if (wanted.year > 0) fields.emplace_back("year", std::to_string(wanted.year));
    const auto page = get<SearchPage>("/search/movie?" + net::form_encode(fields), std::chrono::hours(6));
    std::vector<Found> out;
    if (!page) return out;
    for (const auto& result : page->results) {
      if (out.size() == most_found) break;
      if (auto title = text_of(result.title); !title.empty()) {
        const auto id = std::to_string(result.id);
        out.push_back({id,
                       std::move(title),
                       text_of(result.original_title),
                       text_of(result.overview),
                       year_of(text_of(result.release_date)),
                       {{"tmdb", id}}});
      }
    }
    return out;
  }

  std::optional<std::string> id_of(const Ids& ids) override {
    if (const auto own = ids.find("tmdb"); own != ids.end()) return own->second;
    for (const auto& [name, source] : {std::pair("imdb", "imdb_id"), std::pair("wikidata", "wikidata_id")}) {
      const auto known = ids.find(name);
      if (known == ids.end()) continue;
      const auto page = get<FindPage>("/find/" + net::percent_encode(known->second) + "?external_source=" + source,
                                      std::chrono::hours(24));
      if (page && !page->movie_results.empty()) return std::to_string(page->movie_results.front().id);
    }
    return std::nullopt;
  }

  std::optional<Film> film(const std::string& id) override {
    if (!is_number(id)) return std::nullopt;
    const auto details = get<Details>("/movie/" + id + "?language=en-US&include_image_language=" + all_languages(',') +
                                          ",null&append_to_response=credits,videos,images,release_dates,"
                                          "keywords,translations,external_ids,alternative_titles",
                                      std::chrono::hours(24));
    if (!details) return std::nullopt;
    const auto images = get<Configuration>("/configuration", std::chrono::hours(24 * 7));
    return film_of(*details, images ? images->images : Images{});
  }

 private:
  template <class T>
  std::optional<T> get(const std::string& path, std::chrono::hours keep) {
    return asking_.ask_for<T>({base_ + path, "tmdb:" + path, headers_, keep});
  }

  static Film film_of(const Details& from, const Images& images) {
    Film film;
    film.provider = "tmdb";
    film.id = std::to_string(from.id);
    film.title = text_of(from.title);
    film.original_title = text_of(from.original_title);
    film.description = text_of(from.overview);
    film.tagline = text_of(from.tagline);
    film.release_date = released(from);
    film.year = year_of(film.release_date);
    film.runtime = from.runtime.value_or(0);
    film.rating = from.vote_average.value_or(0);
    film.votes = from.vote_count.value_or(0);
    for (const auto& genre : items(from.genres)) film.genres.push_back(text_of(genre.name));
    for (const auto& country : items(from.production_countries)) film.countries.push_back(text_of(country.iso_3166_1));
    for (const auto& language : items(from.spoken_languages)) film.languages.push_back(text_of(language.iso_639_1));
    if (from.keywords) {
      for (const auto& keyword : items(from.keywords->keywords))
        if (film.tags.size() < most_tags) film.tags.push_back(text_of(keyword.name));
    }
    if (from.alternative_titles) {
      for (const auto& other : items(from.alternative_titles->titles))
        if (film.aliases.size() < most_aliases) film.aliases.push_back(text_of(other.title));
    }
    add_ids(film, from);
    add_texts(film, from);
    add_credits(film, from, images);
    add_trailer(film, from);
    add_pictures(film, from, images);
    return film;
  }

  // Where no first release is said, the earliest of any country.
  static std::string released(const Details& from) {
    auto date = text_of(from.release_date);
    if (!date.empty() || !from.release_dates) return date;
    for (const auto& country : items(from.release_dates->results)) {
      for (const auto& release : items(country.release_dates)) {
        const auto day = text_of(release.release_date).substr(0, 10);
        if (!day.empty() && (date.empty() || day < date)) date = day;
      }
    }
    return date;
  }

  static void add_ids(Film& film, const Details& from) {
    film.ids.emplace("tmdb", film.id);
    const auto add = [&](const char* name, const Maybe<std::string>& id) {
      if (id && !id->empty()) film.ids.emplace(name, *id);
    };
    if (from.external_ids) {
      add("imdb", from.external_ids->imdb_id);
      add("wikidata", from.external_ids->wikidata_id);
    }
    add("imdb", from.imdb_id);
  }

  static void add_texts(Film& film, const Details& from) {
    if (!from.translations) return;
    for (const auto& translation : items(from.translations->translations)) {
      const auto& language = translation.iso_639_1;
      const bool told = std::any_of(film.texts.begin(), film.texts.end(),
                                    [&](const Text& other) { return other.language == language; });
      if (told || !translation.data || !is_other_language(language)) continue;
      const auto& data = *translation.data;
      Text text{language, text_of(data.title), text_of(data.overview), text_of(data.tagline)};
      // They leave a title out where it is the original one.
      if (text.title.empty() && from.original_language == language) text.title = film.original_title;
      if (text.title.empty() && text.description.empty()) continue;
      if (text.title.empty()) text.title = film.title;
      film.texts.push_back(std::move(text));
    }
  }

  static void add_credits(Film& film, const Details& from, const Images& images) {
    if (!from.credits) return;
    const auto add = [&](Job job, const auto& who, std::string character) {
      Credit credit{job, text_of(who.name), std::move(character), {{"tmdb", std::to_string(who.id)}}, ""};
      credit.photo = address(images, images.profile_sizes, "h632", text_of(who.profile_path));
      const bool twice = std::any_of(film.credits.begin(), film.credits.end(), [&](const Credit& other) {
        return other.job == job && other.ids == credit.ids && other.character == credit.character;
      });
      if (!credit.name.empty() && !twice) film.credits.push_back(std::move(credit));
    };
    for (const auto& who : items(from.credits->crew))
      if (who.job == "Director") add(Job::director, who, "");
    for (const auto& who : items(from.credits->crew))
      if (is_writer(text_of(who.job))) add(Job::writer, who, "");
    std::size_t actors = 0;
    for (const auto& who : items(from.credits->cast))
      if (actors++ < most_cast) add(Job::actor, who, text_of(who.character));
  }

  static void add_trailer(Film& film, const Details& from) {
    if (!from.videos) return;
    int best = 0;
    for (const auto& video : items(from.videos->results)) {
      const auto site = text_of(video.site), key = text_of(video.key);
      const auto page = site == "YouTube" ? "https://www.youtube.com/watch?v="
                        : site == "Vimeo" ? "https://vimeo.com/"
                                          : "";
      if (key.empty() || *page == '\0' || video.type != "Trailer") continue;
      const int score = 1 + (video.official.value_or(false) ? 2 : 0) + (video.iso_639_1 == "en" ? 1 : 0);
      if (score > best) {
        best = score;
        film.trailer = page + net::percent_encode(key);
      }
    }
  }

  static void add_pictures(Film& film, const Details& from, const Images& images) {
    const auto add = [&](PictureKind kind, const std::vector<std::string>& sizes, std::string_view size,
                         const Maybe<std::string>& first, const Maybe<std::vector<Image>>& all) {
      std::size_t count = 0;
      const auto add_one = [&](const std::string& path, int width, int height, const std::string& language) {
        auto url = address(images, sizes, size, path);
        const bool known = std::any_of(film.pictures.begin(), film.pictures.end(),
                                       [&](const RemotePicture& other) { return other.url == url; });
        if (url.empty() || known || count++ >= most_pictures) return;
        film.pictures.push_back({kind, std::move(url), width, height, language});
      };
      if (first) add_one(*first, 0, 0, "");
      for (const auto& image : items(all))
        add_one(image.file_path, image.width, image.height, text_of(image.iso_639_1));
    };
    const auto of = from.images.value_or(FilmImages{});
    add(PictureKind::poster, images.poster_sizes, "w780", from.poster_path, of.posters);
    add(PictureKind::backdrop, images.backdrop_sizes, "w1280", from.backdrop_path, of.backdrops);
  }

  // Their pictures have a size between the base and the name: developer.themoviedb.org/docs/image-basics.
  static std::string address(const Images& images, const std::vector<std::string>& sizes, std::string_view size,
                             const std::string& path) {
    if (path.empty() || path.front() != '/' || images.secure_base_url.empty()) return {};
    const bool known = std::find(sizes.begin(), sizes.end(), size) != sizes.end();
    return images.secure_base_url + (known ? std::string(size) : "original") + path;
  }

  const std::string base_;
  const std::vector<std::string> headers_;
  Asking asking_;
  About about_;
};

}  // namespace

std::unique_ptr<Provider> make_tmdb(const Settings& settings, net::Fetcher& fetcher, AnswerStore& store) {
  return std::make_unique<Tmdb>(settings, fetcher, store);
}

}  // namespace kinoteka::providers
