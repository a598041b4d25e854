#include "media/root.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace kinoteka::media {
namespace {

// O_NONBLOCK: to open a pipe must not wait for its other end.
constexpr int reading = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

int open_beneath(int root, const std::string& relative, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  for (int tries = 0; tries < 8; ++tries) {
    const auto fd = syscall(SYS_openat2, root, relative.c_str(), &how, sizeof how);
    // EAGAIN: something was renamed meanwhile, so the kernel could not tell.
    if (fd >= 0 || errno != EAGAIN) return static_cast<int>(fd);
  }
  return -1;
}

// Where the kernel (or a container's filter) lacks openat2: part by part, and no links at all.
int open_part_by_part(int root, const std::string& relative, int flags) {
  UniqueFd at(fcntl(root, F_DUPFD_CLOEXEC, 0));
  std::size_t begin = 0;
  while (at) {
    const auto slash = relative.find('/', begin);
    const auto part = relative.substr(begin, slash == std::string::npos ? slash : slash - begin);
    if (part.empty() || part == ".." || part == ".") {
      errno = EXDEV;
      return -1;
    }
    const bool last = slash == std::string::npos;
    at = UniqueFd(openat(at.get(), part.c_str(), (last ? flags : reading | O_DIRECTORY) | O_NOFOLLOW));
    if (last) return at.release();
    begin = slash + 1;
  }
  return -1;
}

UniqueFd open_below(int root, std::string_view relative, int flags) {
  if (relative.find('\0') != std::string_view::npos || relative.size() >= PATH_MAX) return {};
  const std::string path(relative);
  int fd = open_beneath(root, path, flags);
  if (fd < 0 && (errno == ENOSYS || errno == EPERM)) fd = open_part_by_part(root, path, flags);
  return UniqueFd(fd);
}

FileStat stat_of(const struct stat& from) {
  return {S_ISDIR(from.st_mode), from.st_size, from.st_mtim.tv_sec * 1000 + from.st_mtim.tv_nsec / 1'000'000,
          from.st_dev, from.st_ino};
}

}  // namespace

std::optional<Root> Root::open(const std::string& path) {
  if (path.empty() || path.front() != '/') return std::nullopt;
  UniqueFd fd(::open(path.c_str(), reading | O_DIRECTORY));
  if (!fd) return std::nullopt;
  return Root(std::move(fd));
}

FileStat Root::stat() const {
  struct stat found {};
  fstat(fd_.get(), &found);
  return stat_of(found);
}

UniqueFd Root::open_file(std::string_view relative) const {
  if (relative.empty() || relative.front() == '/') return {};
  auto fd = open_below(fd_.get(), relative, reading);
  struct stat found {};
  if (!fd || fstat(fd.get(), &found) != 0 || !S_ISREG(found.st_mode)) return {};
  return fd;
}

bool Root::write_new(std::string_view relative, std::string_view bytes) const {
  const auto slash = relative.rfind('/');
  const auto folder = slash == std::string_view::npos ? "" : relative.substr(0, slash);
  const std::string name(slash == std::string_view::npos ? relative : relative.substr(slash + 1));
  if (name.empty() || name == "." || name == ".." || name.find('\0') != std::string::npos) return false;
  const auto at = folder.empty() ? UniqueFd(openat(fd_.get(), ".", reading | O_DIRECTORY))
                                 : open_below(fd_.get(), folder, reading | O_DIRECTORY);
  if (!at) return false;
  const UniqueFd file(openat(at.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (!file) return false;
  const bool whole = write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  if (!whole || fsync(file.get()) != 0) {
    unlinkat(at.get(), name.c_str(), 0);
    return false;
  }
  return true;
}

std::optional<std::vector<FolderItem>> Root::list(std::string_view relative, std::int64_t& bad) const {
  auto fd = relative.empty() ? UniqueFd(openat(fd_.get(), ".", reading | O_DIRECTORY))
                             : open_below(fd_.get(), relative, reading | O_DIRECTORY);
  if (!fd) return std::nullopt;
  const int at = fd.get();
  DIR* stream = fdopendir(at);
  if (stream == nullptr) return std::nullopt;
  static_cast<void>(fd.release());
  std::vector<FolderItem> out;
  for (;;) {
    errno = 0;
    const auto* entry = readdir(stream);
    if (entry == nullptr) break;
    FolderItem item;
    item.name = static_cast<const char*>(entry->d_name);
    if (item.name == "." || item.name == "..") continue;
    struct stat found {};
    if (fstatat(at, item.name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
      ++bad;
      continue;
    }
    if (S_ISLNK(found.st_mode)) {
      // What it points to, if that is inside.
      const auto below = relative.empty() ? item.name : std::string(relative) + '/' + item.name;
      const auto target = open_below(fd_.get(), below, O_PATH | O_CLOEXEC);
      if (!target || fstat(target.get(), &found) != 0) {
        ++bad;
        continue;
      }
    }
    if (!S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode)) continue;
    item.stat = stat_of(found);
    out.push_back(std::move(item));
  }
  const bool failed = errno != 0;
  closedir(stream);
  if (failed) return std::nullopt;
  std::sort(out.begin(), out.end(), [](const FolderItem& a, const FolderItem& b) { return a.name < b.name; });
  return out;
}

bool lies_within(const std::string& root, const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const auto real_root = fs::canonical(root, failed);
  if (failed) return false;
  const auto real_path = fs::canonical(path, failed);
  if (failed) return false;
  // By parts, so that /films does not hold /films-of-others.
  const auto [at, rest] = std::mismatch(real_root.begin(), real_root.end(), real_path.begin(), real_path.end());
  static_cast<void>(rest);
  return at == real_root.end();
}

}  // namespace kinoteka::media
