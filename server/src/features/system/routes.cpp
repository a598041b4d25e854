#include "features/system/routes.hpp"

#include <memory>

#include "base/error.hpp"
#include "http/openapi.hpp"
#include "http/rows.hpp"

namespace kinoteka::system {
namespace {

http::Response text(std::string body, std::string type = "text/plain; charset=utf-8") {
  http::Response response;
  response.content_type = std::move(type);
  response.body = std::move(body);
  return response;
}

}  // namespace

void add_routes(http::Router& router, db::Database& database, telemetry::Metrics& metrics, const std::string& version) {
  using http::anyone, callers::Guest;
  // Made once: the routes do not change after start.
  const auto document = std::make_shared<const std::string>(http::openapi_document(router, version));

  const http::RowOptions of_anybody{.asks_who = false};
  http::Rows rows(router, "");
  rows.get("/healthz", anyone, "Alive", of_anybody, [](Guest) { return text("ok\n"); });
  rows.get("/readyz", anyone, "Ready: the database answers", of_anybody, [&](Guest) {
    database.read([](db::Session& session) { session.ping(); });  // else 503
    if (auto trouble = database.trouble(); !trouble.empty()) throw Error(Code::unavailable, std::move(trouble));
    return text("ready\n");
  });
  rows.get("/metrics", anyone, "For Prometheus", of_anybody,
           [&](Guest) { return text(metrics.render(), "text/plain; version=0.0.4; charset=utf-8"); });
  rows.get("/api/openapi.json", anyone, "This API, described", of_anybody,
           [document](Guest) { return text(*document, "application/json; charset=utf-8"); });
}

}  // namespace kinoteka::system
