#include "http/router.hpp"

#include <stdexcept>

#include "base/text.hpp"

namespace kinoteka::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> children;
  std::unique_ptr<Node> value;  // {anything}
  std::vector<const Route*> routes;
};

namespace {

std::vector<std::string_view> segments(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  return text::split(path, '/');
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::add(Route route) {
  route.index = routes_.size();
  auto* node = root_.get();
  for (const auto segment : segments(route.pattern)) {
    auto& next = segment.starts_with('{') ? node->value : node->children[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  for (const auto* other : node->routes) {
    if (other->method == route.method) throw std::logic_error("two routes for " + route.pattern);
  }
  node->routes.push_back(routes_.emplace_back(std::make_unique<Route>(std::move(route))).get());
}

Router::Match Router::find(Method method, std::string_view path, std::vector<std::string>& path_values) const {
  path_values.clear();
  const auto* node = root_.get();
  for (const auto segment : segments(path)) {
    if (const auto child = node->children.find(segment); child != node->children.end()) {
      node = child->second.get();
    } else if (node->value && !segment.empty()) {
      path_values.emplace_back(segment);
      node = node->value.get();
    } else {
      return {};
    }
  }
  Match match;
  for (const auto* route : node->routes) {
    if (route->method == method || (method == Method::head && route->method == Method::get)) match.route = route;
  }
  match.path_known = !node->routes.empty();
  if (match.route != nullptr || !match.path_known) return match;
  for (const auto* route : node->routes) {
    match.allow += method_name(route->method);
    match.allow += route->method == Method::get ? ", HEAD, " : ", ";
  }
  match.allow += "OPTIONS";
  return match;
}

}  // namespace kinoteka::http
