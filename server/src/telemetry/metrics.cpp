#include "telemetry/metrics.hpp"

#include <cstdio>

#include <unistd.h>

#include "json/encode.hpp"

namespace kinoteka::telemetry {
namespace {

void line(std::string& out, std::string_view name, const std::string& labels, double value) {
  out += name;
  if (!labels.empty()) out += '{' + labels + '}';
  out += ' ';
  json::encode_number(out, value);
  out += '\n';
}

void header(std::string& out, std::string_view name, std::string_view kind, std::string_view help) {
  out += "# HELP " + std::string(name) + ' ' + std::string(help) + "\n# TYPE " + std::string(name) + ' ' +
         std::string(kind) + '\n';
}

}  // namespace

void Histogram::observe(double seconds) {
  std::size_t i = 0;
  while (i < bounds.size() && seconds > bounds[i]) ++i;
  counts_[i].fetch_add(1, std::memory_order_relaxed);
  microseconds_.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

void Histogram::render(std::string& out, std::string_view name, const std::string& labels) const {
  std::uint64_t sum = 0;
  const std::string base(name);
  for (std::size_t i = 0; i <= bounds.size(); ++i) {
    sum += counts_[i].load(std::memory_order_relaxed);
    std::string bound = "+Inf";
    if (i < bounds.size()) {
      bound.clear();
      json::encode_number(bound, bounds[i]);
    }
    line(out, base + "_bucket", labels + ",le=\"" + bound + '"', static_cast<double>(sum));
  }
  line(out, base + "_sum", labels, static_cast<double>(microseconds_.load(std::memory_order_relaxed)) / 1e6);
  line(out, base + "_count", labels, static_cast<double>(sum));
}

RouteMetrics& Metrics::route(std::string_view method, std::string_view route) {
  const Lock lock(mutex_);
  for (const auto& known : routes_) {
    if (known->method == method && known->route == route) return *known;
  }
  auto& made = *routes_.emplace_back(std::make_unique<RouteMetrics>());
  made.method = method;
  made.route = route;
  return made;
}

void Metrics::watch(std::string name, std::string kind, std::string help, std::function<double()> value) {
  const Lock lock(mutex_);
  watched_.push_back({std::move(name), std::move(kind), std::move(help), std::move(value)});
}

std::string Metrics::render() const {
  std::string out;
  const auto single = [&](std::string_view name, std::string_view kind, std::string_view help, double value) {
    header(out, name, kind, help);
    line(out, name, "", value);
  };
  single("kinoteka_connections", "gauge", "Open connections.", static_cast<double>(connections.load()));
  single("kinoteka_connections_accepted_total", "counter", "Connections accepted.",
         static_cast<double>(accepted.load()));
  single("kinoteka_connections_refused_total", "counter", "Connections over the limit.",
         static_cast<double>(refused.load()));
  single("kinoteka_requests_in_flight", "gauge", "Requests being answered.", static_cast<double>(in_flight.load()));
  single("kinoteka_cache_hits_total", "counter", "Answers from the response cache.",
         static_cast<double>(cache_hits.load()));
  single("kinoteka_cache_misses_total", "counter", "Answers that had to be made.",
         static_cast<double>(cache_misses.load()));
  single("process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());

  const Lock lock(mutex_);
  for (const auto& item : watched_) single(item.name, item.kind, item.help, item.value());
  header(out, "kinoteka_requests_total", "counter", "Requests by route and class of status.");
  for (const auto& route : routes_) {
    for (std::size_t i = 1; i < route->by_class.size(); ++i) {
      const auto count = route->by_class[i].load(std::memory_order_relaxed);
      if (count == 0) continue;
      line(out, "kinoteka_requests_total",
           "method=\"" + route->method + "\",route=\"" + route->route + "\",status=\"" + std::to_string(i) + "xx\"",
           static_cast<double>(count));
    }
  }
  header(out, "kinoteka_request_seconds", "histogram", "Time from a request's first byte to its answer.");
  for (const auto& route : routes_) {
    route->duration.render(out, "kinoteka_request_seconds",
                           "method=\"" + route->method + "\",route=\"" + route->route + '"');
  }
  return out;
}

double resident_bytes() {
  long total = 0, resident = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &total, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace kinoteka::telemetry
