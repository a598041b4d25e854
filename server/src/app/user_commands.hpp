// `kinoteka user …`: what an operator does with accounts at the console, whether or not a server runs meanwhile.
#pragma once

#include <string>

#include "app/settings.hpp"
#include "features/accounts/admin_service.hpp"

namespace kinoteka::app {

struct UserCommand {
  enum class What { add, list, role, reset_password, disable, enable } what = What::list;
  std::string email, username, role = "user";
  bool password_from_stdin = false;  // else a new user gets a link to choose one
};

// 0, or throws Error that says what is wrong.
int run_user_command(const Settings& settings, db::Database& database, const UserCommand& command);

}  // namespace kinoteka::app
