// The table of routes and how a path finds its row. Filled once at start, then read by all threads.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "http/message.hpp"
#include "http/pace.hpp"
#include "http/pools.hpp"

namespace kinoteka::http {

// Who may call. A route states one; there is no default.
enum class Access {
  anyone,   // also in a house for members only: signing in, health
  readers,  // anyone, or, by setting, members
  members,  // who is signed in
  editors,
  admins
};

struct Route {
  Method method;
  std::string pattern;  // "/api/movies/{id}"
  Access access;
  std::string section, summary;
  std::function<Response(Request&)> handler;
  boost::json::object operation;                // its OpenAPI entry
  std::size_t body_limit = 0;                   // no body unless the route reads one
  std::chrono::milliseconds deadline{30'000};   // from the head to the answer, without what the body takes to arrive
  std::chrono::milliseconds processor{10'000};  // of the handler
  std::optional<Pool> pool;                     // nothing: reads or changes, by the method
  std::string pool_if;                          // … only with this parameter, where it has a name
  bool pool_if_form = false;                    // … only where the body is a form
  bool cacheable = false;                       // the answer depends on the target and the database alone
  bool shares_commit = false;  // short, and waits for its commit alone: may run where others' changes do
  bool in_person = false;      // not for API keys: what would let a key make itself stronger
  bool repeatable = false;     // a create: takes an Idempotency-Key
  bool secret_query = false;   // its query must not be logged
  Pace pace;                   // of one person; 0: as often as they like
  bool asks_who = true;        // false: who calls makes no difference, so nobody looks it up
  std::optional<callers::Scope>
      scope;              // what an API key needs, where it does not follow from the method and the access
  std::size_t index = 0;  // its place in Router::routes
};

class RouteBuilder;

class Router {
 public:
  Router();
  ~Router();

  void add(Route route);
  Route& last() { return *routes_.back(); }

  struct Match {
    const Route* route = nullptr;
    bool path_known = false;  // some other method would do: 405
    std::string allow;        // for 405 and OPTIONS: where no route takes the request
  };
  // Fills `path_values`. With or without a slash at the end. HEAD finds GET's row.
  Match find(Method method, std::string_view path, std::vector<std::string>& path_values) const;

  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

  // Schemas that routes refer to, collected while they are added.
  boost::json::object components;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

}  // namespace kinoteka::http
