// Reviews and their likes in the database. Every member works within the caller's session; absent is an empty optional.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "features/reviews/domain.hpp"
#include "features/reviews/wire.hpp"

namespace kinoteka::reviews::review_store {

std::optional<Review> find(db::Session& session, std::int64_t id, const Viewer& viewer);
std::optional<std::int64_t> find_of(db::Session& session, std::int64_t user, std::int64_t movie);
std::int64_t count_of_movie(db::Session& session, std::int64_t movie, const Viewer& viewer);
std::vector<Review> of_movie(db::Session& session, std::int64_t movie, const Viewer& viewer, ReviewOrder order,
                             std::int64_t offset, std::int64_t limit);
std::int64_t count_of_user(db::Session& session, std::int64_t user, const Viewer& viewer);
std::vector<Review> of_user(db::Session& session, std::int64_t user, const Viewer& viewer, std::int64_t offset,
                            std::int64_t limit);  // the latest first

// Its id, or nothing when this person has reviewed this film already.
std::optional<std::int64_t> add(db::Tx& tx, std::int64_t user, std::int64_t movie, const std::string& body,
                                bool spoiler, std::int64_t now);
void save(db::Tx& tx, std::int64_t id, const std::string& body, bool spoiler, std::int64_t now);
void remove(db::Tx& tx, std::int64_t id);
void set_hidden(db::Tx& tx, std::int64_t id, std::int64_t hidden_at);
// A review that its author took away while it was hidden: another of theirs on the same film begins hidden.
void keep_hidden(db::Tx& tx, std::int64_t user, std::int64_t movie, std::int64_t now);
void forget_hidden(db::Tx& tx, std::int64_t review);  // shown again by a moderator
void like(db::Tx& tx, std::int64_t id, std::int64_t user);
void unlike(db::Tx& tx, std::int64_t id, std::int64_t user);

// Takes a person's likes out of the counts: before they go.
void forget_likes(db::Tx& tx, std::int64_t user);

}  // namespace kinoteka::reviews::review_store
