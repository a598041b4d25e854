#include "features/metadata/answer_store.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace kinoteka::metadata {
namespace {

constexpr db::Query find_answer{"answer.find",
                                "SELECT body FROM provider_answers WHERE question = $1 AND valid_until > $2"};
constexpr db::Query keep_answer{
    "answer.keep",
    "INSERT INTO provider_answers (question, body, valid_until) VALUES ($1, $2, $3) ON CONFLICT (question) DO UPDATE "
    "SET body = excluded.body, valid_until = excluded.valid_until"};
constexpr db::Query forget{"answer.forget", "DELETE FROM provider_answers WHERE valid_until <= $1"};

}  // namespace

std::optional<std::string> AnswerStore::find(const std::string& key, std::int64_t now) {
  return database_.read(
      [&](db::Session& session) { return session.one<std::string>(find_answer, sha256_hex(key), now); });
}

void AnswerStore::keep(const std::string& key, const std::string& body, std::int64_t until) {
  // A text column takes text; what is none will not be read either.
  if (!text::valid_utf8(body) || body.find('\0') != std::string::npos) return;
  database_.write([&](db::Tx& tx) { tx.run(keep_answer, sha256_hex(key), body, until); });
}

void AnswerStore::tidy() {
  database_.write([](db::Tx& tx) { tx.run(forget, now_ms()); });
}

}  // namespace kinoteka::metadata
