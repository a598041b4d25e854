#include "app/user_commands.hpp"

#include <iostream>

#include <fmt/core.h>

#include "app/application.hpp"
#include "base/error.hpp"
#include "security/tokens.hpp"

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

void add(accounts::Operator& people, const UserCommand& command) {
  accounts::Operator::Wanted user{command.email, command.username, {}, role_of(command.role)};
  if (command.password_from_stdin) {
    std::getline(std::cin, user.password);
  } else {
    user.password = security::random_token();  // nobody knows it: the link chooses the real one
  }
  people.add(user);
  fmt::print("added {} as {}\n", command.email, command.role);
  if (!command.password_from_stdin) {
    fmt::print("choose a password within an hour at\n  {}\n", people.reset_link(command.email));
  }
}

}  // namespace

int run_user_command(const Settings& settings, db::Database& database, const UserCommand& command) {
  const auto policy = account_policy(settings);
  const accounts::Guard guard(database, policy);
  const auto secrets = security::SecretBox::of_file(settings.secret_path());
  const mail::Outbox outbox(secrets);
  const accounts::Eviction eviction(policy, outbox);  // links for players ask whether their maker is disabled
  accounts::Operator people(database, policy, guard, eviction);
  switch (command.what) {
    case UserCommand::What::add: add(people, command); break;
    case UserCommand::What::list: print_users(people.list()); break;
    case UserCommand::What::role:
      people.set_role(command.email, role_of(command.role));
      fmt::print("{} is {} now\n", command.email, command.role);
      break;
    case UserCommand::What::reset_password:
      fmt::print("a new password can be chosen within an hour at\n  {}\n", people.reset_link(command.email));
      break;
    case UserCommand::What::disable:
      people.set_disabled(command.email, true);
      fmt::print("{} is disabled and signed out everywhere\n", command.email);
      break;
    case UserCommand::What::enable:
      people.set_disabled(command.email, false);
      fmt::print("{} may sign in again\n", command.email);
      break;
  }
  return 0;
}

}  // namespace kinoteka::app
