// What follows from what somebody says of a film: by the table that the web's tests read too.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "features/diary/rules.hpp"
#include "json/decode.hpp"
#include "support/source.hpp"

namespace kinoteka::diary {
namespace {

EntryDraft draft_of(const boost::json::value& value) {
  return json::decode<EntryDraft>(boost::json::serialize(value), json::Unknown::ignore);
}

TEST(Marking, has_the_status_that_the_table_says) {
  const auto table = boost::json::parse(support::read_source("contract/marking.json")).as_array();
  ASSERT_GE(table.size(), 14u);
  for (const auto& row : table) {
    const auto what = std::string(row.at("what").as_string());
    const auto before = draft_of(row.at("before")), wanted = draft_of(row.at("after"));
    auto patched = row.at("before").as_object();
    for (const auto& [name, value] : row.at("patch").as_object()) patched[name] = value;
    auto after = draft_of(patched);
    after.status = implied_status(before, after);
    EXPECT_EQ(after.status, wanted.status) << what;
    EXPECT_EQ(after.rating, wanted.rating) << what;
    EXPECT_EQ(after.favorite, wanted.favorite) << what;
  }
}

TEST(Marking, logs_a_viewing_where_somebody_asks_for_it) {
  EntryDraft draft;
  draft.status = EntryStatus::watched;
  EXPECT_EQ(day_to_log(draft), std::nullopt) << "a film is watched without a day";
  draft.log_viewing = true;
  EXPECT_EQ(day_to_log(draft), today());
  draft.watched_on = {"2026-02-03"};
  EXPECT_EQ(day_to_log(draft), "2026-02-03");
  draft.log_viewing.reset();
  EXPECT_EQ(day_to_log(draft), "2026-02-03") << "a day asks by itself";
  draft.log_viewing = false;
  EXPECT_EQ(day_to_log(draft), std::nullopt);
  draft.log_viewing = true;
  draft.status = EntryStatus::planned;
  EXPECT_EQ(day_to_log(draft), std::nullopt) << "what was not watched is in no diary";
}

TEST(Marking, counts_what_a_film_shows_of_everybody) {
  EntryDraft draft;
  EXPECT_EQ(counted(draft), catalogue::Opinion());
  draft.status = EntryStatus::watched;
  draft.rating = Stars{7};
  draft.favorite = true;
  EXPECT_EQ(counted(draft), (catalogue::Opinion{7, true, true}));
}

}  // namespace
}  // namespace kinoteka::diary
