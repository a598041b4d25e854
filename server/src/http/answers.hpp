// What handlers answer: T (200), Versioned<T>, Showing<T>, List<T>, Created<T> (201), Ensured<T> (201 or 200),
// Accepted<T> (202), NoContent (204), any of them WithHeaders, or a Response of its own; and what becomes of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/message.hpp"
#include "http/query.hpp"
#include "http/versions.hpp"
#include "json/encode.hpp"
#include "json/schema.hpp"

namespace kinoteka::http {

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

}  // namespace kinoteka::http
