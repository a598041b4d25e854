// A store in a folder: a file is written beside its name, synced, renamed, and its folder synced, so that a name either
// has all of its bytes or is not there.
#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/fd.hpp"
#include "blobs/store.hpp"

namespace kinoteka::blobs {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished = ".new-";

[[noreturn]] void refuse(const std::string& path) {
  const std::string why =
      errno == ENOSPC || errno == EDQUOT ? "There is no room left on the disk." : "The picture cannot be stored.";
  throw Error(Code::unavailable, why).with_detail(path + ": errno " + std::to_string(errno));
}

void write_all(const UniqueFd& fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const auto wrote = ::write(fd.get(), bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) refuse(path);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
}

void sync_folder(const fs::path& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || fsync(fd.get()) != 0) refuse(folder.string());
}

class Folder final : public Store {
 public:
  explicit Folder(std::string folder) : folder_(std::move(folder)) {}

  void put(std::string_view name, std::string_view bytes) override {
    const auto path = path_of(name);
    std::error_code failed;
    if (fs::exists(path, failed)) return;
    make_folders(path.parent_path());
    auto temporary = (path.parent_path() / (std::string(unfinished) + "XXXXXX")).string();
    const UniqueFd fd(mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd) refuse(temporary);
    try {
      write_all(fd, bytes, temporary);
      if (fsync(fd.get()) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0) refuse(path.string());
    } catch (...) {
      ::unlink(temporary.c_str());
      throw;
    }
    sync_folder(path.parent_path());
  }

  std::optional<std::string> get(std::string_view name) const override {
    const UniqueFd fd(::open(path_of(name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat about {};
    if (!fd || fstat(fd.get(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    std::string out(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t held = 0;
    while (held < out.size()) {
      const auto got = ::read(fd.get(), out.data() + held, out.size() - held);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return std::nullopt;
      held += static_cast<std::size_t>(got);
    }
    return out;
  }

  void remove(std::string_view name) override {
    const auto path = path_of(name);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) refuse(path.string());
    // Folders that have become empty go too, as far as they are.
    std::error_code failed;
    for (auto at = path.parent_path(); at != folder_ && fs::remove(at, failed) && !failed; at = at.parent_path()) {
    }
  }

  void each(std::string_view folder, const Visit& visit) const override {
    const auto below = folder.empty() ? folder_ : path_of(folder);
    std::error_code failed;
    for (fs::recursive_directory_iterator at(below, failed), end; !failed && at != end; at.increment(failed)) {
      struct stat about {};
      if (::lstat(at->path().c_str(), &about) != 0 || !S_ISREG(about.st_mode)) continue;
      if (at->path().filename().string().starts_with('.')) continue;
      const Item item{at->path().lexically_relative(folder_).generic_string(), about.st_size,
                      about.st_mtim.tv_sec * 1000};
      if (!visit(item)) return;
    }
  }

  std::string describe() const override { return "the folder " + folder_.string(); }

 private:
  fs::path path_of(std::string_view name) const {
    check_name(name);
    return folder_ / name;
  }

  // Each new one is synced into the one above it.
  void make_folders(const fs::path& folder) {
    std::error_code failed;
    if (fs::is_directory(folder, failed)) return;
    if (folder != folder.root_path() && folder.has_parent_path()) make_folders(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) refuse(folder.string());
    if (folder.has_parent_path()) sync_folder(folder.parent_path());
  }

  const fs::path folder_;
};

}  // namespace

std::unique_ptr<Store> in_folder(std::string folder) {
  return std::make_unique<Folder>(fs::absolute(std::move(folder)).lexically_normal().string());
}

}  // namespace kinoteka::blobs
