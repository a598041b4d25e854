#include "base/external_ids.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kinoteka {

std::string external_id_fault(const ExternalIdKind& kind, std::string_view id) {
  if (!kind.numbered) {
    const auto length = text::length(id);
    if (length >= 1 && length <= longest_external_id && id.find('\0') == std::string_view::npos) return {};
    return "must have 1 to " + std::to_string(longest_external_id) + " characters";
  }
  const auto digits = id.substr(std::min(kind.prefix.size(), id.size()));
  const bool number = !digits.empty() && digits.size() <= longest_numbered_id &&
                      digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (id.starts_with(kind.prefix) && number) return {};
  return kind.prefix.empty() ? "must be a number" : "must be " + std::string(kind.prefix) + " and a number";
}

}  // namespace kinoteka
