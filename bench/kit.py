"""What the benchmarks share: servers to measure, nginx beside them, and wrk."""

import json
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / "build/release/kinoteka"
QUICK = "--quick" in sys.argv
SECONDS = 1 if QUICK else 5
work = pathlib.Path(tempfile.mkdtemp(prefix="kinoteka-bench-"))
running = []


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(database, *options):
    """Serving; the process, its port, and how long it took."""
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen([BINARY, "serve", "--database", database, "--listen", f"127.0.0.1:{port}", "--log-requests", "none",
                                "--log-level", "error", "--data", work / f"data-{port}", *options], stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    running.append(process)
    return process, port, time.monotonic() - began


def stop(process):
    process.terminate()
    process.wait()


def resident(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def fetch(port, target):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{target}") as reply:
        return reply.read()


def head(port, target):
    """The names and values of an answer's headers."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{target}") as reply:
        return reply.getheaders()


def call(port, method, target, body=None, token=None):
    """One JSON request; bytes are sent as they are."""
    raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
    headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"http://127.0.0.1:{port}{target}", raw, headers, method=method)
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read() or b"null")


def wrk_command(port, targets, connections, name, method="GET", headers=(), body="nil"):
    """`body` is Lua, worked out for each request; `headers` are a list a connection takes one of."""
    script = work / f"{name}.lua"
    table = lambda items: "{" + ",".join(json.dumps(item) for item in items) + "}"
    script.write_text(f"local t, k = {table(targets)}, {table(headers)}\nmath.randomseed(os.time())\n"
                      "request = function()\n"
                      "  local h = {}\n"
                      "  if #k > 0 then h['Authorization'] = 'Bearer ' .. k[math.random(#k)]; h['Content-Type'] = 'application/json' end\n"
                      f"  return wrk.format('{method}', t[math.random(#t)], h, {body})\n"
                      "end\n"
                      "done = function(s, l, r) io.write(string.format('RESULT %f %f %f %d\\n', s.requests / s.duration * 1e6,"
                      " l:percentile(50) / 1000, l:percentile(99) / 1000,"
                      " s.errors.status + s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout)) end\n")
    return ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", script, f"http://127.0.0.1:{port}/"]


def wrk_result(text):
    rate, p50, p99, errors = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", text).groups()
    return float(rate), float(p50), float(p99), int(errors)


def wrk(*arguments, **more):
    """Requests a second, p50 and p99 in ms, errors."""
    return wrk_result(subprocess.run(wrk_command(*arguments, **more), capture_output=True, text=True).stdout)


def in_turn(*measures, turns=6):
    """All measured so often, each turn beginning with another (whoever comes later may find a machine that has to rest): what
    each gave."""
    got = [[] for _ in measures]
    for turn in range(1 if QUICK else turns):
        for i in range(len(measures)):
            which = (turn + i) % len(measures)
            got[which].append(measures[which]())
    return got


def middle(runs):
    """Of what wrk gave: medians, and all errors."""
    *columns, errors = zip(*runs)
    return [*map(statistics.median, columns), sum(errors)]


def nginx(root, types="", headers=()):
    """Serves a folder as nginx does by default, with sendfile, and these headers beside its own; its port."""
    port = free_port()
    conf = work / f"nginx-{port}.conf"
    more = " ".join(f'add_header {name} "{value}";' for name, value in headers)
    conf.write_text(f"""worker_processes 2; daemon off; pid {work}/nginx-{port}.pid; error_log {work}/nginx.log;
events {{ worker_connections 8192; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=10000;
  types {{ application/json json; {types} }} server {{ listen 127.0.0.1:{port} reuseport backlog=4096; root {root}; {more} }} }}""")
    work.chmod(0o755)
    running.append(subprocess.Popen(["nginx", "-c", conf, "-e", work / "nginx.log"]))
    time.sleep(0.5)
    return port
