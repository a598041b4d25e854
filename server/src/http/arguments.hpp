// What handlers take, in any order: who calls (Guest, Reader, Member, Editor, Admin), Id (the next {…} of the path),
// Name (the same as text), Query<T>, Body<T>, Form<F>, Patch<T>, IfMatch, const Request&; how each is read from a
// request, and what it adds to the OpenAPI entry.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callers/caller.hpp"
#include "http/multipart.hpp"
#include "http/query.hpp"
#include "http/router.hpp"
#include "http/versions.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"

namespace kinoteka::http {

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

callers::Origin origin_of(const Request& request);
void require_json(const Request& request);  // as the content type says
std::string read_json_body(const Request& request);
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
struct Argument<callers::Guest, void> {
  static callers::Guest make(const Request& request, std::size_t&) { return {request.identity, origin_of(request)}; }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <>
struct Argument<callers::Reader, void> {
  static callers::Reader make(const Request& request, std::size_t&) { return callers::Reader(request.identity); }
  static void describe(Route&, boost::json::array&, boost::json::object&) {}
};
template <class T>
struct Argument<T, std::enable_if_t<std::is_base_of_v<callers::Member, T>>> {
  static T make(const Request& request, std::size_t&) { return T(request.identity.value(), origin_of(request)); }
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

}  // namespace kinoteka::http
