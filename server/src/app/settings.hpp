// What an operator can set: by flag, then KINOTEKA_* in the environment, then kinoteka.toml, then the default. A value
// that is wrong or unknown is an error that names the place it came from and what to do.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "blobs/store.hpp"
#include "providers/provider.hpp"

namespace kinoteka::app {

struct Settings {
  std::string database = "";  // empty: sqlite:DATA/kinoteka.db
  std::string address = "127.0.0.1";
  int port = 7340;
  std::string data = "data";
  std::string web;  // empty: found beside the binary
  std::string log_format = "auto", log_level = "info", log_requests = "all";
  int io_threads = 1, workers = 0;  // 0: what suits the engine
  int cache_mb = 16;
  int max_connections = 10'000, max_connections_per_address = 1024;
  int memory_mb = 160;  // that all requests in flight may hold together
  bool starter = true;
  std::vector<std::string> media;  // folders below which library folders may lie
  int transcodes = 2;

  std::string blobs;  // empty: folder:DATA/blobs
  std::string blobs_region = "us-east-1", blobs_key, blobs_secret;

  providers::Settings providers;
  int refresh_days = 0;  // 0: when an admin says so

  std::string public_url;   // empty: from the address it listens at
  std::string secret_file;  // empty: DATA/secret.key
  std::string registration = "open";
  bool members_only = false, rate_limits = true, verified_to_publish = true;
  int password_length = 8;
  std::string smtp, mail_from = "Kinoteka <kinoteka@localhost>";
  std::vector<std::string> cors_origins, proxies, hosts;
  std::string oidc_name = "OpenID", oidc_issuer, oidc_client_id, oidc_client_secret;

  std::string database_url() const;
  std::string secret_path() const;
  blobs::Place blobs_place() const;
  bool on_this_machine_alone() const;  // listens on loopback
  std::string own_address() const;     // where people find us: "https://films.example", without a slash at the end
};

struct Setting {
  std::string_view key;     // in kinoteka.toml; the flag is --key with '-', the variable KINOTEKA_KEY
  std::string_view values;  // what may stand there, for help and errors
  std::string_view help;
  std::string flag() const;
  std::string variable() const;
};

const std::vector<Setting>& all_settings();

// `flags` hold what the command line gave, by key. `environment` is like `environ`. `file` is read if it exists, and
// must exist when `file_named` (the operator gave its name). Throws Error{invalid} with every fault.
Settings load_settings(const std::map<std::string, std::string>& flags, const char* const* environment,
                       const std::string& file, bool file_named);

}  // namespace kinoteka::app
