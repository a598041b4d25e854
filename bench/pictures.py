"""Pictures, measured: a poster made in five sizes on one core, and a made picture served beside nginx."""

import json
import os
import statistics
import subprocess
import time
from functools import partial

from films import admin
from kit import ROOT, call, fetch, head, in_turn, middle, nginx, start, stop, work, wrk


def poster():
    """A JPEG of 1,000 × 1,500 pixels with as much in it as a poster has: some 200 kB."""
    path = work / "poster.jpg"
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "mandelbrot=size=1000x1500:rate=1", "-frames:v", "1",
                    "-q:v", "5", path], check=True)
    return path


def making(path):
    program = ROOT / "build/release/kinoteka-pictures"
    core = ["taskset", "-c", str(min(os.sched_getaffinity(0)))]
    # What the server keeps of it, from which sizes are made.
    answer = subprocess.run([program, "intake", "0", "0", "10000", "10000"], stdin=open(path, "rb"), capture_output=True, check=True).stdout
    head, files = answer.split(b"\n", 1)
    master = work / "master.jpg"
    master.write_bytes(files[:json.loads(head)["files"][0]["bytes"]])
    for kind in ("webp", "jpg", "avif"):
        times = []
        for _ in range(9):
            began = time.monotonic()
            subprocess.run([*core, program, "sizes", kind, "92", "185", "342", "500", "780"], stdin=open(master, "rb"), stdout=subprocess.DEVNULL, check=True)
            times.append(time.monotonic() - began)
        bar = "< 150 ms" if kind == "webp" else ""
        print(f"| a poster in five sizes, {kind}, one core, process and all | {statistics.median(times) * 1000:.0f} ms | {bar} |", flush=True)


def serving(database, path):
    process, port, _ = start(database, "--cache-mb", "64")
    made = call(port, "POST", "/api/pictures", path.read_bytes(), admin(port))
    target = made["url"] + "/342.webp"
    root = work / "pictures"
    root.mkdir()
    (root / "342.webp").write_bytes(fetch(port, target))
    # Beside a plain file of the same picture, and beside one with the headers that we send.
    same = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")
    headers = [pair for pair in head(port, target) if pair[0] in same] + [("X-Request-Id", "$request_id")]
    plain, equal = nginx(root, "image/webp webp;"), nginx(root, "image/webp webp;", headers)
    for connections in (64, 1000):
        again, files, full = map(middle, in_turn(*(partial(wrk, at, [path], connections, "pictures") for at, path in (
            (port, target), (plain, "/342.webp"), (equal, "/342.webp")))))
        print(f"| a made picture, {connections} connections | {again[0]:,.0f}/s (p99 {again[2]:.1f} ms, {again[3]} errors), nginx {files[0]:,.0f}/s "
              f"(p99 {files[2]:.1f}; ×{again[0] / files[0]:.2f}), "
              f"nginx with the same headers {full[0]:,.0f}/s (p99 {full[2]:.1f}; ×{again[0] / full[0]:.2f}) | ≥ 1.0 × nginx |", flush=True)
    stop(process)


def measure(database):
    path = poster()
    making(path)
    serving(database, path)
