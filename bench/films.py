"""Films as files, measured: ranges beside nginx's sendfile, and a scan of 10,000 files while pages are read."""

import os
import random
import re
import statistics
import subprocess
import time

from kit import SECONDS, call, in_turn, nginx, start, stop, work, wrk, wrk_command, wrk_result
from people import member


def wait_for(port, token, folder):
    """Until the folder's scan is over: its state, and seconds."""
    began = time.monotonic()
    while True:
        state = call(port, "GET", folder, token=token)
        if state["scan"] and state["scan"]["state"] not in ("queued", "running"):
            return state, time.monotonic() - began
        time.sleep(0.02)


def admin(port):
    """A token that may do what only a person may."""
    call(port, "POST", "/api/auth/register", {"email": "maude@example.org", "password": "seven green lanterns"})
    return call(port, "POST", "/api/auth/login", {"email": "maude@example.org", "password": "seven green lanterns"})["access_token"]


def took(state):
    """Seconds between a scan's beginning and end, as the server says them."""
    ms = [re.match(r".*T(\d+):(\d+):(\d+)\.(\d+)Z", state["scan"][key]).groups() for key in ("started_at", "finished_at")]
    at = [((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(f) for h, m, s, f in ms]
    return (at[1] - at[0]) / 1000


def scanning(database):
    folder = work / "many"
    for i in range(10_000):
        title = f"The Film of {random.choice(['Rain', 'Stone', 'Glass', 'Night'])} {i} ({1930 + i % 90})"
        place = folder / f"{i % 100}" / title
        place.mkdir(parents=True)
        with open(place / f"{title} [1080p].mkv", "wb") as file:
            file.truncate(700 << 20)
            file.write(title.encode())
    process, port, _ = start(database, "--media", work, "--rate-limits", "false", "--transcodes", "0")
    token = admin(port)
    pages = [f"/api/movies/{random.randint(1, 36_000)}" for _ in range(2000)]
    alone = wrk(port, pages, 64, "pages")
    reader = subprocess.Popen(wrk_command(port, pages, 64, "pages"), stdout=subprocess.PIPE, text=True)
    time.sleep(0.3)
    made = call(port, "POST", "/api/library/folders", {"name": "Many", "path": str(folder), "watch": False}, token)
    path = f"/api/library/folders/{made['id']}"
    state, _ = wait_for(port, token, path)
    beside = wrk_result(reader.communicate()[0])
    assert state["scan"]["progress"]["added"] == 10_000, state
    print(f"| scan of 10,000 files beside 64 readers | {took(state):.2f} s; film pages p99 {beside[2]:.1f} ms beside it, {alone[2]:.1f} ms alone, "
          f"{beside[3]} errors | < 5 s, p99 < 25 ms |", flush=True)
    for job in call(port, "GET", "/api/admin/jobs", token=token):
        if job["kind"] == "probe" and job["state"] in ("queued", "running"):
            call(port, "PUT", f"/api/admin/jobs/{job['id']}", {"wish": "cancel"}, token)
    time.sleep(1)
    call(port, "POST", path + "/scan", token=token)
    state, _ = wait_for(port, token, path)
    print(f"| the same again, nothing changed | {took(state):.2f} s | < 1 s |", flush=True)
    stop(process)


# Reads a whole file over and over from so many connections, as players do: bytes a second.
READER = r"""
import socket, sys, threading, time
port, path, header, viewers, seconds = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5])
total = [0] * viewers
end = time.monotonic() + seconds
def view(n):
    s = socket.create_connection(("127.0.0.1", port))
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-\r\n{header}\r\n".encode()
    block = bytearray(1 << 20)
    while time.monotonic() < end:
        s.sendall(request)
        head = b""
        while b"\r\n\r\n" not in head:
            head += s.recv(65536)
        top, rest = head.split(b"\r\n\r\n", 1)
        length = int([l for l in top.split(b"\r\n") if l.lower().startswith(b"content-length")][0].split(b":")[1])
        left = length - len(rest)
        total[n] += len(rest)
        while left > 0:
            got = s.recv_into(block, min(left, len(block)), socket.MSG_TRUNC)
            if got == 0: return
            left -= got
            total[n] += got
            if time.monotonic() > end: return
threads = [threading.Thread(target=view, args=(n,)) for n in range(viewers)]
began = time.monotonic()
[t.start() for t in threads]; [t.join() for t in threads]
print(sum(total) / (time.monotonic() - began) / 1e9)
"""


def read_from(port, path, header, viewers):
    out = subprocess.run(["python3", "-c", READER, str(port), path, header, str(viewers), str(SECONDS)], capture_output=True, text=True, check=True)
    return float(out.stdout)


def streaming(database):
    folder = work / "streams"
    folder.mkdir()
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=10", "-c:v",
                    "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart", folder / "Heat (1995).mp4"], check=True)
    with open(folder / "Heat (1995).mp4", "ab") as file:  # a gigabyte, of which the end is no film
        file.write(os.urandom(1 << 20) * 1023)
    process, port, _ = start(database, "--media", work, "--rate-limits", "false")
    token = call(port, "POST", "/api/auth/login", {"email": "maude@example.org", "password": "seven green lanterns"})["access_token"]
    made = call(port, "POST", "/api/library/folders", {"name": "Streams", "path": str(folder), "watch": False}, token)
    wait_for(port, token, f"/api/library/folders/{made['id']}")
    time.sleep(2)
    file = call(port, "GET", f"/api/library/files?folder={made['id']}&page=1", token=token)[0]
    beside = nginx(folder, "video/mp4 mp4;")
    for viewers in (1, 4):
        ours, theirs = map(statistics.median, in_turn(
            lambda: read_from(port, f"/api/media/{file['id']}/stream", f"Authorization: Bearer {token}\r\n", viewers),
            lambda: read_from(beside, "/Heat%20(1995).mp4", "", viewers)))
        print(f"| a film in ranges, {viewers} viewer{'s' if viewers > 1 else ''} | {ours:.2f} GB/s, nginx with sendfile {theirs:.2f} GB/s (×{ours / theirs:.2f}) "
              f"| ≥ 1.0 × nginx |", flush=True)
    stop(process)


def measure(database):
    scanning(database)
    streaming(database)
