// Typed routes: a handler is a function from what it needs to what it answers, and its reading, its errors and its
// OpenAPI entry follow from these types.
//
//   Rows rows(router, "Collection");
//   rows.post("/api/collection", anyone, "Add an item", [&](Guest, Body<NewItem> item) { return Created{…}; });
//
// A handler may take, in any order: Guest (who calls), Id (the next {…} of the path), Query<T>, Body<T>,
// const Request&. It answers T (200), List<T>, Created<T> (201), NoContent (204) or a Response of its own.
#pragma once

#include <functional>
#include <optional>
#include <tuple>

#include "http/query.hpp"
#include "http/router.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::http {

// Tokens of who calls, which only the edge makes: a use case that needs a right asks for it in its parameters.
class Guest {
  Guest() = default;
  template <class, class>
  friend struct Argument;
};
struct Anyone {
  static constexpr Access access = Access::anyone;
};
inline constexpr Anyone anyone{};

template <class T>
struct Query : T {};

template <class T>
struct Body {
  T value;
  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
};

struct NoContent {};

template <class T>
struct Created {
  T value;
  std::string location;
};

// One page of a list, or all of it: `next` appends some items, parted by commas, and says whether there are more.
struct Page {
  std::int64_t number = 1, size = 12;
};
template <class T>
struct List {
  std::int64_t total = 0;
  std::optional<Page> page;
  std::function<bool(std::string& out)> next;
};

// The parameters of every list, to be inherited: absent `page` means all.
struct Paging {
  std::optional<Int<1, 1'000'000>> page;
  std::optional<Int<1, 100>> per_page;

  std::optional<Page> chosen() const {
    if (!page && !per_page) return std::nullopt;
    return Page{page ? std::int64_t(*page) : 1, per_page ? std::int64_t(*per_page) : 12};
  }
};
BOOST_DESCRIBE_STRUCT(Paging, (), (page, per_page))

Response answer_list(const Request& request, std::int64_t total, const std::optional<Page>& page,
                     std::function<bool(std::string& out)> next);
std::string read_json_body(const Request& request);  // checks the content type
boost::json::object describe_operation(const Route& route, boost::json::array parameters);
Id read_path_id(const std::string& text);

// What one parameter type of a handler is made from, and what it adds to the OpenAPI entry.
template <class T, class = void>
struct Argument;

template <>
struct Argument<Guest, void> {
  static Guest make(const Request&, std::size_t&) { return {}; }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <>
struct Argument<Id, void> {
  static Id make(const Request& request, std::size_t& used) { return read_path_id(request.path_values.at(used++)); }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <class T>
struct Argument<Query<T>, void> {
  static Query<T> make(const Request& request, std::size_t&) { return {read_query<T>(request)}; }
  static void describe(Route&, boost::json::array& parameters, boost::json::object& components) {
    describe_query<T>(parameters, components);
  }
};
template <class T>
struct Argument<Body<T>, void> {
  static Body<T> make(const Request& request, std::size_t&) { return {json::decode<T>(read_json_body(request))}; }
  static void describe(Route& route, boost::json::array&, boost::json::object& components) {
    if (route.body_limit == 0) route.body_limit = 64 * 1024;
    route.operation["requestBody"] = {{"required", true},
                                      {"content", {{"application/json", {{"schema", json::schema<T>(components)}}}}}};
  }
};
template <>
struct Argument<Request, void> {
  static const Request& make(const Request& request, std::size_t&) { return request; }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};

// What a handler's result becomes.
template <class R>
struct Result {
  static constexpr int status = 200;
  static Response make(const Request&, R&& value) {
    Response response;
    json::encode(response.body, value);
    return response;
  }
  static boost::json::object schema(boost::json::object& components) { return json::schema<R>(components); }
};
template <>
struct Result<Response> {
  static constexpr int status = 200;
  static Response make(const Request&, Response&& value) { return std::move(value); }
  static boost::json::object schema(boost::json::object&) { return {}; }
};
template <>
struct Result<NoContent> {
  static constexpr int status = 204;
  static Response make(const Request&, NoContent&&) {
    Response response;
    response.status = 204;
    return response;
  }
  static boost::json::object schema(boost::json::object&) { return {}; }
};
template <class T>
struct Result<Created<T>> {
  static constexpr int status = 201;
  static Response make(const Request& request, Created<T>&& value) {
    auto response = Result<T>::make(request, std::move(value.value));
    response.status = 201;
    response.headers.emplace_back("Location", value.location);
    return response;
  }
  static boost::json::object schema(boost::json::object& components) { return json::schema<T>(components); }
};
template <class T>
struct Result<List<T>> {
  static constexpr int status = 200;
  static Response make(const Request& request, List<T>&& list) {
    return answer_list(request, list.total, list.page, std::move(list.next));
  }
  static boost::json::object schema(boost::json::object& components) {
    return json::schema<std::vector<T>>(components);
  }
};

boost::json::object describe_responses(int status, boost::json::object schema, bool list,
                                       boost::json::object& components, const Route& route);

class Rows {
 public:
  Rows(Router& router, std::string section) : router_(router), section_(std::move(section)) {}

  template <class Who, class F>
  Rows& get(std::string pattern, Who who, std::string summary, F handler) {
    return add(Method::get, std::move(pattern), who, std::move(summary), std::function(std::move(handler)));
  }
  template <class Who, class F>
  Rows& post(std::string pattern, Who who, std::string summary, F handler) {
    return add(Method::post, std::move(pattern), who, std::move(summary), std::function(std::move(handler)));
  }
  template <class Who, class F>
  Rows& put(std::string pattern, Who who, std::string summary, F handler) {
    return add(Method::put, std::move(pattern), who, std::move(summary), std::function(std::move(handler)));
  }
  template <class Who, class F>
  Rows& remove(std::string pattern, Who who, std::string summary, F handler) {
    return add(Method::delete_, std::move(pattern), who, std::move(summary), std::function(std::move(handler)));
  }

  // From here on: answers depend on the target and the database alone, and may be kept until the data changes.
  Rows& cached() {
    cacheable_ = true;
    return *this;
  }

 private:
  template <class Who, class R, class... Args>
  Rows& add(Method method, std::string pattern, Who, std::string summary, std::function<R(Args...)> handler) {
    Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.access = Who::access;
    route.section = section_;
    route.summary = std::move(summary);
    route.cacheable = cacheable_ && method == Method::get;
    boost::json::array parameters;
    (Argument<std::remove_cvref_t<Args>>::describe(route, parameters, router_.components), ...);
    auto body = route.operation.contains("requestBody") ? route.operation["requestBody"] : nullptr;
    route.operation = describe_operation(route, std::move(parameters));
    if (!body.is_null()) route.operation["requestBody"] = std::move(body);
    constexpr bool list = json::is_a<R, List>;
    route.operation["responses"] =
        describe_responses(Result<R>::status, Result<R>::schema(router_.components), list, router_.components, route);
    route.handler = [handler = std::move(handler)](Request& request) {
      [[maybe_unused]] std::size_t used = 0;
      // Braces: arguments are made in their order, so that path values are taken in theirs.
      std::tuple<Args...> arguments{Argument<std::remove_cvref_t<Args>>::make(request, used)...};
      return Result<R>::make(request, std::apply(handler, std::move(arguments)));
    };
    router_.add(std::move(route));
    return *this;
  }

  Router& router_;
  std::string section_;
  bool cacheable_ = false;
};

}  // namespace kinoteka::http
