#include "app/user_commands.hpp"

#include <iostream>

#include <fmt/core.h>

#include "app/application.hpp"
#include "base/error.hpp"
#include "callers/console.hpp"
#include "features/accounts/admin_service.hpp"
#include "security/passwords.hpp"

namespace kinoteka::app {
namespace {

using accounts::UserRole;

UserRole role_of(const std::string& name) {
  const auto role = json::enum_value<UserRole>(name);
  if (!role) throw Error(Code::invalid, "A role is " + json::enum_choices<UserRole>() + '.');
  return *role;
}

void print_users(const std::vector<accounts::UserLine>& users) {
  fmt::print("{:<5} {:<34} {:<20} {:<7} {}\n", "ID", "ADDRESS", "USERNAME", "ROLE", "STATE");
  for (const auto& user : users) {
    std::string state = user.disabled ? "disabled" : user.email_verified ? "" : "address not confirmed";
    if (user.second_factor) state += state.empty() ? "second factor" : ", second factor";
    fmt::print("{:<5} {:<34} {:<20} {:<7} {}\n", user.id, user.email, user.username.value_or("-"),
               std::string(json::enum_name(user.role)), state);
  }
}

void add(accounts::Administration& administration, const accounts::Policy& policy, const UserCommand& command) {
  accounts::NewUser user;
  user.role = role_of(command.role);
  std::string password;
  if (command.password_from_stdin) std::getline(std::cin, password);
  std::vector<FieldError> faults;
  if (auto fault = accounts::Email::parse(command.email, user.email); !fault.empty())
    faults.push_back({"EMAIL", fault});
  if (!command.username.empty()) {
    accounts::Username username;
    if (auto fault = accounts::Username::parse(command.username, username); !fault.empty())
      faults.push_back({"--username", fault});
    user.username = username;
  }
  if (command.password_from_stdin) {
    if (auto fault = security::password_fault(password, policy.password_length, {command.email, command.username});
        !fault.message.empty())
      faults.push_back({"the password", fault.message});
  }
  if (!faults.empty()) throw invalid(std::move(faults));
  const auto made = administration.add(callers::Console(), user, password);
  fmt::print("added {} as {}\n", command.email, command.role);
  if (!made.link.empty()) fmt::print("choose a password within a day at\n  {}\n", made.link);
}

}  // namespace

int run_user_command(const Settings& settings, db::Database& database, const UserCommand& command) {
  const auto policy = account_policy(settings);
  const accounts::Guard guard(database, policy);
  const auto secrets = security::SecretBox::of_file(settings.secret_path());
  const mail::Outbox outbox(secrets);
  const accounts::Eviction eviction(policy, outbox);  // links for players ask whether their maker is disabled
  accounts::Administration administration(database, policy, guard, outbox, eviction);
  const callers::Console console;
  // Who is meant; whoever mistypes an address is told where the right one stands.
  const auto meant = [&] {
    try {
      return administration.user_with(console, command.email);
    } catch (const Error& error) {
      if (error.code != Code::not_found) throw;
      throw Error(error.code, error.message + " `kinoteka user list` shows who is here.");
    }
  };
  const auto change = [&](auto&& how) {
    const auto id = meant().id;
    auto rights = administration.rights(console, id);
    how(rights);
    administration.set_rights(console, id, rights);
  };
  switch (command.what) {
    case UserCommand::What::add: add(administration, policy, command); break;
    case UserCommand::What::list: {
      accounts::user_store::Search everybody;
      everybody.limit = 1'000'000;
      print_users(administration.users(console, everybody).users);
      break;
    }
    case UserCommand::What::role:
      change([&](accounts::UserRights& rights) { rights.role = role_of(command.role); });
      fmt::print("{} is {} now\n", command.email, command.role);
      break;
    case UserCommand::What::reset_password:
      fmt::print("a new password can be chosen within an hour at\n  {}\n",
                 administration.reset_link(console, meant().id).link);
      break;
    case UserCommand::What::disable:
      change([](accounts::UserRights& rights) { rights.disabled = true; });
      fmt::print("{} is disabled and signed out everywhere\n", command.email);
      break;
    case UserCommand::What::enable:
      change([](accounts::UserRights& rights) { rights.disabled = false; });
      fmt::print("{} may sign in again\n", command.email);
      break;
  }
  return 0;
}

}  // namespace kinoteka::app
