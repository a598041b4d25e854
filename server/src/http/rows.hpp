// The route tables: a row says all about a route, and a handler is a function from what it needs (arguments.hpp) to
// what it answers (answers.hpp), from whose types its reading, its errors and its OpenAPI entry follow.
//
//   Rows rows(router, "Collection");
//   rows.post("/api/collection", anyone, "Add an item", {.an_hour = 60}, [&](Guest, Body<NewItem> item) { … });
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "http/answers.hpp"
#include "http/arguments.hpp"
#include "http/router.hpp"

namespace kinoteka::http {

// Who may call: `Caller` is what the handler gets.
template <Access A, class C>
struct Who {
  static constexpr Access access = A;
  using Caller = C;
};
inline constexpr Who<Access::anyone, callers::Guest> anyone{};
inline constexpr Who<Access::readers, callers::Reader> readers{};
inline constexpr Who<Access::members, callers::Member> members{};
inline constexpr Who<Access::editors, callers::Editor> editors{};
inline constexpr Who<Access::admins, callers::Admin> admins{};

std::string_view access_name(Access access);  // as the OpenAPI document's x-access says it

// What is said of a row beyond who may call it.
struct RowOptions {
  std::optional<Pool> pool = {};  // where its handler runs; reads or changes, by the method, unless told
  std::string pool_if = {};       // … only with this parameter, where it has a name
  bool pool_if_form = false;      // … only where the body is a form
  bool cached = false;            // the answer depends on the target and the database alone: kept until that changes
  bool in_person = false;         // not for API keys: what would let a key make itself stronger
  bool asks_who = true;           // false: who calls makes no difference: it answers while the database is away
  std::optional<callers::Scope> scope = {};  // what an API key needs, where it does not follow from method and access
  std::chrono::milliseconds processor{0};    // that the handler may take, where that is more than usual; …
  std::chrono::milliseconds wall{0};         // … and how long
  std::int64_t an_hour = 0;                  // how often one person may; 0: as they like
  bool secret_query = false;                 // its query must not be logged
  // It is short, and what it waits for is its commit alone, which it may share with others. Its answer is small: the
  // I/O thread renders it.
  bool shares_commit = false;
  struct File {
    std::size_t bytes = 0;  // at most
    std::vector<std::string> types = {};
  };
  File file = {};              // a file is its body, which the handler reads from the request
  std::size_t body_limit = 0;  // bytes, where that is more than usual
};

class Rows {
 public:
  Rows(Router& router, std::string section) : router_(router), section_(std::move(section)) {}

  template <class W, class F>
  void get(std::string pattern, W who, std::string summary, const RowOptions& options, F handler) {
    add(Method::get, std::move(pattern), who, std::move(summary), options, std::move(handler));
  }
  template <class W, class F>
  void get(std::string pattern, W who, std::string summary, F handler) {
    get(std::move(pattern), who, std::move(summary), RowOptions{}, std::move(handler));
  }
  template <class W, class F>
  void post(std::string pattern, W who, std::string summary, const RowOptions& options, F handler) {
    add(Method::post, std::move(pattern), who, std::move(summary), options, std::move(handler));
  }
  template <class W, class F>
  void post(std::string pattern, W who, std::string summary, F handler) {
    post(std::move(pattern), who, std::move(summary), RowOptions{}, std::move(handler));
  }
  template <class W, class F>
  void put(std::string pattern, W who, std::string summary, const RowOptions& options, F handler) {
    add(Method::put, std::move(pattern), who, std::move(summary), options, std::move(handler));
  }
  template <class W, class F>
  void put(std::string pattern, W who, std::string summary, F handler) {
    put(std::move(pattern), who, std::move(summary), RowOptions{}, std::move(handler));
  }
  template <class W, class F>
  void patch(std::string pattern, W who, std::string summary, const RowOptions& options, F handler) {
    add(Method::patch, std::move(pattern), who, std::move(summary), options, std::move(handler));
  }
  template <class W, class F>
  void patch(std::string pattern, W who, std::string summary, F handler) {
    patch(std::move(pattern), who, std::move(summary), RowOptions{}, std::move(handler));
  }
  template <class W, class F>
  void remove(std::string pattern, W who, std::string summary, const RowOptions& options, F handler) {
    add(Method::delete_, std::move(pattern), who, std::move(summary), options, std::move(handler));
  }
  template <class W, class F>
  void remove(std::string pattern, W who, std::string summary, F handler) {
    remove(std::move(pattern), who, std::move(summary), RowOptions{}, std::move(handler));
  }

 private:
  template <class T>
  static constexpr bool is_caller =
      std::is_same_v<T, callers::Guest> || std::is_same_v<T, callers::Reader> || std::is_base_of_v<callers::Member, T>;

  template <class W, class F>
  void add(Method method, std::string pattern, W, std::string summary, const RowOptions& options, F handler) {
    add_as<W>(method, std::move(pattern), std::move(summary), options, std::move(handler),
              static_cast<decltype(std::function(std::declval<F>()))*>(nullptr));
  }

  template <class W, class F, class R, class... Args>
  void add_as(Method method, std::string pattern, std::string summary, const RowOptions& options, F handler,
              std::function<R(Args...)>*) {
    static_assert((... || is_caller<std::remove_cvref_t<Args>>), "a handler takes who calls");
    static_assert((... && (!is_caller<std::remove_cvref_t<Args>> ||
                           std::is_convertible_v<typename W::Caller, std::remove_cvref_t<Args>>)),
                  "the caller's type must follow from who may call");
    auto route = begin(method, std::move(pattern), W::access, std::move(summary), options, json::is_a<R, Created>);
    boost::json::array parameters;
    (Argument<std::remove_cvref_t<Args>>::describe(route, parameters, router_.components), ...);
    describe(route, std::move(parameters), Result<R>::status, Result<R>::schema(router_.components),
             json::is_a<R, List>, options);
    route.handler = [handler = std::move(handler)](Request& request) {
      [[maybe_unused]] std::size_t used = 0;
      // Braces: arguments are made in their order, so that path values are taken in theirs.
      std::tuple<Args...> arguments{Argument<std::remove_cvref_t<Args>>::make(request, used)...};
      return Result<R>::make(request, std::apply(handler, std::move(arguments)));
    };
    router_.add(std::move(route));
  }

  // What does not depend on the handler's types.
  Route begin(Method method, std::string pattern, Access access, std::string summary, const RowOptions& options,
              bool creates) const;
  void describe(Route& route, boost::json::array parameters, int status, boost::json::object schema, bool list,
                const RowOptions& options);

  Router& router_;
  std::string section_;
};

}  // namespace kinoteka::http
