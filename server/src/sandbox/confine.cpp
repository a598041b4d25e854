#include "sandbox/confine.hpp"

#include <cerrno>
#include <stdexcept>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace kinoteka {
namespace {

void limit(__rlimit_resource what, rlim_t value) {
  const rlimit both{value, value};
  setrlimit(what, &both);
}

void set_limits(const Confinement& confinement) {
  limit(RLIMIT_CPU, static_cast<rlim_t>(confinement.cpu_seconds));
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  if (confinement.writable.empty()) limit(RLIMIT_FSIZE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which map terabytes that they do not use
  limit(RLIMIT_AS, static_cast<rlim_t>(confinement.memory_mb) << 20);
#endif
}

// The file system: nothing but what is named. Kernels without Landlock (before 5.13) leave this to the other two.
void close_file_system(const Confinement& confinement) {
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // all of the first version
  const int set = static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0));
  if (set < 0) return;
  const auto allow = [&](int fd, std::uint64_t access) {
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = fd;
    syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  };
  for (const int fd : confinement.readable) allow(fd, LANDLOCK_ACCESS_FS_READ_FILE);
  for (const auto& path : confinement.readable_paths) {
    const int fd = open(path.c_str(), O_PATH | O_CLOEXEC);
    if (fd < 0) continue;
    const auto files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
    allow(fd, files | LANDLOCK_ACCESS_FS_READ_DIR);
    allow(fd, files);  // when it is no folder, the first is refused
    close(fd);
  }
  if (!confinement.writable.empty()) {
    const int fd = open(confinement.writable.c_str(), O_PATH | O_CLOEXEC);
    if (fd >= 0) allow(fd, rules.handled_access_fs & ~static_cast<std::uint64_t>(LANDLOCK_ACCESS_FS_EXECUTE));
    if (fd >= 0) close(fd);
  }
  syscall(SYS_landlock_restrict_self, set, 0);
  close(set);
}

// The network, other processes, and what changes the system.
constexpr int refused_calls[] = {SCMP_SYS(socket),
                                 SCMP_SYS(socketpair),
                                 SCMP_SYS(connect),
                                 SCMP_SYS(bind),
                                 SCMP_SYS(listen),
                                 SCMP_SYS(accept),
                                 SCMP_SYS(accept4),
                                 SCMP_SYS(ptrace),
                                 SCMP_SYS(process_vm_readv),
                                 SCMP_SYS(process_vm_writev),
                                 SCMP_SYS(mount),
                                 SCMP_SYS(umount2),
                                 SCMP_SYS(pivot_root),
                                 SCMP_SYS(chroot),
                                 SCMP_SYS(unshare),
                                 SCMP_SYS(setns),
                                 SCMP_SYS(bpf),
                                 SCMP_SYS(keyctl),
                                 SCMP_SYS(add_key),
                                 SCMP_SYS(request_key),
                                 SCMP_SYS(perf_event_open),
                                 SCMP_SYS(userfaultfd),
                                 SCMP_SYS(io_uring_setup),
                                 SCMP_SYS(init_module),
                                 SCMP_SYS(finit_module),
                                 SCMP_SYS(kexec_load),
                                 SCMP_SYS(pidfd_getfd),
                                 SCMP_SYS(pidfd_open),
                                 SCMP_SYS(pidfd_send_signal),
                                 SCMP_SYS(kill),
                                 SCMP_SYS(tkill),
                                 SCMP_SYS(rt_sigqueueinfo),
                                 SCMP_SYS(rt_tgsigqueueinfo),
                                 SCMP_SYS(process_madvise),
                                 SCMP_SYS(process_mrelease),
                                 SCMP_SYS(move_pages),
                                 SCMP_SYS(migrate_pages),
                                 SCMP_SYS(kcmp),
                                 SCMP_SYS(setpriority),
                                 SCMP_SYS(ioprio_set),
                                 SCMP_SYS(open_by_handle_at),
                                 SCMP_SYS(quotactl),
                                 SCMP_SYS(swapon),
                                 SCMP_SYS(reboot),
                                 SCMP_SYS(fork),
                                 SCMP_SYS(vfork)};

void close_calls(const Confinement& confinement) {
  const auto filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) throw std::runtime_error("no memory for the filter");
  const auto refuse = [&](int call) { seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0); };
  for (const int call : refused_calls) refuse(call);
  // What takes a process may take this one alone: the server has the same user. (A thread that aborts signals itself.)
  const auto self = static_cast<scmp_datum_t>(getpid());
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_NE, self));
  // libseccomp takes one comparison an argument: 'neither 0 nor this one' are two rules.
  for (const int call : {SCMP_SYS(prlimit64), SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_setscheduler),
                         SCMP_SYS(sched_setparam), SCMP_SYS(sched_setattr)})
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1, SCMP_A0(SCMP_CMP_GT, self));
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(prlimit64), 2, SCMP_A0(SCMP_CMP_NE, 0),
                   SCMP_A2(SCMP_CMP_NE, 0));
  // Threads, no processes. What clone3 is asked for lies in memory, where no filter looks: libc does with clone then.
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  if (!confinement.may_execute) {
    refuse(SCMP_SYS(execve));
    refuse(SCMP_SYS(execveat));
  }
  const int failed = seccomp_load(filter);
  seccomp_release(filter);
  if (failed != 0) throw std::runtime_error("the system refuses the filter (seccomp)");
}

}  // namespace

void confine(const Confinement& confinement) {
  prctl(PR_SET_PDEATHSIG, 9);  // nothing outlives the server
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0);
  set_limits(confinement);
  close_file_system(confinement);
  close_calls(confinement);
}

}  // namespace kinoteka
