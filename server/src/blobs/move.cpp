#include "blobs/move.hpp"

#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"

namespace kinoteka::blobs {

MoveProgress copy_all(const Store& from, Store& to, const std::function<void(const MoveProgress&)>& tell) {
  std::unordered_map<std::string, std::int64_t> there;
  to.each("", [&](const Item& item) { return there.emplace(item.name, item.bytes), true; });
  std::vector<Item> items;
  from.each("", [&](const Item& item) { return items.push_back(item), true; });
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
