#include "app/settings_table.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/address.hpp"
#include "base/text.hpp"
#include "mail/message.hpp"
#include "net/fetcher.hpp"
#include "net/http_client.hpp"
#include "net/smtp.hpp"

namespace kinoteka::app {
namespace {

using Take = SettingRow::Take;

Take text_of(std::string Settings::*member) {
  return [=](Settings& settings, const std::string& value) {
    settings.*member = value;
    return std::string();
  };
}

Take one_of(std::string Settings::*member, std::vector<std::string_view> choices) {
  return [=](Settings& settings, const std::string& value) -> std::string {
    if (std::find(choices.begin(), choices.end(), value) == choices.end()) return "is not one of the choices";
    settings.*member = value;
    return {};
  };
}

Take number(int Settings::*member, int min, int max) {
  return [=](Settings& settings, const std::string& value) -> std::string {
    int number = 0;
    const auto* last = value.data() + value.size();
    const auto parsed = std::from_chars(value.data(), last, number);
    if (parsed.ec != std::errc{} || parsed.ptr != last) return "is not a whole number";
    if (number < min || number > max) return "is not from " + std::to_string(min) + " to " + std::to_string(max);
    settings.*member = number;
    return {};
  };
}

std::string take_listen(Settings& settings, const std::string& value) {
  const auto colon = value.rfind(':');
  if (colon == std::string::npos) return "has no port";
  auto address = value.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  Settings probe;
  auto fault = number(&Settings::port, 0, 65535)(probe, value.substr(colon + 1));
  if (!fault.empty()) return "has a port that " + fault;
  settings.port = probe.port;
  settings.address = address.empty() ? "0.0.0.0" : address;
  return {};
}

std::string take_database(Settings& settings, const std::string& value) {
  const bool known =
      value.starts_with("sqlite:") || value.starts_with("postgresql://") || value.starts_with("postgres://");
  if (!known) return "names no database we know";
  settings.database = value;
  return {};
}

Take switch_of(bool Settings::*member) {
  return [=](Settings& settings, const std::string& value) -> std::string {
    if (value != "true" && value != "false") return "is neither true nor false";
    settings.*member = value == "true";
    return {};
  };
}

// "https://films.example:8443", as browsers write an origin.
std::string origin_fault(std::string_view value) {
  const bool scheme = value.starts_with("https://") || value.starts_with("http://");
  const auto rest = scheme ? value.substr(value.find("//") + 2) : std::string_view();
  const bool plain = !rest.empty() && rest.find_first_of("/?#@\\ ,") == std::string_view::npos;
  return plain ? "" : "is not https:// or http:// and a host";
}

std::string take_public_url(Settings& settings, const std::string& value) {
  auto trimmed = value;
  while (trimmed.ends_with('/')) trimmed.pop_back();
  auto fault = origin_fault(trimmed);
  if (fault.empty()) settings.public_url = trimmed;
  return fault;
}

std::vector<std::string> items(const std::string& value) {
  std::vector<std::string> out;
  for (const auto part : text::split(value, ',')) {
    if (const auto trimmed = text::trim(part); !trimmed.empty()) out.emplace_back(trimmed);
  }
  return out;
}

std::string take_origins(Settings& settings, const std::string& value) {
  for (const auto& origin : items(value)) {
    if (auto fault = origin_fault(origin); !fault.empty()) return fault;
  }
  settings.cors_origins = items(value);
  return {};
}

std::string take_hosts(Settings& settings, const std::string& value) {
  std::vector<std::string> hosts;
  for (const auto& host : items(value)) {
    if (host.find_first_of("/:@?# ") != std::string::npos) return "holds more than names of hosts";
    hosts.push_back(text::to_lower(host));
  }
  settings.hosts = std::move(hosts);
  return {};
}

std::string take_proxies(Settings& settings, const std::string& value) {
  std::vector<std::string> proxies;
  for (const auto& address : items(value)) {
    auto read = read_address(address);
    if (!read) return "is not a list of addresses";
    proxies.push_back(std::move(*read));
  }
  settings.proxies = std::move(proxies);
  return {};
}

std::string take_media(Settings& settings, const std::string& value) {
  settings.media.clear();
  for (const auto& folder : items(value)) {
    if (folder.front() != '/') return "must name folders from the root: /srv/films";
    settings.media.push_back(folder);
  }
  return {};
}

std::string take_blobs(Settings& settings, const std::string& value) {
  auto fault = blobs::place_fault(value);
  if (fault.empty()) settings.blobs = value;
  return fault;
}

std::string take_providers(Settings& settings, const std::string& value) {
  const auto& known = providers::provider_names();
  const auto order = items(value);
  for (const auto& name : order) {
    if (std::find(known.begin(), known.end(), name) == known.end()) return "names a provider that is none of these";
    if (std::count(order.begin(), order.end(), name) > 1) return "names " + name + " twice";
  }
  settings.providers.order = order;
  return {};
}

Take provider_text(std::string providers::Settings::*member) {
  return [=](Settings& settings, const std::string& value) {
    settings.providers.*member = value;
    return std::string();
  };
}

Take provider_address(std::string providers::Settings::*member) {
  return [=](Settings& settings, const std::string& value) -> std::string {
    auto trimmed = value;
    while (trimmed.ends_with('/')) trimmed.pop_back();
    const bool scheme = trimmed.starts_with("https://") || trimmed.starts_with("http://");
    if (!scheme || net::authority_of(trimmed).empty() || trimmed.find_first_of("?# ") != std::string::npos)
      return "is not https:// or http:// and a host";
    settings.providers.*member = trimmed;
    return {};
  };
}

std::string take_trusted_hosts(Settings& settings, const std::string& value) {
  for (const auto& host : items(value))
    if (host.find_first_of("/@?# ") != std::string::npos) return "is not a list of hosts: nas.lan:8080";
  settings.providers.trusted_hosts = items(value);
  return {};
}

std::string take_smtp(Settings& settings, const std::string& value) {
  auto fault = net::smtp_fault(value);
  if (fault.empty()) settings.smtp = value;
  return fault;
}

std::string take_mail_from(Settings& settings, const std::string& value) {
  const auto open = value.find('<');
  const auto address = open == std::string::npos ? value : value.substr(open + 1, value.find('>') - open - 1);
  const bool ascii = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 127; });
  if (!ascii || !mail::is_address(address)) return "is no address to write from";
  settings.mail_from = value;
  return {};
}

std::string take_issuer(Settings& settings, const std::string& value) {
  if (!net::is_safe_address(value)) return "is not an https:// address";
  settings.oidc_issuer = value;
  return {};
}

// The house itself: where it keeps things and what it may use.
std::vector<SettingRow> house() {
  return {
      {{"database", "sqlite:PATH or postgresql://USER@HOST/NAME", "where everything is kept (sqlite:DATA/kinoteka.db)"},
       take_database},
      {{"listen", "ADDRESS:PORT", "where to answer (127.0.0.1:7340)"}, take_listen},
      {{"data", "a folder", "for the embedded database and files (data)"}, text_of(&Settings::data)},
      {{"web", "a folder", "the built web application (found beside the binary)"}, text_of(&Settings::web)},
      {{"log_format", "auto, human or json", "auto: human on a terminal"},
       one_of(&Settings::log_format, {"auto", "human", "json"})},
      {{"log_level", "debug, info, warning or error", "what is worth a line (info)"},
       one_of(&Settings::log_level, {"debug", "info", "warning", "error"})},
      {{"log_requests", "all, slow or none", "which requests get a line (all); slow: over 500 ms or failed"},
       one_of(&Settings::log_requests, {"all", "slow", "none"})},
      {{"io_threads", "1 to 64", "threads that speak HTTP (1)"}, number(&Settings::io_threads, 1, 64)},
      {{"workers", "0 to 256", "threads that do the work; 0: two for SQLite, eight for PostgreSQL"},
       number(&Settings::workers, 0, 256)},
      {{"cache_mb", "0 to 4096", "memory for answers kept ready (16); 0: none"}, number(&Settings::cache_mb, 0, 4096)},
      {{"max_connections", "1 to 100000", "open connections at most (10000)"},
       number(&Settings::max_connections, 1, 100'000)},
      {{"max_connections_per_address", "1 to 100000",
        "of one client, or one IPv6 network of 64 bits, unless it is one of `proxies` (1024)"},
       number(&Settings::max_connections_per_address, 1, 100'000)},
      {{"memory_mb", "32 to 65536",
        "memory that requests in flight may hold together: bodies, imports, answers being made (160)"},
       number(&Settings::memory_mb, 32, 65'536)},
      {{"starter", "true or false", "fill an empty database with the starter catalogue (true)"},
       switch_of(&Settings::starter)},
      {{"media", "/FOLDER, parted by commas", "where films lie: folders of the library must be below (none)"},
       take_media},
      {{"transcodes", "0 to 16", "films converted at once for browsers that cannot play them as they are (2)"},
       number(&Settings::transcodes, 0, 16)},
      {{"blobs", "folder:PATH, s3:https://HOST/BUCKET or cloudinary:https://api.cloudinary.com/CLOUD",
        "where pictures are kept (folder:DATA/blobs)"},
       take_blobs},
      {{"blobs_region", "a region", "of the S3 bucket (us-east-1)"}, text_of(&Settings::blobs_region)},
      {{"blobs_key", "an access key", "of the S3 bucket or the cloud"}, text_of(&Settings::blobs_key)},
      {{"blobs_secret", "a secret", "better in KINOTEKA_BLOBS_SECRET than on the command line"},
       text_of(&Settings::blobs_secret)},
  };
}

// Who may come in, and what is sent to them.
std::vector<SettingRow> people() {
  return {
      {{"public_url", "https://HOST", "where people find it: for links in messages, and https makes cookies safer"},
       take_public_url},
      {{"secret_file", "a file", "the secret that seals keys and messages (DATA/secret.key, made at the first start)"},
       text_of(&Settings::secret_file)},
      {{"registration", "open, invitation or closed", "who may make an account (open)"},
       one_of(&Settings::registration, {"open", "invitation", "closed"})},
      {{"members_only", "true or false", "whether reading the catalogue needs signing in (false)"},
       switch_of(&Settings::members_only)},
      {{"verified_to_publish", "true or false",
        "whether reviewing, commenting and sharing wait for a proved e-mail address (true)"},
       switch_of(&Settings::verified_to_publish)},
      {{"password_length", "8 to 64", "the shortest password (8; NIST asks for 15 without a second factor)"},
       number(&Settings::password_length, 8, 64)},
      {{"rate_limits", "true or false", "growing delays for who guesses (true); false only for tests"},
       switch_of(&Settings::rate_limits)},
      {{"smtp", "smtps://USER:PASSWORD@HOST, smtp://… or smtp+plain://…", "the mail server (none: DATA/mail)"},
       take_smtp},
      {{"mail_from", "NAME <ADDRESS>", "who messages are from (Kinoteka <kinoteka@localhost>)"}, take_mail_from},
      {{"cors_origins", "https://HOST, parted by commas", "other sites whose pages may call the API (none)"},
       take_origins},
  };
}

// Where films are looked for that the catalogue lacks.
std::vector<SettingRow> outside() {
  return {
      {{"providers", "tmdb, omdb, wikidata, or some of them in another order",
        "where to look for films that the catalogue lacks (tmdb, omdb, wikidata); empty: nowhere"},
       take_providers},
      {{"tmdb_token", "a token", "TMDB's API read access token; better in KINOTEKA_TMDB_TOKEN (none)"},
       provider_text(&providers::Settings::tmdb_token)},
      {{"omdb_key", "a key", "OMDb's; better in KINOTEKA_OMDB_KEY than on the command line (none)"},
       provider_text(&providers::Settings::omdb_key)},
      {{"tmdb_url", "https://HOST/PATH", "where TMDB's API is, for who has a mirror"},
       provider_address(&providers::Settings::tmdb_url)},
      {{"omdb_url", "https://HOST/PATH", "where OMDb's API is"}, provider_address(&providers::Settings::omdb_url)},
      {{"wikidata_url", "https://HOST/PATH", "where Wikidata's api.php is"},
       provider_address(&providers::Settings::wikidata_url)},
      {{"wikidata_query_url", "https://HOST/PATH", "where Wikidata's SPARQL is"},
       provider_address(&providers::Settings::wikidata_query_url)},
      {{"commons_url", "https://HOST/PATH", "where Wikimedia Commons keeps pictures"},
       provider_address(&providers::Settings::commons_url)},
      {{"refresh_days", "0 to 365", "how often every film is asked for again; 0: when an admin says so (0)"},
       number(&Settings::refresh_days, 0, 365)},
      {{"trusted_hosts", "hosts, parted by commas",
        "that pictures may be fetched from although they are no public addresses: nas.lan:8080 (none)"},
       take_trusted_hosts},
  };
}

// By which names and through whom one comes.
std::vector<SettingRow> doors() {
  return {
      {{"hosts", "names, parted by commas",
        "names by which people reach this house, beside public_url's, addresses, and names without a dot (none)"},
       take_hosts},
      {{"proxies", "addresses, parted by commas",
        "proxies of ours, whose X-Forwarded-For counts for rate limits (none)"},
       take_proxies},
      {{"oidc_issuer", "https://ISSUER", "an OpenID provider to sign in with (none)"}, take_issuer},
      {{"oidc_name", "a name", "what its button says (OpenID)"}, text_of(&Settings::oidc_name)},
      {{"oidc_client_id", "an id", "what the provider calls us"}, text_of(&Settings::oidc_client_id)},
      {{"oidc_client_secret", "a secret", "better in KINOTEKA_OIDC_CLIENT_SECRET than on the command line"},
       text_of(&Settings::oidc_client_secret)},
  };
}

}  // namespace

const std::vector<SettingRow>& setting_rows() {
  static const auto all = [] {
    std::vector<SettingRow> rows;
    for (auto part : {house(), people(), outside(), doors()})
      std::move(part.begin(), part.end(), std::back_inserter(rows));
    return rows;
  }();
  return all;
}

}  // namespace kinoteka::app
