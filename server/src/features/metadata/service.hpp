// Films from outside: searching providers, keeping a film that nobody typed, bringing it up to date, its pictures. What
// asks outside waits: call from threads that may. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/catalogue/face.hpp"
#include "features/metadata/answer_store.hpp"
#include "features/metadata/wire.hpp"
#include "features/pictures/face.hpp"
#include "http/caller.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"
#include "net/fetcher.hpp"
#include "providers/provider.hpp"

namespace kinoteka::metadata {

struct SearchFor {
  std::string text;
  int year = 0;  // 0: any
  std::string language = "en";
  bool outside = false;                  // ask providers too
  std::optional<ProviderName> provider;  // … only this one
};

class Service {
 public:
  // Registers what does FetchPictures and RefreshFilms.
  Service(db::Database& database, jobs::Jobs& jobs, pictures::Service& pictures, catalogue::Service& catalogue,
          const providers::Settings& settings);

  std::vector<ProviderState> providers() const;

  // The catalogue's own films; and, for who is signed in and asks for it, what the first provider knows that finds
  // something. Throws Error{unauthorized} for guests who ask for more.
  SearchAnswer search(const http::Reader& reader, const SearchFor& what);

  // The film of a provider's id: ours where we have it, else made in one transaction, whoever else asks meanwhile.
  // Throws Error{not_found} when the provider does not know it, {unavailable} when it does not answer.
  struct Kept {
    std::int64_t movie = 0;
    bool created = false;
  };
  Kept keep(const http::Member& member, ProviderName provider, const std::string& id);

  // Asks for a film again and writes what has changed, but for what is locked. Throws Error{conflict} when no provider
  // knows it by an id.
  void refresh(const http::Editor& editor, std::int64_t movie);
  RefreshAll refresh_all(const http::Admin& admin);

  Locks locks(const http::Editor& editor, std::int64_t movie) const;
  Locks set_locks(const http::Editor& editor, std::int64_t movie, const Locks& locks);

  Gallery gallery(std::int64_t movie) const;                            // for whoever may read the catalogue
  void fetch_pictures(const http::Editor& editor, std::int64_t movie);  // all that are offered, by a job
  Gallery add_picture(const http::Editor& editor, std::int64_t movie, const NewGalleryPicture& picture);
  void remove_picture(const http::Editor& editor, std::int64_t movie, std::int64_t id);
  // Takes a picture in that lies elsewhere. Throws Error{invalid} that says what is wrong with it.
  pictures::Picture bring_picture(const http::Editor& editor, const std::string& url, const images::Crop& crop);

  void tidy();
  void stop();  // ends what waits for others

 private:
  providers::Provider* find(ProviderName name) const;
  std::optional<providers::Film> ask_about(const providers::Ids& ids);
  enum class Refreshed { changed, same, unknown };
  Refreshed refresh_movie(std::optional<std::int64_t> user, std::int64_t movie);
  std::optional<std::string> bytes_at(const std::string& url);  // nothing where it answers that there is none

  static constexpr std::int64_t most_refreshed = 1'000'000;  // films by one job
  void run_pictures(jobs::Running& running, const jobs::FetchPictures& wanted);
  void run_refresh(jobs::Running& running);

  db::Database& database_;
  const db::Quiet quiet_;
  jobs::Jobs& jobs_;
  pictures::Service& pictures_;
  catalogue::Service& catalogue_;
  AnswerStore answers_;
  net::Fetcher fetcher_;
  std::vector<std::unique_ptr<providers::Provider>> providers_;
};

}  // namespace kinoteka::metadata
