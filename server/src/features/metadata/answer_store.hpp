// Providers' answers in the database, each until its time is over.
#pragma once

#include "db/database.hpp"
#include "providers/asking.hpp"

namespace kinoteka::metadata {

class AnswerStore final : public providers::AnswerStore {
 public:
  explicit AnswerStore(db::Database& database) : database_(database) {}
  std::optional<std::string> find(const std::string& key, std::int64_t now) override;
  void keep(const std::string& key, const std::string& body, std::int64_t until) override;
  void tidy();  // forgets those whose time is over

 private:
  const db::Quiet database_;
};

}  // namespace kinoteka::metadata
