// The contract of every store of blobs.
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "blobs/move.hpp"
#include "blobs/store.hpp"
#include "support/databases.hpp"
#include "support/other_server.hpp"

namespace kinoteka::blobs {
namespace {

namespace fs = std::filesystem;

std::vector<Item> items(const Store& store, const std::string& folder = "") {
  std::vector<Item> out;
  store.each(folder, [&](const Item& item) { return out.push_back(item), true; });
  return out;
}
std::set<std::string> names(const Store& store, const std::string& folder = "") {
  std::set<std::string> out;
  for (const auto& item : items(store, folder)) out.insert(item.name);
  return out;
}

// Each test in a place of its own: a folder, a part of a bucket, a cloud that begins empty.
class Blobs : public ::testing::TestWithParam<std::string> {
 protected:
  Blobs() {
    static int number = 0;
    if (GetParam() == "folder") {
      place.address = "folder:" + support::new_folder() + "/blobs";
    } else if (GetParam() == "s3") {
      place = {"s3:" + support::s3_server().address() + "/kinoteka/test-" + std::to_string(++number), "us-east-1",
               "S3RVER", "S3RVER"};
    } else {
      place = {"cloudinary:" + support::cloudinary_stub().address() + "/kino", "", "key", "secret"};
    }
    store = open(place);
    for (const auto& name : names(*store)) store->remove(name);
  }
  Place place;
  std::unique_ptr<Store> store;
};
INSTANTIATE_TEST_SUITE_P(Stores, Blobs, ::testing::Values("folder", "s3", "cloudinary"),
                         [](const auto& store) { return store.param; });

TEST_P(Blobs, give_back_what_was_put) {
  const std::string bytes("\0\xFFpicture\n", 10);
  EXPECT_EQ(store->get("pictures/ab/one.jpg"), std::nullopt);
  store->put("pictures/ab/one.jpg", bytes);
  EXPECT_EQ(store->get("pictures/ab/one.jpg"), bytes);
  store->put("empty", "");
  EXPECT_EQ(store->get("empty"), "");
  const std::string large(20u << 20, 'x');
  store->put("large", large);
  EXPECT_EQ(store->get("large"), large);
}

TEST_P(Blobs, keep_the_first_bytes_of_a_name) {
  store->put("one", "first");
  store->put("one", "second");
  EXPECT_EQ(store->get("one"), "first");
}

TEST_P(Blobs, can_be_removed_twice) {
  store->put("a/b/c", "x");
  store->remove("a/b/c");
  store->remove("a/b/c");
  EXPECT_EQ(store->get("a/b/c"), std::nullopt);
  EXPECT_TRUE(names(*store).empty());
}

TEST_P(Blobs, are_walked_by_folder_until_that_is_enough) {
  for (const auto* name : {"b/2", "a/1", "b/10", "c", "bc/1"}) store->put(name, name);
  EXPECT_EQ(names(*store), (std::set<std::string>{"a/1", "b/10", "b/2", "bc/1", "c"}));
  EXPECT_EQ(names(*store, "b"), (std::set<std::string>{"b/10", "b/2"}));
  EXPECT_TRUE(names(*store, "none").empty());
  EXPECT_EQ(items(*store, "bc").front().bytes, 4);
  int seen = 0;
  store->each("", [&](const Item&) { return ++seen < 2; });
  EXPECT_EQ(seen, 2);
}

TEST_P(Blobs, have_names_of_ours_alone) {
  for (const auto* name : {"", "/etc/passwd", "../up", "a/../b", "a//b", "a/", ".hidden", "a/.b", "UPPER", "a b",
                           "a\\b", "a%2fb", "ü", "a:b"}) {
    EXPECT_THROW(store->put(name, "x"), std::logic_error) << name;
    EXPECT_THROW(static_cast<void>(store->get(name)), std::logic_error) << name;
    EXPECT_THROW(store->remove(name), std::logic_error) << name;
  }
  EXPECT_THROW(store->put(std::string(201, 'a'), "x"), std::logic_error);
}

TEST_P(Blobs, know_when_they_were_put) {
  store->put("one", "x");
  const auto item = items(*store).front();
  EXPECT_LT(std::abs(item.put_at - now_ms()), 60'000);
}

TEST_P(Blobs, are_copied_to_another_place_and_read_back) {
  const auto other = in_folder(support::new_folder() + "/other");
  for (int i = 0; i < 7; ++i)
    store->put("pictures/" + std::to_string(i), std::string(1000, static_cast<char>('a' + i)));
  other->put("pictures/3", std::string(1000, 'd'));
  other->put("pictures/4", "half");
  int told = 0;
  auto moved = copy_all(*store, *other, [&](const MoveProgress&) { ++told; });
  EXPECT_EQ(moved.all, 7);
  EXPECT_EQ(moved.there_already, 1);
  EXPECT_EQ(told, 7);
  EXPECT_EQ(other->get("pictures/4"), std::string(1000, 'e')) << "what was cut short there is put anew";
  EXPECT_EQ(names(*store).size(), 7u) << "nothing is removed";
  moved = copy_all(*store, *other, [](const MoveProgress&) {});
  EXPECT_EQ(moved.there_already, 7) << "again copies nothing";
  // And back, into the emptied store.
  for (const auto& name : names(*store)) store->remove(name);
  EXPECT_EQ(copy_all(*other, *store, [](const MoveProgress&) {}).there_already, 0);
  EXPECT_EQ(store->get("pictures/6"), std::string(1000, 'g'));
}

TEST_P(Blobs, are_given_to_nobody_with_another_secret) {
  if (GetParam() == "folder") return;
  store->put("one", "x");
  auto other = place;
  // s3rver knows names only; what a signature is worth, the stub of Cloudinary says.
  (GetParam() == "s3" ? other.key : other.secret) = "another";
  EXPECT_THROW(static_cast<void>(open(other)->get("one")), Error);
  EXPECT_THROW(open(other)->put("two", "x"), Error);
  EXPECT_EQ(store->get("two"), std::nullopt);
}

TEST(BlobPlaces, are_said_by_their_address) {
  for (const auto* good : {"folder:/srv/kinoteka", "s3:https://s3.example/bucket", "s3:https://s3.example/bucket/films",
                           "cloudinary:https://api.cloudinary.com/kino", "s3:http://127.0.0.1:9000/bucket"})
    EXPECT_EQ(place_fault(good), "") << good;
  for (const auto* bad : {"", "folder:", "/srv", "s3:https://s3.example", "s3:https://s3.example/",
                          "s3:http://s3.example/b", "ftp://x/y", "cloudinary:kino", "s3:https://user@s3.example/b"})
    EXPECT_NE(place_fault(bad), "") << bad;
}

TEST(BlobPlaces, that_do_not_answer_say_so) {
  const auto store = open({"s3:http://127.0.0.1:9/bucket", "us-east-1", "k", "s"});
  EXPECT_THROW(static_cast<void>(store->get("one")), Error);
  EXPECT_THROW(store->put("one", "x"), Error);
}

class FolderOfBlobs : public ::testing::Test {
 protected:
  std::string folder = support::new_folder() + "/blobs";
  std::unique_ptr<Store> store = in_folder(folder);
};

TEST_F(FolderOfBlobs, is_the_servers_alone_and_follows_no_links) {
  store->put("a/one", "x");
  struct stat about {};
  ASSERT_EQ(stat((folder + "/a/one").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 077, 0u);
  std::ofstream(folder + "/../secret") << "secret";
  fs::create_symlink(folder + "/../secret", folder + "/a/link");
  EXPECT_EQ(store->get("a/link"), std::nullopt);
  fs::create_directory(folder + "/a/folder");
  EXPECT_EQ(store->get("a/folder"), std::nullopt);
}

TEST_F(FolderOfBlobs, shows_nothing_that_a_crash_cut_short) {
  fs::create_directories(folder + "/a");
  std::ofstream(folder + "/a/.new-abc") << "half";
  EXPECT_TRUE(names(*store).empty());
}

}  // namespace
}  // namespace kinoteka::blobs
