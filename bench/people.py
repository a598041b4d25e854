"""What people do with films, measured: ratings over HTTP beside raw SQLite and pgbench, reads beside them, a diary of
10,000 viewings looked back upon, and a move from Letterboxd."""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import time

from kit import ROOT, SECONDS, call, start, stop, work, wrk, wrk_command, wrk_result

sys.path.insert(0, str(ROOT / "tests"))
import letterboxd  # noqa: E402

RATING = "'{\"rating\":' .. math.random(10) / 2 .. '}'"


def member(port, name):
    """A token for a day of somebody new."""
    call(port, "POST", "/api/auth/register", {"email": f"{name}@example.org", "password": "seven green lanterns", "username": name})
    session = call(port, "POST", "/api/auth/login", {"email": f"{name}@example.org", "password": "seven green lanterns"})
    return call(port, "POST", "/api/user/keys", {"name": "bench", "scopes": ["read", "write"], "password": "seven green lanterns"}, session["access_token"])["key"]


def ratings(database, films, label, beside):
    process, port, _ = start(database, "--rate-limits", "false", "--verified-to-publish", "false")
    keys = [member(port, f"rater{i}") for i in range(8)]
    targets = [f"/api/movies/{random.randint(1, films)}/entry" for _ in range(2000)]
    write = {"method": "PATCH", "headers": keys, "body": RATING}
    # At first a rating makes an entry and a viewing of today besides.
    for which in ("many of them first ones", "of films rated before"):
        rate, p50, p99, errors = wrk(port, targets, 64, "ratings", **write)
        print(f"| durable ratings over HTTP, {which}, 64 connections, {label} | {rate:,.0f}/s (p50 {p50:.1f}, p99 {p99:.1f} ms, "
              f"{errors} errors), {beside} | ≥ 25,000/s on SQLite |", flush=True)
    if "SQLite" in label:
        pages = [f"/api/movies/{random.randint(1, films)}" for _ in range(2000)]
        alone = wrk(port, pages, 16, "pages")
        writer = subprocess.Popen(wrk_command(port, targets, 64, "ratings", **write), stdout=subprocess.PIPE, text=True)
        both = wrk(port, pages, 16, "pages")
        wrote = wrk_result(writer.communicate()[0])
        print(f"| film pages over HTTP beside those ratings, all on the same cores | {alone[0]:,.0f}/s alone, {both[0]:,.0f}/s beside "
              f"{wrote[0]:,.0f} ratings/s (p99 {both[2]:.1f} ms, {both[3] + wrote[3]} errors) | |", flush=True)
    return process, port


def pgbench(postgres):
    """The same upsert by pgbench, 64 clients, durable."""
    subprocess.run(["psql", "-q", postgres + "/postgres", "-c", "CREATE DATABASE raw"], check=True)
    subprocess.run(["psql", "-q", postgres + "/raw", "-c", "CREATE TABLE ratings (person bigint, movie bigint, rating int, "
                    "PRIMARY KEY (person, movie))"], check=True)
    script = work / "rate.sql"
    script.write_text("\\set movie random(1, 36273)\n\\set person random(1, 8)\n\\set rating random(1, 10)\n"
                      "INSERT INTO ratings VALUES (:person, :movie, :rating) ON CONFLICT (person, movie) DO UPDATE SET rating = excluded.rating;\n")
    out = subprocess.run([sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"))[-1], "-n", "-M", "prepared", "-c", "64", "-j", "1",
                          "-T", str(SECONDS), "-f", script, postgres + "/raw"], capture_output=True, text=True).stdout
    return float(re.search(r"tps = (\S+)", out)[1])


def day(i):
    return f"{2005 + i % 20}-{1 + i // 20 % 12:02}-{1 + i % 28:02}"


def statistics(port):
    token = member(port, "lookback")
    known = [film for page in range(1, 51) for film in call(port, "GET", f"/api/movies?page={page}&per_page=100&sort=-popularity")]
    rows = [[letterboxd.day(i), known[i % 5000]["title"], known[i % 5000]["year"], "u", 1 + i % 9 / 2, "", "", day(i)] for i in range(10_000)]
    head = ["Date", "Name", "Year", "Letterboxd URI", "Rating", "Rewatch", "Tags", "Watched Date"]
    letterboxd.bring(lambda *a: call(port, *a, token=token), "diary.csv", letterboxd.table(head, rows).encode(), {})
    times = []
    for year in [None, *range(2005, 2025)]:
        began = time.monotonic()
        seen = call(port, "GET", "/api/user/statistics" + (f"?year={year}" if year else ""), token=token)
        times.append(time.monotonic() - began)
        if year is None:
            assert seen["viewings"] == 10_000, seen["viewings"]
    print(f"| statistics of 10,000 viewings | {times[0] * 1000:.0f} ms for all years, {sorted(times[1:])[10] * 1000:.0f} ms for one | < 100 ms |", flush=True)


def move(database, port):
    token = member(port, "mover")
    by_mover = lambda *a: call(port, *a, token=token)
    took = []
    for _ in range(2):
        began = time.monotonic()
        letterboxd.bring(by_mover, "letterboxd.zip", letterboxd.export(), {})
        took.append(time.monotonic() - began)
    print(f"| 2,000 films from Letterboxd, {database} | {took[0]:.2f} s, again {took[1]:.2f} s | < 5 s |", flush=True)


def measure(database, films):
    raw = json.loads(subprocess.run([ROOT / "build/release/bench_writes", work, "raw"], capture_output=True, text=True, check=True).stdout)
    process, port = ratings(database, films, "SQLite", f"raw SQLite with a commit each {raw:,.0f}/s")
    statistics(port)
    stop(process)
    letterboxd.catalogue(work / "letterboxd.jsonl.gz")
    postgres = os.environ["KINOTEKA_TEST_POSTGRES"]
    subprocess.run(["psql", "-q", postgres + "/postgres", "-c", "CREATE DATABASE films"], check=True)
    for name, url in (("SQLite", f"sqlite:{work}/move.db"), ("PostgreSQL", postgres + "/films")):
        subprocess.run([ROOT / "build/release/kinoteka", "import", "wikipedia", work / "letterboxd.jsonl.gz", "--database", url],
                       check=True, capture_output=True)
        process, port, _ = start(url, "--rate-limits", "false", "--verified-to-publish", "false")
        move(name, port)
        stop(process)
    process, port = ratings(postgres + "/films", letterboxd.FILMS, "PostgreSQL", f"pgbench's plain upserts {pgbench(postgres):,.0f}/s")
    stop(process)
