// Typed routes: a handler is a function from what it needs to what it answers, and its reading, its errors and its
// OpenAPI entry follow from these types.
//
//   Rows rows(router, "Collection");
//   rows.post("/api/collection", anyone, "Add an item", [&](Guest, Body<NewItem> item) { return Created{…}; });
//
// A handler may take, in any order: who calls (Guest, Reader, Member, Editor, Admin, as the row's access is), Id (the
// next {…} of the path), Name (the same as text), Query<T>, Body<T>, Form<F>, Patch<T>, IfMatch, const Request&. It
// answers T (200), Versioned<T>, Showing<T>, List<T>, Created<T> (201), Ensured<T> (201 or 200), Accepted<T> (202),
// NoContent (204), any of them WithHeaders, or a Response of its own.
#pragma once

#include <functional>
#include <optional>
#include <tuple>

#include "http/caller.hpp"
#include "http/multipart.hpp"
#include "http/query.hpp"
#include "http/router.hpp"
#include "http/versions.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::http {

// Who may call: `Caller` is what the handler gets.
template <Access A, class C>
struct Who {
  static constexpr Access access = A;
  using Caller = C;
};
inline constexpr Who<Access::anyone, Guest> anyone{};
inline constexpr Who<Access::readers, Reader> readers{};
inline constexpr Who<Access::members, Member> members{};
inline constexpr Who<Access::editors, Editor> editors{};
inline constexpr Who<Access::admins, Admin> admins{};

// A part of the path that is a name.
struct Name {
  std::string value;
};

template <class T>
struct Query : T {};

template <class T>
struct Body {
  T value;
  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
};

// A thing with files, in one request: as JSON alone, or as a form (multipart/form-data) with the JSON in one field and
// files in others. F says how: `using Data`, `data` (the JSON's field), `data_bytes` (at most), `files` (names
// of theirs).
template <class F>
struct Form {
  typename F::Data value;
  std::vector<FormPart> files;  // each of a name in F::files

  // The bytes of a file; nothing where the form lacks it.
  std::optional<std::string_view> file(std::string_view name) const {
    for (const auto& part : files)
      if (part.name == name) return part.bytes;
    return std::nullopt;
  }
};

// Changes to a T, of which the body names some members (JSON Merge Patch, RFC 7396).
template <class T>
class Patch {
 public:
  explicit Patch(boost::json::value changes) : changes_(std::move(changes)) {}
  // `now` with the changes, validated as a whole. Throws Error{invalid} that names every fault.
  T apply(const T& now) const { return json::decode<T>(json::merge(json::encode(now), changes_)); }

 private:
  boost::json::value changes_;
};

template <class T>
struct Accepted {
  T value;
};

struct NoContent {};

// T with headers of its own: cookies, a file's name.
template <class T>
struct WithHeaders {
  T value;
  std::vector<std::pair<std::string, std::string>> headers;
};

template <class T>
struct Created {
  T value;
  std::string location;
};

// What was asked to be there: made now (201), or there before (200).
template <class T>
struct Ensured {
  T value;
  std::string location;
  bool created = false;
};

// One page of a list, or all of it: `next` appends some items, parted by commas, and says whether there are more.
template <class T>
struct List {
  std::int64_t total = 0;
  std::optional<Page> page;
  std::function<bool(std::string& out)> next;
  std::vector<std::int32_t> shows = {};  // see Response::shows
};

// Items that are at hand already: a page of them, or all.
template <class T>
List<T> page_of(std::vector<T> items, std::int64_t total, const std::optional<Page>& page) {
  auto encode = [items = std::move(items)](std::string& out) {
    bool first = true;
    for (const auto& item : items) {
      if (!std::exchange(first, false)) out += ',';
      json::encode(out, item);
    }
    return false;
  };
  return {total, page, std::move(encode), {}};
}

// How many items of a list that is answered whole are made at a time.
inline constexpr std::int64_t stream_batch = 500;

// A list that is made a part at a time: `fetch(offset, limit)` gives items. One page of it, or all.
template <class T, class Fetch>
List<T> batched(std::int64_t total, const std::optional<Page>& page, Fetch fetch) {
  List<T> out;
  out.total = total;
  out.page = page;
  const auto append = [](std::string& text, const std::vector<T>& items) {
    bool first = true;
    for (const auto& item : items) {
      if (!std::exchange(first, false)) text += ',';
      json::encode(text, item);
    }
  };
  if (page) {
    out.next = [=](std::string& text) { return append(text, fetch(page->offset(), page->size)), false; };
  } else {
    out.next = [=, offset = std::int64_t{0}](std::string& text) mutable {
      append(text, fetch(std::exchange(offset, offset + stream_batch), stream_batch));
      return offset < total;
    };
  }
  return out;
}

// The same over ids that are at hand: `make(ids)` gives their items.
template <class T, class Make>
List<T> selected(std::vector<std::int32_t> ids, const std::optional<Page>& page, Make make) {
  const auto total = static_cast<std::int64_t>(ids.size());
  return batched<T>(total, page, [ids = std::move(ids), make](std::int64_t offset, std::int64_t limit) {
    const auto end = static_cast<std::int64_t>(ids.size());
    const auto from = std::min(offset, end), to = std::min(end, from + limit);
    return make(std::vector<std::int32_t>(ids.begin() + from, ids.begin() + to));
  });
}

Response answer_list(const Request& request, std::int64_t total, const std::optional<Page>& page,
                     std::function<bool(std::string& out)> next);
void require_json(const Request& request);  // as the content type says
std::string read_json_body(const Request& request);
std::string_view access_name(Access access);  // as the OpenAPI document's x-access says it
Id read_path_id(const std::string& text);
void describe_body(Route& route, boost::json::object schema);
// The file that is a request's body, or the field `file_field` of its form.
inline constexpr std::string_view file_field = "file";
std::string_view read_file(const Request& request);
struct FormParts {
  std::string_view data;
  std::vector<FormPart> files;
};
// Throws Error{bad_request} for a field that is none of these, is there twice, or when `data` is missing.
FormParts read_form(const Request& request, std::string_view data, const std::vector<std::string_view>& files);
void describe_form(Route& route, boost::json::object schema, std::string_view data,
                   const std::vector<std::string_view>& files);
void describe_file(Route& route, std::size_t bytes, const std::vector<std::string>& types);

// What one parameter type of a handler is made from, and what it adds to the OpenAPI entry.
template <class T, class = void>
struct Argument;

template <>
struct Argument<Guest, void> {
  static Guest make(const Request& request, std::size_t&) { return Guest(request.identity); }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <>
struct Argument<Reader, void> {
  static Reader make(const Request& request, std::size_t&) { return Reader(request.identity); }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <class T>
struct Argument<T, std::enable_if_t<std::is_base_of_v<Member, T>>> {
  static T make(const Request& request, std::size_t&) { return T(request.identity.value()); }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <>
struct Argument<Name, void> {
  static Name make(const Request& request, std::size_t& used) { return {request.path_values.at(used++)}; }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <>
struct Argument<IfMatch, void> {
  static IfMatch make(const Request& request, std::size_t&) { return IfMatch(request.header("if-match")); }
  static void describe(Route& route, boost::json::array& parameters, boost::json::object&);
};
template <class T>
struct Argument<Patch<T>, void> {
  static Patch<T> make(const Request& request, std::size_t&) { return Patch<T>(json::parse(read_json_body(request))); }
  static void describe(Route& route, boost::json::array&, boost::json::object& components) {
    describe_body(route, json::schema<T, json::Use::patch>(components));
  }
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
    describe_body(route, json::schema<T, json::Use::input>(components));
  }
};
template <class F>
struct Argument<Form<F>, void> {
  static Form<F> make(const Request& request, std::size_t&) {
    FormParts parts;
    if (is_multipart(request)) {
      parts = read_form(request, F::data, {std::begin(F::files), std::end(F::files)});
    } else {
      require_json(request);
      parts.data = request.body;
    }
    if (parts.data.size() > F::data_bytes)
      throw Error(Code::too_large, "The body is too large.", {}, Reason::body_too_large);
    return {json::decode<typename F::Data>(parts.data), std::move(parts.files)};
  }
  static void describe(Route& route, boost::json::array&, boost::json::object& components) {
    describe_form(route, json::schema<typename F::Data, json::Use::input>(components), F::data,
                  {std::begin(F::files), std::end(F::files)});
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
  static boost::json::object schema(boost::json::object& components) { return Result<T>::schema(components); }
};
template <class T>
struct Result<Ensured<T>> {
  static constexpr int status = 201;
  static Response make(const Request& request, Ensured<T>&& value) {
    auto response = Result<T>::make(request, std::move(value.value));
    if (value.created) response.status = 201;
    response.headers.emplace_back("Location", value.location);
    return response;
  }
  static boost::json::object schema(boost::json::object& components) { return Result<T>::schema(components); }
};
template <class T>
struct Result<Accepted<T>> {
  static constexpr int status = 202;
  static Response make(const Request& request, Accepted<T>&& value) {
    auto response = Result<T>::make(request, std::move(value.value));
    response.status = 202;
    return response;
  }
  static boost::json::object schema(boost::json::object& components) { return json::schema<T>(components); }
};
template <class T>
struct Result<Versioned<T>> {
  static constexpr int status = 200;
  static Response make(const Request& request, Versioned<T>&& value) {
    auto response = Result<T>::make(request, std::move(value.value));
    response.version = value.version;
    return response;
  }
  static boost::json::object schema(boost::json::object& components) { return json::schema<T>(components); }
};
template <class T>
struct Result<WithHeaders<T>> {
  static constexpr int status = Result<T>::status;
  static Response make(const Request& request, WithHeaders<T>&& value) {
    auto response = Result<T>::make(request, std::move(value.value));
    for (auto& header : value.headers) response.headers.push_back(std::move(header));
    return response;
  }
  static boost::json::object schema(boost::json::object& components) { return Result<T>::schema(components); }
};
template <class T>
struct Result<Showing<T>> {
  static constexpr int status = Result<T>::status;
  static Response make(const Request& request, Showing<T>&& value) {
    auto response = Result<T>::make(request, std::move(value.value));
    response.shows = std::move(value.movies);
    return response;
  }
  static boost::json::object schema(boost::json::object& components) { return Result<T>::schema(components); }
};
template <class T>
struct Result<List<T>> {
  static constexpr int status = 200;
  static Response make(const Request& request, List<T>&& list) {
    auto response = answer_list(request, list.total, list.page, std::move(list.next));
    response.shows = std::move(list.shows);
    return response;
  }
  static boost::json::object schema(boost::json::object& components) {
    return json::schema<std::vector<T>>(components);
  }
};

class Rows {
 public:
  Rows(Router& router, std::string section) : router_(router), section_(std::move(section)) {}

  template <class W, class F>
  Rows& get(std::string pattern, W who, std::string summary, F handler) {
    return add(Method::get, std::move(pattern), who, std::move(summary), std::move(handler));
  }
  template <class W, class F>
  Rows& post(std::string pattern, W who, std::string summary, F handler) {
    return add(Method::post, std::move(pattern), who, std::move(summary), std::move(handler));
  }
  template <class W, class F>
  Rows& put(std::string pattern, W who, std::string summary, F handler) {
    return add(Method::put, std::move(pattern), who, std::move(summary), std::move(handler));
  }
  template <class W, class F>
  Rows& patch(std::string pattern, W who, std::string summary, F handler) {
    return add(Method::patch, std::move(pattern), who, std::move(summary), std::move(handler));
  }
  template <class W, class F>
  Rows& remove(std::string pattern, W who, std::string summary, F handler) {
    return add(Method::delete_, std::move(pattern), who, std::move(summary), std::move(handler));
  }

  // From here on: answers depend on the target and the database alone, and may be kept until the data changes.
  Rows& cached() {
    cacheable_ = true;
    return *this;
  }
  // From here on: rows whose handlers run there.
  Rows& on(Pool pool) {
    pool_ = pool;
    return *this;
  }
  // The row before: it needs its pool only with this parameter.
  Rows& only_with(std::string parameter) {
    router_.last().pool_if = std::move(parameter);
    return *this;
  }
  // The row before: it needs its pool only where the body is a form.
  Rows& only_with_form() {
    router_.last().pool_if_form = true;
    return *this;
  }
  // From here on: not for API keys.
  Rows& in_person() {
    in_person_ = true;
    return *this;
  }
  // From here on: who calls makes no difference, so nobody looks it up: what must answer while the database is away.
  Rows& without_caller() {
    asks_who_ = false;
    return *this;
  }
  // From here on: an API key needs this scope.
  Rows& needs(Scope scope) {
    scope_ = scope;
    return *this;
  }
  // The row before: so much of the processor, and so long, where that is more than usual.
  Rows& takes(std::chrono::milliseconds processor, std::chrono::milliseconds wall) {
    router_.last().processor = processor;
    router_.last().deadline = wall;
    return *this;
  }
  // The row before: one person may do it so often in an hour.
  Rows& an_hour(std::int64_t times) {
    router_.last().pace = {times};
    return *this;
  }
  // The row before: its query must not be logged.
  Rows& secret_query() {
    router_.last().secret_query = true;
    return *this;
  }
  // The row before: it is short, and what it waits for is its commit alone, which it may share with others. Its answer
  // is small: the I/O thread renders it.
  Rows& shares_commit() {
    router_.last().shares_commit = true;
    return *this;
  }
  // The row before: takes a file as its body, which the handler reads from the request.
  Rows& takes_file(std::size_t bytes, const std::vector<std::string>& types) {
    describe_file(router_.last(), bytes, types);
    return *this;
  }
  // The row before: takes a body of so many bytes.
  Rows& body_limit(std::size_t bytes) {
    router_.last().body_limit = bytes;
    return *this;
  }

 private:
  template <class T>
  static constexpr bool is_caller =
      std::is_same_v<T, Guest> || std::is_same_v<T, Reader> || std::is_base_of_v<Member, T>;

  template <class W, class F>
  Rows& add(Method method, std::string pattern, W, std::string summary, F handler) {
    return add_as<W>(method, std::move(pattern), std::move(summary), std::move(handler),
                     static_cast<decltype(std::function(std::declval<F>()))*>(nullptr));
  }

  template <class W, class F, class R, class... Args>
  Rows& add_as(Method method, std::string pattern, std::string summary, F handler, std::function<R(Args...)>*) {
    static_assert((... || is_caller<std::remove_cvref_t<Args>>), "a handler takes who calls");
    static_assert((... && (!is_caller<std::remove_cvref_t<Args>> ||
                           std::is_convertible_v<typename W::Caller, std::remove_cvref_t<Args>>)),
                  "the caller's type must follow from who may call");
    auto route = begin(method, std::move(pattern), W::access, std::move(summary), json::is_a<R, Created>);
    boost::json::array parameters;
    (Argument<std::remove_cvref_t<Args>>::describe(route, parameters, router_.components), ...);
    describe(route, std::move(parameters), Result<R>::status, Result<R>::schema(router_.components),
             json::is_a<R, List>);
    route.handler = [handler = std::move(handler)](Request& request) {
      [[maybe_unused]] std::size_t used = 0;
      // Braces: arguments are made in their order, so that path values are taken in theirs.
      std::tuple<Args...> arguments{Argument<std::remove_cvref_t<Args>>::make(request, used)...};
      return Result<R>::make(request, std::apply(handler, std::move(arguments)));
    };
    router_.add(std::move(route));
    return *this;
  }

  // What does not depend on the handler's types.
  Route begin(Method method, std::string pattern, Access access, std::string summary, bool creates) const;
  void describe(Route& route, boost::json::array parameters, int status, boost::json::object schema, bool list);

  Router& router_;
  std::string section_;
  Pool pool_ = Pool::common;
  bool cacheable_ = false, in_person_ = false, asks_who_ = true;
  std::optional<Scope> scope_;
};

}  // namespace kinoteka::http
