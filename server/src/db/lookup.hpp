// Asking about many keys at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "db/database.hpp"

namespace kinoteka::db {

// Asks about `keys`, `places` of them at a time, by a statement that has so many behind `values`: " IN (…)" of
// db::places. The last key stands in the places that are left, so that one statement serves lists of any length; no
// keys, no question. `visit` sees the rows in the order of nothing in particular.
template <class Key>
void look_up(Session& session, const Query& query, std::vector<Value> values, const std::vector<Key>& keys,
             std::size_t places, const std::function<void(Row&)>& visit) {
  const auto before = values.size();
  values.resize(before + places);
  for (std::size_t start = 0; start < keys.size(); start += places) {
    for (std::size_t i = 0; i < places; ++i)
      values[before + i] = Session::value_of(keys[std::min(start + i, keys.size() - 1)]);
    session.execute(query, values.data(), values.size(), visit);
  }
}

}  // namespace kinoteka::db
