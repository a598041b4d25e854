"""Measures Kinoteka against nginx serving the same bytes as files, in one run on one machine, and prints Markdown.
Called by script/bench. `--quick` takes a second a figure and leaves out the million."""

import datetime
import gzip
import json
import os
import random
import re
import shutil
import subprocess
import time
import urllib.parse

import films
import people
import pictures
from kit import BINARY, QUICK, ROOT, SECONDS, fetch, in_turn, middle, nginx, resident, running, start, work, wrk

REAL = ROOT.parent / "shared/data/wikipedia-movies.jsonl.gz"
FILMS = 36_273
random.seed(7)


def made_up_films(path, count):
    words = [w + e for w in "ar be con dor el fa gar hol is jun kor lum mar no or pel quin ros sil tor ul ven wal yar zen".split()
             for e in "a en ic or us ia el ard ine oth ast und ery ow ix".split()]
    with gzip.open(path, "wt", compresslevel=1) as out:
        for i in range(count):
            title = " ".join(random.choice(words) for _ in range(random.randint(1, 4))).capitalize()
            out.write(json.dumps({"title": title, "year": 1900 + i % 125, "cast": [f"Person {random.randrange(count // 4)}"],
                                  "genres": [random.choice(["Drama", "Comedy", "Western"])], "href": f"f{i}",
                                  "extract": "A film. " * random.randint(1, 20), "thumbnail": None}) + "\n")


def files_of(bodies):
    """Each target's bytes as a file of its own that nginx serves: its port, and target → path."""
    root = work / "files"
    root.mkdir()
    paths = {}
    for i, (target, body) in enumerate(bodies.items()):
        (root / f"{i}.json").write_bytes(body)
        paths[target] = f"/{i}.json"
    return nginx(root), paths


def reads(database):
    kept, kept_port, _ = start(database, "--cache-mb", "128")
    bare, bare_port, _ = start(database, "--cache-mb", "0")
    ids = random.sample(range(1, FILMS + 1), 1000)
    pages = random.sample(range(1, 3001), 1000)
    titles = [film["title"] for film in json.loads(fetch(bare_port, "/api/movies/?page=1&per_page=100"))]
    words = sorted({word[:n].lower() for title in titles for word in re.findall(r"\w{4,}", title) for n in (3, 4, 5)})[:300]
    kinds = {
        "film page": [f"/api/movies/{i}" for i in ids],
        "list page (1 to 3,000)": [f"/api/movies/?page={p}" for p in pages],
        "search": [f"/api/search/suggest?q={urllib.parse.quote(w)}" for w in words],
    }
    port, paths = files_of({target: fetch(bare_port, target) for targets in kinds.values() for target in targets})
    print("| reads, req/s (p50 / p99 ms, errors) | connections | nginx, files | asked again | × | computed | × |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    show = lambda m: f"{m[0]:,.0f} ({m[1]:.2f} / {m[2]:.1f}, {m[3]})"
    for kind, targets in kinds.items():
        for target in targets:
            fetch(kept_port, target)
        for connections in (64, 1000):
            again, files = map(middle, in_turn(lambda: wrk(kept_port, targets, connections, "kept"),
                                               lambda: wrk(port, [paths[t] for t in targets], connections, "nginx"), turns=3))
            computed = wrk(bare_port, targets, connections, "bare")
            print(f"| {kind} | {connections} | {show(files)} | {show(again)} | {again[0] / files[0]:.2f} | {show(computed)} | {computed[0] / files[0]:.2f} |", flush=True)
    first = wrk(bare_port, ["/api/movies/?page=1"], 16, "first")
    last = wrk(bare_port, ["/api/movies/?page=3000"], 16, "last")
    print(f"\nPage 3,000 against page 1, computed: {last[1]:.2f} against {first[1]:.2f} ms (p50), ×{last[1] / first[1]:.2f}.\n")
    print(f"Resident after all of this: {resident(bare):.0f} MB without the response cache, {resident(kept):.0f} MB with it.\n")


def once(file, database):
    began = time.monotonic()
    out = subprocess.run([BINARY, "import", "wikipedia", file, "--database", database], capture_output=True, text=True)
    assert out.returncode == 0, out.stderr
    return time.monotonic() - began


def main():
    file = REAL if REAL.exists() else work / "films.jsonl.gz"
    if not REAL.exists():
        made_up_films(file, FILMS)
    cores, memory = os.cpu_count(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"Measured {datetime.date.today()} on {cores} cores with {memory:.0f} GB, load generator included, "
          f"{'the 36,273 films of Wikipedia' if REAL.exists() else '36,273 made-up films'}, {SECONDS} s a figure.\n")
    times = []
    for i in range(1 if QUICK else 3):
        database = f"sqlite:{work}/films{i}.db"
        times.append(once(file, database))
    reads(database)

    print("| | measured | bar |\n| --- | --- | --- |")
    print(f"| import of 36,273 films, SQLite | {sorted(times)[len(times) // 2]:.2f} s | < 1.5 s |", flush=True)
    starts = []
    for _ in range(5):
        process, port, took = start(database)
        fetch(port, "/readyz")
        starts.append(took)
        rest = resident(process)
        process.terminate()
        process.wait()
    print(f"| start to serving on that data | {sorted(starts)[2] * 1000:.0f} ms | < 100 ms |")
    print(f"| resident at rest | {rest:.0f} MB | < 60 MB |", flush=True)
    subprocess.run(["ninja", "-C", ROOT / "build/release", "--quiet", "bench_writes"], check=True)
    print(subprocess.run([ROOT / "build/release/bench_writes", work], capture_output=True, text=True).stdout, end="", flush=True)
    people.measure(database, FILMS)
    films.measure(f"sqlite:{work}/films0.db")
    pictures.measure(f"sqlite:{work}/films0.db")
    if not QUICK:
        million = work / "million.jsonl.gz"
        made_up_films(million, 1_000_000)
        database = f"sqlite:{work}/million.db"
        print(f"| import of 1,000,000 films, SQLite | {once(million, database):.1f} s | < 30 s |", flush=True)
        process, port, took = start(database, "--cache-mb", "0")
        with gzip.open(million, "rt") as lines:
            titles = [json.loads(next(lines))["title"].lower() for _ in range(2000)]
        words = [word for title in titles for word in title.split()]
        typed = [w[:n] for w in words[:400] for n in (2, 3, 4)] + [" ".join(t.split()[:2]) for t in titles[:300]]
        wrong = [w[:2] + w[3:] if len(w) > 4 else w[0] + w[2:] + w[1] for w in words[:300] if len(w) >= 4]
        for name, queries in (("as one types", typed), ("with typing errors", wrong)):
            targets = [f"/api/search/suggest?q={urllib.parse.quote(q)}" for q in queries]
            _, p50, p99, errors = wrk(port, targets, 1, "million")
            print(f"| search in 1,000,000 titles, {name} | p50 {p50:.2f} ms, p99 {p99:.2f} ms, {errors} errors | p99 < 5 ms |", flush=True)


try:
    main()
finally:
    for process in running:
        process.terminate()
    for process in running:
        process.wait()
    shutil.rmtree(work, ignore_errors=True)
