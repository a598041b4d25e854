#include "blobs/move.hpp"

#include <unordered_map>

#include "base/error.hpp"

namespace kinoteka::blobs {
namespace {

constexpr std::size_t page = 1000;

std::vector<Item> all_of(const Store& store) {
  std::vector<Item> out;
  for (;;) {
    auto items = store.list("", out.empty() ? "" : out.back().name, page);
    if (items.empty()) return out;
    out.insert(out.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  }
}

}  // namespace

MoveProgress copy_all(const Store& from, Store& to, const std::function<void(const MoveProgress&)>& tell) {
  std::unordered_map<std::string, std::int64_t> there;
  for (auto& item : all_of(to)) there.emplace(std::move(item.name), item.bytes);
  const auto items = all_of(from);
  MoveProgress progress;
  progress.all = static_cast<std::int64_t>(items.size());
  for (const auto& item : items) {
    const auto known = there.find(item.name);
    if (known != there.end() && known->second == item.bytes) {
      ++progress.there_already;
    } else {
      const auto bytes = from.get(item.name);
      if (!bytes) continue;  // removed meanwhile
      // Something else of this name, which a put would leave: half a file of a store that is not as careful.
      if (known != there.end()) to.remove(item.name);
      to.put(item.name, *bytes);
      if (to.get(item.name) != bytes)
        throw Error(Code::unavailable, "The other store does not give back what it was given.").with_detail(item.name);
      progress.bytes += static_cast<std::int64_t>(bytes->size());
    }
    ++progress.done;
    tell(progress);
  }
  return progress;
}

}  // namespace kinoteka::blobs
