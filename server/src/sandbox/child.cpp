#include "sandbox/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "base/error.hpp"

namespace kinoteka {
namespace {

struct Pipe {
  UniqueFd read, write;
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
      throw Error(Code::unavailable, "Too many files are open. Try again in a moment.");
    read = UniqueFd(ends[0]);
    write = UniqueFd(ends[1]);
    fcntl(read.get(), F_SETFL, O_NONBLOCK);
  }
};

// Appends what is there, until it is more than `most`; false at the end.
bool drain(const UniqueFd& from, std::string& into, std::size_t most) {
  std::array<char, 16 * 1024> part{};
  while (into.size() <= most) {
    const auto got = read(from.get(), part.data(), part.size());
    if (got > 0) {
      into.append(part.data(), static_cast<std::size_t>(got));
    } else if (got == 0) {
      return false;
    } else if (errno != EINTR) {
      return errno == EAGAIN;
    }
  }
  return true;
}

}  // namespace

Child::Child(Child&& other) noexcept : id_(std::exchange(other.id_, -1)), status_(other.status_) {}
Child& Child::operator=(Child&& other) noexcept {
  if (this != &other) {
    kill();
    id_ = std::exchange(other.id_, -1);
    status_ = other.status_;
  }
  return *this;
}
Child::~Child() { kill(); }

Child Child::start(const std::string& program, const std::vector<std::string>& arguments, const UniqueFd& input,
                   const std::string& folder, int output, int complaints) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const auto take = [&](int from, int to) {
    if (from >= 0) {
      posix_spawn_file_actions_adddup2(&actions, from, to);
    } else {
      posix_spawn_file_actions_addopen(&actions, to, "/dev/null", O_RDWR, 0);
    }
  };
  take(input.get(), 0);
  take(output, 1);
  take(complaints, 2);
  if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);

  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);  // the server blocks what it waits for
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::string path = "PATH=/usr/bin:/bin", locale = "LC_ALL=C.UTF-8";
  // Leaks at the end of a sanitized child cannot be looked for: that needs ptrace.
  std::string sanitizer = "ASAN_OPTIONS=detect_leaks=0";
  const std::array<char*, 4> environment = {path.data(), locale.data(), sanitizer.data(), nullptr};

  Child child;
  const int failed = posix_spawn(&child.id_, program.c_str(), &actions, &attributes, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) {
    child.id_ = -1;
    throw Error(Code::unavailable, "The server cannot start another process. Try again in a moment.");
  }
  return child;
}

bool Child::running() {
  if (id_ < 0) return false;
  const auto ended = waitpid(id_, &status_, WNOHANG);
  if (ended == 0) return true;
  id_ = -1;
  return false;
}

void Child::pause() {
  if (id_ > 0) ::kill(id_, SIGSTOP);
}
void Child::go_on() {
  if (id_ > 0) ::kill(id_, SIGCONT);
}

void Child::kill() {
  if (id_ < 0) return;
  ::kill(id_, SIGKILL);
  while (waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
}

ChildResult run_child(const std::string& program, const std::vector<std::string>& arguments, const UniqueFd& input,
                      const ChildLimits& limits) {
  Pipe out, err;
  auto child = Child::start(program, arguments, input, "", out.write.get(), err.write.get());
  out.write.reset();
  err.write.reset();
  ChildResult result;
  const auto end = std::chrono::steady_clock::now() + limits.wall;
  bool more_out = true, more_err = true;
  while (more_out || more_err) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      result.timed_out = true;
      break;
    }
    std::array<pollfd, 2> waits = {pollfd{more_out ? out.read.get() : -1, POLLIN, 0},
                                   pollfd{more_err ? err.read.get() : -1, POLLIN, 0}};
    poll(waits.data(), waits.size(), static_cast<int>(left.count()));
    if (waits[0].revents != 0) more_out = drain(out.read, result.output, limits.output);
    if (waits[1].revents != 0) more_err = drain(err.read, result.complaint, 64 * 1024);
    if (result.complaint.size() > 4096) result.complaint.erase(0, result.complaint.size() - 4096);
    if (result.output.size() > limits.output) break;
  }
  // Both its ends are closed: it ends in a moment, or is ended.
  for (int i = 0; i < 200 && !result.timed_out && result.output.size() <= limits.output && child.running(); ++i)
    usleep(5000);
  child.kill();
  result.status = child.status();
  result.ok = !result.timed_out && result.output.size() <= limits.output && WIFEXITED(result.status) &&
              WEXITSTATUS(result.status) == 0;
  return result;
}

std::string program_beside(const std::string& name) {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return (program.parent_path() / name).string();
}

UniqueFd file_of(std::string_view bytes) {
  UniqueFd fd(memfd_create("kinoteka", MFD_CLOEXEC));
  while (fd && !bytes.empty()) {
    const auto wrote = ::write(fd.get(), bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fd.reset();
    if (wrote > 0) bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  if (!fd || lseek(fd.get(), 0, SEEK_SET) != 0)
    throw Error(Code::unavailable, "There is not enough memory for this file. Try again in a moment.");
  return fd;
}

}  // namespace kinoteka
