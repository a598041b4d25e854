// Taking one's films along: out as files, and in from other places. An import is looked at first (what is matched, what
// is not), then applied some hundred rows a call, so that it can be watched, left and taken up again; what is here
// already is kept as it is, so that importing twice adds nothing. Synchronous; call from workers. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callers/caller.hpp"
#include "db/database.hpp"
#include "features/accounts/face.hpp"
#include "features/catalogue/face.hpp"
#include "features/takeout/domain.hpp"
#include "features/takeout/wire.hpp"

namespace kinoteka::takeout {

class Service {
 public:
  Service(db::Database& database, const accounts::Policy& policy, const catalogue::Numbers& numbers)
      : database_(database), policy_(policy), numbers_(numbers) {}

  // One of the files that can be taken along. Throws Error{not_found} that names them.
  struct Download {
    std::string content_type, body;
  };
  Download file(const callers::Member& member, std::string_view name) const;

  // Reads a file and matches its films; nothing is added yet.
  Import begin(const callers::Member& member, const std::string& file_name, std::string_view bytes);
  std::vector<Import> imports(const callers::Member& member) const;
  Import import(const callers::Member& member, std::int64_t id) const;
  std::int64_t count_rows(const callers::Member& member, std::int64_t id, std::optional<RowState> state) const;
  std::vector<ImportRow> rows(const callers::Member& member, std::int64_t id, std::optional<RowState> state,
                              std::int64_t offset, std::int64_t limit) const;
  // Says which film a title means, or that it is left out.
  Import choose(const callers::Member& member, std::int64_t id, std::int64_t position, const RowChoice& choice);
  // Adds the next rows, at most a thousand. To be called until nothing is ready.
  Import apply(const callers::Member& member, std::int64_t id, const Apply& how);
  void remove(const callers::Member& member, std::int64_t id);  // what it added stays

 private:
  void create_missing(const callers::Member& member, std::int64_t import);
  std::size_t apply_some(const callers::Member& member, std::int64_t import, std::size_t limit);
  void apply_each(const callers::Member& member, std::int64_t import, std::size_t limit);

  const db::Quiet database_;
  const accounts::Policy& policy_;
  const catalogue::Numbers& numbers_;
};

}  // namespace kinoteka::takeout
