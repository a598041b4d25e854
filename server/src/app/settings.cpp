#include "app/settings.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>

#include <toml++/toml.h>

#include "app/settings_table.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace kinoteka::app {
namespace {
const SettingRow* find_row(std::string_view key) {
  for (const auto& row : setting_rows()) {
    if (row.setting.key == key) return &row;
  }
  return nullptr;
}

std::string unknown(std::string_view key, const std::function<std::string(const Setting&)>& spelled) {
  std::vector<std::string> names;
  for (const auto& row : setting_rows()) names.push_back(spelled(row.setting));
  const auto meant = text::closest(key, {names.begin(), names.end()});
  if (!meant.empty()) return "is not a setting: did you mean " + std::string(meant) + "?";
  return "is not a setting: `kinoteka serve --help` lists them";
}

std::string as_text(const toml::node& node) {
  if (const auto text = node.value<std::string>(); text && node.is_string()) return *text;
  if (node.is_boolean()) return *node.value<bool>() ? "true" : "false";
  if (node.is_integer()) return std::to_string(*node.value<std::int64_t>());
  return "(not a text, number or switch)";
}

}  // namespace

std::string Setting::flag() const {
  std::string out = "--" + std::string(key);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

std::string Setting::variable() const {
  std::string out = "KINOTEKA_" + std::string(key);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return out;
}

const std::vector<Setting>& all_settings() {
  static const auto settings = [] {
    std::vector<Setting> out;
    for (const auto& row : setting_rows()) out.push_back(row.setting);
    return out;
  }();
  return settings;
}

std::string Settings::secret_path() const { return secret_file.empty() ? data + "/secret.key" : secret_file; }

blobs::Place Settings::blobs_place() const {
  return {blobs.empty() ? "folder:" + data + "/blobs" : blobs, blobs_region, blobs_key, blobs_secret};
}

bool Settings::on_this_machine_alone() const {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

std::string Settings::own_address() const {
  if (!public_url.empty()) return public_url;
  const bool everywhere = address == "0.0.0.0" || address == "::";
  const auto host = everywhere ? "127.0.0.1" : address.find(':') == std::string::npos ? address : '[' + address + ']';
  return "http://" + host + ':' + std::to_string(port);
}

std::string Settings::database_url() const { return database.empty() ? "sqlite:" + data + "/kinoteka.db" : database; }

Settings load_settings(const std::map<std::string, std::string>& flags, const char* const* environment,
                       const std::string& file, bool file_named) {
  Settings settings;
  std::vector<FieldError> errors;
  const auto take = [&](const SettingRow& row, const std::string& value, const std::string& place) {
    const auto fault = row.take(settings, value);
    if (fault.empty()) return;
    // Some hold passwords, which must not end up in a terminal's or a service's log.
    const auto shown = row.setting.key == "smtp" || row.setting.key == "database" ? "its value" : '\'' + value + '\'';
    errors.push_back({place, shown + ' ' + fault + ". Give " + std::string(row.setting.values) + '.'});
  };

  if (std::filesystem::exists(file)) {
    try {
      for (const auto& [key, node] : toml::parse_file(file)) {
        const std::string name(key.str());
        const auto place = file + ", line " + std::to_string(node.source().begin.line) + ", " + name;
        if (const auto* row = find_row(name)) {
          take(*row, as_text(node), place);
        } else {
          errors.push_back({place, unknown(name, [](const Setting& s) { return std::string(s.key); })});
        }
      }
    } catch (const toml::parse_error& error) {
      errors.push_back({file + ", line " + std::to_string(error.source().begin.line),
                        "cannot be read: " + std::string(error.description()) + '.'});
    }
  } else if (file_named) {
    errors.push_back({"--config", "there is no file " + file});
  }

  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const std::string_view pair = *environment;
    const auto name = pair.substr(0, pair.find('='));
    if (!name.starts_with("KINOTEKA_") || name.starts_with("KINOTEKA_TEST_")) continue;
    const auto* row = find_row(text::to_lower(name.substr(std::string_view("KINOTEKA_").size())));
    const std::string place = std::string(name) + " in the environment";
    if (row != nullptr && row->setting.variable() == name) {
      take(*row, std::string(pair.substr(std::min(pair.size(), name.size() + 1))), place);
    } else {
      errors.push_back({place, unknown(name, [](const Setting& s) { return s.variable(); })});
    }
  }

  for (const auto& [key, value] : flags) {
    if (const auto* row = find_row(key)) take(*row, value, row->setting.flag() + " on the command line");
  }
  if (!errors.empty()) throw Error(Code::invalid, "The settings are not right.", std::move(errors));
  return settings;
}

}  // namespace kinoteka::app
