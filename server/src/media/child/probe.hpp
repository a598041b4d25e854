// The prober's own side: runs in a confined child, reads one film from an open file and writes what it found as JSON.
#pragma once

namespace kinoteka::media {

// 0 when something was written to standard output: {"info": …} or {"broken": "why"}; with `keyframes` the times of the
// picture's key frames in ms, {"keyframes": […]}.
int probe_child(int fd, bool keyframes);

}  // namespace kinoteka::media
