// Work that runs inside a commit which others share: it makes short changes, waits for nothing else, and is not over
// before they are on the disk. What such work would otherwise cost most is waking a thread twice.
#pragma once

#include <exception>
#include <functional>
#include <memory>

namespace kinoteka {

struct SharedWork {
  virtual ~SharedWork() = default;
  virtual void run() noexcept = 0;
  // After the commit; `failure` when there was none: then nothing of `run` remains.
  virtual void end(std::exception_ptr failure) noexcept = 0;
};

// Takes the work, or leaves it and says false: nobody shares commits here, or too many wait.
using ShareCommit = std::function<bool(std::unique_ptr<SharedWork>& work)>;

}  // namespace kinoteka
