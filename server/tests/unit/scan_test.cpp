// A scan without a disk: the way through a folder, and what was met compared with what is known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "features/library/file_name.hpp"
#include "features/library/scan_compare.hpp"
#include "features/library/scan_walk.hpp"

namespace kinoteka::library {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Field;
using ::testing::Optional;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

// Folders by path, as they would be listed.
struct Disk {
  std::map<std::string, std::vector<media::FolderItem>> folders;
  std::uint64_t inodes = 1;

  void file(const std::string& folder, const std::string& name) { folders[folder].push_back({name, {false, 7, 7}}); }
  void folder(const std::string& within, const std::string& name, std::uint64_t inode = 0) {
    folders[within].push_back({name, {true, 0, 0, 1, inode != 0 ? inode : ++inodes}});
    folders[within.empty() ? name : within + '/' + name];
  }
};

struct Walked {
  std::vector<std::string> entered, unread, videos, subtitles;
  std::map<std::string, std::string> nfos;
};

Walked walked(const Disk& disk) {
  Walked out;
  walk({true, 0, 0, 1, 1}, {[&](const std::string& path) {
                              const auto found = disk.folders.find(path);
                              return found == disk.folders.end() ? std::nullopt : std::optional(found->second);
                            },
                            [&](const std::string& path) { out.entered.push_back(path); },
                            [&](const std::string& path) { out.unread.push_back(path); },
                            [&](const FolderInside& inside) {
                              for (const auto& video : inside.videos) out.videos.push_back(video.path);
                              out.subtitles.insert(out.subtitles.end(), inside.subtitles.begin(),
                                                   inside.subtitles.end());
                              out.nfos.insert(inside.nfos.begin(), inside.nfos.end());
                            }});
  return out;
}

TEST(Walk, enters_each_folder_once_and_takes_what_is_ours) {
  Disk disk;
  disk.folder("", "Stalker (1979)");
  disk.folder("", "Alien (1979)");
  disk.file("", "notes.txt");
  disk.file("Stalker (1979)", "Stalker (1979).mkv");
  disk.file("Stalker (1979)", "Stalker (1979).en.srt");
  disk.file("Stalker (1979)", "Stalker (1979).nfo");
  disk.file("Alien (1979)", "Alien.mkv");
  const auto out = walked(disk);
  EXPECT_THAT(out.entered, ElementsAre("", "Stalker (1979)", "Alien (1979)"));
  EXPECT_THAT(out.videos, ElementsAre("Stalker (1979)/Stalker (1979).mkv", "Alien (1979)/Alien.mkv"));
  EXPECT_THAT(out.subtitles, ElementsAre("Stalker (1979)/Stalker (1979).en.srt"));
  EXPECT_THAT(out.nfos,
              ElementsAre(Pair(stack_key("Stalker (1979)/Stalker (1979).mkv"), "Stalker (1979)/Stalker (1979).nfo")));
}

TEST(Walk, leaves_what_is_hidden_or_not_finished) {
  Disk disk;
  disk.folder("", ".git");
  disk.folder("", "@eaDir");
  disk.file("", ".hidden.mkv");
  disk.file("", "Alien.mkv.part");
  disk.file(".git", "Alien.mkv");
  EXPECT_THAT(walked(disk).entered, ElementsAre(""));
  EXPECT_THAT(walked(disk).videos, ElementsAre());
}

TEST(Walk, ends_where_links_lead_in_a_circle) {
  Disk disk;
  disk.folder("", "a", 5);
  disk.folder("a", "back", 1);  // the top itself
  disk.folder("a", "again", 5);
  EXPECT_THAT(walked(disk).entered, ElementsAre("", "a"));
}

TEST(Walk, goes_forty_folders_deep_and_no_further) {
  Disk disk;
  std::string path;
  for (int i = 0; i < 60; ++i) {
    disk.folder(path, "d");
    path += path.empty() ? "d" : "/d";
  }
  EXPECT_EQ(walked(disk).entered.size(), 41u);
}

TEST(Walk, says_what_it_could_not_read_and_goes_on) {
  Disk disk;
  disk.folder("", "locked");
  disk.folder("", "open");
  disk.file("open", "Alien.mkv");
  disk.folders.erase("locked");
  const auto out = walked(disk);
  EXPECT_THAT(out.unread, ElementsAre("locked"));
  EXPECT_THAT(out.videos, ElementsAre("open/Alien.mkv"));
}

KnownFile known(std::int64_t id, std::string path, std::string fingerprint, std::string matched_by = "title") {
  return {id, std::move(path), 100, 5, std::move(fingerprint), 0, std::move(matched_by)};
}

const auto nothing_there = [](const std::string&) { return false; };
const auto all_readable = [](const std::string&) { return false; };

TEST(Compare, knows_a_file_by_its_place_size_and_time) {
  KnownFiles files({known(1, "a.mkv", "f1")}, {});
  const auto* row = files.see("a.mkv");
  ASSERT_NE(row, nullptr);
  EXPECT_TRUE(is_same(*row, {false, 100, 5}));
  EXPECT_FALSE(is_same(*row, {false, 101, 5}));
  EXPECT_FALSE(is_same(*row, {false, 100, 6}));
  EXPECT_EQ(files.see("b.mkv"), nullptr);
}

TEST(Compare, finds_a_moved_file_by_what_is_in_it) {
  KnownFiles files({known(1, "old.mkv", "f1", "hand"), known(2, "other.mkv", "f2")}, {});
  const auto moved = files.moved("f1", nothing_there);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->id, 1);
  EXPECT_TRUE(moved->keep_match) << "somebody has said which film it is";
  EXPECT_FALSE(files.moved("f1", nothing_there)) << "it is one place only";
  EXPECT_THAT(files.gone(all_readable), ElementsAre(2));
}

TEST(Compare, takes_a_copy_for_a_new_file) {
  KnownFiles files({known(1, "old.mkv", "f1")}, {});
  EXPECT_FALSE(files.moved("f1", [](const std::string& path) { return path == "old.mkv"; }));
}

TEST(Compare, takes_two_that_could_be_it_for_neither) {
  KnownFiles files({known(1, "a.mkv", "f1"), known(2, "b.mkv", "f1")}, {});
  EXPECT_FALSE(files.moved("f1", nothing_there));
  KnownFiles away({}, {{3, "f2"}, {4, "f2"}});
  EXPECT_FALSE(away.moved("f2", nothing_there));
}

TEST(Compare, finds_what_was_missing_in_another_folder) {
  KnownFiles files({}, {{3, "f3"}});
  EXPECT_THAT(files.moved("f3", nothing_there), Optional(Field(&KnownFiles::Moved::id, Eq(3))));
  EXPECT_FALSE(files.moved("f3", nothing_there)) << "once";
}

TEST(Compare, calls_gone_what_nobody_saw_but_not_below_what_was_shut) {
  auto missing = known(4, "d.mkv", "f4");
  missing.missing_at = 1;
  KnownFiles files({known(1, "a.mkv", "f1"), known(2, "shut/b.mkv", "f2"), known(3, "c.mkv", "f3"), missing}, {});
  files.see("a.mkv");
  EXPECT_THAT(files.gone([](const std::string& path) { return path.starts_with("shut/"); }), UnorderedElementsAre(3));
}

TEST(Compare, knew_nothing_where_all_was_missing_already) {
  auto missing = known(1, "a.mkv", "f1");
  missing.missing_at = 1;
  EXPECT_FALSE(KnownFiles({missing}, {}).knew_any());
  EXPECT_TRUE(KnownFiles({known(1, "a.mkv", "f1")}, {}).knew_any());
}

TEST(Settle, waits_for_a_file_that_may_still_grow) {
  const media::FileStat written{false, 100, 50'000};
  EXPECT_TRUE(is_unsettled(written, 5000, 54'999));
  EXPECT_FALSE(is_unsettled(written, 5000, 55'000));
  EXPECT_FALSE(is_unsettled(written, 0, 50'000)) << "who asks for a scan wants all of it";
}

TEST(Settle, keeps_what_somebody_has_decided) {
  EXPECT_TRUE(is_decided("hand"));
  EXPECT_TRUE(is_decided("refused"));
  EXPECT_FALSE(is_decided("title"));
}

}  // namespace
}  // namespace kinoteka::library
