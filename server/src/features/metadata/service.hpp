// Films from outside: searching providers, keeping a film that nobody typed, bringing it up to date. What asks outside
// waits: call from threads that may. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/gallery/face.hpp"
#include "features/metadata/answer_store.hpp"
#include "features/metadata/wire.hpp"
#include "jobs/jobs.hpp"
#include "jobs/kinds.hpp"
#include "net/fetcher.hpp"
#include "providers/provider.hpp"

namespace kinoteka::metadata {

struct SearchFor {
  std::string text;
  int year = 0;  // 0: any
  std::string language = "en";
  bool outside = false;  // ask providers too
  std::string provider;  // … only this one; empty: the first that finds something
};

class Service {
 public:
  // Registers what does RefreshFilms. The fetcher must outlive it.
  Service(db::Database& database, jobs::Jobs& jobs, gallery::Service& gallery, net::Fetcher& fetcher,
          const providers::Settings& settings);

  std::vector<ProviderState> providers() const;

  // The catalogue's own films; and, for who is signed in and asks for it, what the first provider knows that finds
  // something. Throws Error{unauthorized} for guests who ask for more.
  SearchAnswer search(const callers::Reader& reader, const SearchFor& what);

  // The film of a provider's id: ours where we have it, else made in one transaction, whoever else asks meanwhile.
  // Throws Error{not_found} when the provider does not know it, {unavailable} when it does not answer.
  struct Kept {
    std::int64_t movie = 0;
    bool created = false;
  };
  Kept keep(const callers::Member& member, const ProviderName& provider, const std::string& id);

  // Asks for a film again and writes what has changed, but for what is locked. Throws Error{conflict} when no provider
  // knows it by an id.
  void refresh(const callers::Editor& editor, std::int64_t movie);
  RefreshAll refresh_all(const callers::Admin& admin);

  void tidy();

 private:
  providers::Provider& find(const ProviderName& name) const;
  void require_known(std::string_view name, const std::string& field) const;  // throws Error{invalid}
  std::optional<providers::Film> ask_about(const providers::Ids& ids);
  enum class Refreshed { changed, same, unknown };
  Refreshed refresh_movie(std::optional<std::int64_t> user, std::int64_t movie);

  static constexpr std::int64_t most_refreshed = 1'000'000;  // films by one job
  void run_refresh(jobs::Running& running);

  db::Database& database_;
  const db::Quiet quiet_;
  jobs::Jobs& jobs_;
  gallery::Service& gallery_;
  AnswerStore answers_;
  std::vector<std::unique_ptr<providers::Provider>> providers_;
};

}  // namespace kinoteka::metadata
