#include "base/error.hpp"

#include "base/text.hpp"

namespace kinoteka {
namespace {

void cut(std::string& text, std::size_t characters) {
  if (text.size() > characters) text.resize(text::prefix(text, characters).size());
}

}  // namespace

void Faults::push_back(FieldError fault) {
  if (kept_.size() >= most) {
    ++more_;
    return;
  }
  cut(fault.field, longest_field);
  cut(fault.message, longest_message);
  kept_.push_back(std::move(fault));
}

std::vector<FieldError> Faults::take() && {
  if (more_ > 0) kept_.push_back({"", "and " + std::to_string(more_) + " more: mend these first"});
  return std::move(kept_);
}

Error invalid(std::vector<FieldError> fields) {
  Faults faults;
  for (auto& fault : fields) faults.push_back(std::move(fault));
  return invalid(std::move(faults));
}

}  // namespace kinoteka
