// A bounded cache of things made from the database at some revision: an entry of another revision is as good as none.
// Least recently used goes first. Sharded by key, so that threads rarely meet. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/mutex.hpp"

namespace kinoteka::cache {

template <class V>
class VersionedCache {
 public:
  explicit VersionedCache(std::size_t bytes) : shard_bytes_(bytes / shards) {}

  std::optional<V> find(std::string_view key, std::uint64_t revision) {
    auto& shard = shard_of(key);
    const Lock lock(shard.mutex);
    const auto found = shard.index.find(key);
    if (found == shard.index.end()) return std::nullopt;
    if (found->second->revision != revision) {
      shard.drop(found->second);
      return std::nullopt;
    }
    shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
    return found->second->value;
  }

  // `size` is what the value holds, in bytes. What is larger than an eighth of a shard is not kept.
  void put(std::string_view key, std::uint64_t revision, V value, std::size_t size) {
    size += key.size() + 200;
    if (size > shard_bytes_ / 8) return;
    auto& shard = shard_of(key);
    const Lock lock(shard.mutex);
    if (const auto found = shard.index.find(key); found != shard.index.end()) shard.drop(found->second);
    shard.entries.push_front({std::string(key), revision, std::move(value), size});
    shard.index.emplace(shard.entries.front().key, shard.entries.begin());
    shard.bytes += size;
    while (shard.bytes > shard_bytes_) shard.drop(std::prev(shard.entries.end()));
  }

  bool enabled() const { return shard_bytes_ > 0; }

 private:
  static constexpr std::size_t shards = 16;

  struct Entry {
    std::string key;
    std::uint64_t revision;
    V value;
    std::size_t size;
  };
  struct Shard {
    Mutex mutex;
    std::list<Entry> entries KINO_GUARDED_BY(mutex);  // the latest used in front
    std::unordered_map<std::string_view, typename std::list<Entry>::iterator> index KINO_GUARDED_BY(mutex);
    std::size_t bytes KINO_GUARDED_BY(mutex) = 0;

    void drop(typename std::list<Entry>::iterator entry) KINO_REQUIRES(mutex) {
      bytes -= entry->size;
      index.erase(entry->key);
      entries.erase(entry);
    }
  };

  Shard& shard_of(std::string_view key) { return shards_[(std::hash<std::string_view>{}(key) >> 20) % shards]; }

  const std::size_t shard_bytes_;
  std::array<Shard, shards> shards_;
};

}  // namespace kinoteka::cache
