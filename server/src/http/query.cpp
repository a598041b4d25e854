#include "http/query.hpp"

namespace kinoteka::http::detail {

void read_parameters(const Request& request, void* query, std::span<const Parameter> known) {
  Faults errors;
  std::vector<std::string_view> seen, unknown;  // each name once
  const auto is_in = [](const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const auto& given : request.parameters) {
    const auto& name = given.first;
    const auto& value = given.second;
    const auto parameter =
        std::find_if(known.begin(), known.end(), [&](const Parameter& one) { return one.name == name; });
    if (parameter != known.end()) {
      if (is_in(seen, name)) {
        errors.push_back({name, "is given more than once"});
        continue;
      }
      seen.push_back(name);
      if (auto fault = parameter->read(value, query); !fault.empty()) errors.push_back({name, std::move(fault)});
    } else if (unknown.size() < Faults::most && !is_in(unknown, name)) {
      unknown.push_back(name);
      std::vector<std::string_view> names;
      for (const auto& one : known) names.push_back(one.name);
      const auto meant = text::closest(name, names);
      errors.push_back({name, meant.empty() ? "is not a parameter here"
                                            : "is not a parameter here: did you mean " + std::string(meant) + "?"});
    }
  }
  for (const auto& one : known)
    if (one.required && !is_in(seen, one.name)) errors.push_back({std::string(one.name), "is missing"});
  if (!errors.empty()) throw invalid(std::move(errors));
}

void describe_parameters(boost::json::array& parameters, boost::json::object& components,
                         std::span<const Parameter> known) {
  for (const auto& one : known) {
    boost::json::object parameter{{"name", one.name}, {"in", "query"}, {"schema", one.schema(components)}};
    if (!one.text.empty()) parameter["description"] = one.text;
    if (one.required) parameter["required"] = true;
    parameters.push_back(std::move(parameter));
  }
}

}  // namespace kinoteka::http::detail
