// The composition root: from settings to a running server, built top to bottom. Read application.cpp to see what
// there is and what depends on what.
#pragma once

#include <memory>
#include <string>

#include "app/settings.hpp"
#include "features/accounts/policy.hpp"
#include "features/library/service.hpp"

namespace kinoteka::app {

inline constexpr std::string_view version = KINOTEKA_VERSION;

class Application {
 public:
  // Opens and migrates the database, loads the starter catalogue if wanted, listens. Throws Error or
  // std::runtime_error whose text says what to do.
  explicit Application(const Settings& settings);
  ~Application();

  unsigned short port() const;
  // Answers until SIGTERM or SIGINT arrives, then drains. Block these signals in every thread before the constructor.
  void run();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// What the settings say about accounts.
accounts::Policy account_policy(const Settings& settings);

// What they say about the library.
library::Settings library_settings(const Settings& settings);

// The OpenAPI document of this binary, without a database.
std::string openapi();

// Where the built web application is: `given`, or beside the binary, or installed; empty when nowhere.
std::string find_web(const std::string& given);

}  // namespace kinoteka::app
