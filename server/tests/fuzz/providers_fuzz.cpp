// What providers answer: every question gets these bytes.
#include "providers/kinds.hpp"
#include "target.hpp"

namespace {

struct Answers final : kinoteka::providers::AnswerStore {
  std::string body;
  std::optional<std::string> find(const std::string&, std::int64_t) override { return body; }
  void keep(const std::string&, const std::string&, std::int64_t) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kinoteka;
  static Answers answers;
  static net::Fetcher fetcher({});
  static const auto all = [] {
    providers::Settings settings;
    settings.tmdb_token = settings.omdb_key = "key";
    return providers::make_providers(settings, fetcher, answers);
  }();
  return fuzz::run(data, size, [](std::string_view bytes) {
    answers.body = bytes;
    for (const auto& provider : all) {
      for (const auto& ask :
           {+[](providers::Provider& of) {
              of.search({"Heat", 1995, "ru"});
            },
            +[](providers::Provider& of) { of.film("tt0113277"); }, +[](providers::Provider& of) { of.film("949"); },
            +[](providers::Provider& of) { of.film("Q42198"); },
            +[](providers::Provider& of) {
              of.id_of({{"imdb", "tt0113277"}});
            }}) {
        try {
          ask(*provider);
        } catch (const Error& error) {
          if (error.code == Code::internal) std::abort();
        }
      }
    }
  });
}
