#include "support/providers.hpp"

#include <boost/json/parse.hpp>

#include "net/http_client.hpp"
#include "support/other_server.hpp"

namespace kinoteka::support {
namespace {

std::string ask(const std::string& path) { return net::HttpClient().get(provider_stub().address() + path).body; }

}  // namespace

providers::Settings stub_providers() {
  const auto here = provider_stub().address();
  providers::Settings settings;
  settings.tmdb_token = "a token";
  settings.omdb_key = "a key";
  settings.tmdb_url = here + "/3";
  settings.omdb_url = here + "/omdb";
  settings.wikidata_url = here + "/w/api.php";
  settings.wikidata_query_url = here + "/sparql";
  settings.commons_url = here + "/commons";
  providers::Manners manners;
  manners.per_second = 1'000;
  manners.burst = 1'000;
  manners.pause = std::chrono::milliseconds(5);
  manners.longest_wait = std::chrono::milliseconds(1'500);
  manners.rest = std::chrono::milliseconds(400);
  settings.manners = manners;
  return settings;
}

void calm_stub() { ask("/stub/forget"); }

void behave(const std::string& provider, const std::string& how, int times) {
  ask("/stub/behave?provider=" + provider + "&as=" + how + "&times=" + std::to_string(times));
}

int asked(const std::string& path) {
  const auto all = boost::json::parse(ask("/stub/asked"));
  const auto* times = all.as_object().if_contains(path);
  return times == nullptr ? 0 : static_cast<int>(times->to_number<std::int64_t>());
}

}  // namespace kinoteka::support
