// The contract of every store of blobs.
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "blobs/store.hpp"
#include "support/databases.hpp"

namespace kinoteka::blobs {
namespace {

namespace fs = std::filesystem;
using support::new_folder;

class Blobs : public ::testing::Test {
 protected:
  std::string folder = new_folder() + "/blobs";
  std::unique_ptr<Store> store = in_folder(folder);
};

std::vector<std::string> names(const std::vector<Item>& items) {
  std::vector<std::string> out;
  for (const auto& item : items) out.push_back(item.name);
  return out;
}

TEST_F(Blobs, give_back_what_was_put) {
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

TEST_F(Blobs, keep_the_first_bytes_of_a_name) {
  store->put("one", "first");
  store->put("one", "second");
  EXPECT_EQ(store->get("one"), "first");
}

TEST_F(Blobs, can_be_removed_twice) {
  store->put("a/b/c", "x");
  store->remove("a/b/c");
  store->remove("a/b/c");
  EXPECT_EQ(store->get("a/b/c"), std::nullopt);
  EXPECT_TRUE(store->list("", "", 10).empty());
}

TEST_F(Blobs, are_listed_in_order_and_in_parts) {
  for (const auto* name : {"b/2", "a/1", "b/10", "c"}) store->put(name, name);
  EXPECT_EQ(names(store->list("", "", 10)), (std::vector<std::string>{"a/1", "b/10", "b/2", "c"}));
  EXPECT_EQ(names(store->list("", "a/1", 2)), (std::vector<std::string>{"b/10", "b/2"}));
  EXPECT_EQ(names(store->list("b", "", 10)), (std::vector<std::string>{"b/10", "b/2"}));
  EXPECT_EQ(store->list("c-none", "", 10).size(), 0u);
  EXPECT_EQ(store->list("b", "", 1).front().bytes, 4);
}

TEST_F(Blobs, have_names_of_ours_alone) {
  for (const auto* name : {"", "/etc/passwd", "../up", "a/../b", "a//b", "a/", ".hidden", "a/.b", "UPPER", "a b",
                           "a\\b", "a%2fb", "ü", "a:b"}) {
    EXPECT_THROW(store->put(name, "x"), std::logic_error) << name;
    EXPECT_THROW(static_cast<void>(store->get(name)), std::logic_error) << name;
    EXPECT_THROW(store->remove(name), std::logic_error) << name;
  }
  EXPECT_THROW(store->put(std::string(201, 'a'), "x"), std::logic_error);
}

TEST_F(Blobs, in_a_folder_are_the_servers_alone_and_follow_no_links) {
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

TEST_F(Blobs, that_a_crash_cut_short_are_not_there) {
  fs::create_directories(folder + "/a");
  std::ofstream(folder + "/a/.new-abc") << "half";
  EXPECT_TRUE(store->list("", "", 10).empty());
}

}  // namespace
}  // namespace kinoteka::blobs
