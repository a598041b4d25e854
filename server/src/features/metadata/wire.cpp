#include "features/metadata/wire.hpp"

namespace kinoteka::metadata {

// Which there are is the operator's to say: whoever asks for another is told so by the use case.
std::string ProviderName::parse(const std::string& text, ProviderName& to) {
  const bool good = !text.empty() && text.size() <= 20 &&
                    text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  if (!good) return "must be the name of a provider: GET /api/providers lists them";
  to.value = text;
  return {};
}

boost::json::object ProviderName::schema() {
  boost::json::array names;
  for (const auto& name : providers::provider_names()) names.emplace_back(name);
  return {{"type", "string"}, {"enum", std::move(names)}};
}

}  // namespace kinoteka::metadata
