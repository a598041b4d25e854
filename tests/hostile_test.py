"""The binary, attacked from outside with its default settings: bodies, bombs, floods, faults and kills, on SQLite and
PostgreSQL. Each test says what it tried. Run by script/hostile, with KINOTEKA and KINOTEKA_TEST_POSTGRES in the
environment. KINOTEKA_TEST_KILLS says how often each engine's server is killed (50)."""

import base64
import http.client
import io
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zipfile
import zlib

from blackbox_test import POSTGRES, BINARY, Server, environment, free_port, kinoteka, new_postgres

RESIDENT_MB = 400
KILLS = int(os.environ.get("KINOTEKA_TEST_KILLS", "50"))
REQUESTS = int(os.environ.get("KINOTEKA_TEST_REQUESTS", "100000"))
PASSWORD = "seven green lanterns"


def tried(text):
    print(f"  tried: {text}", file=sys.stderr, flush=True)


def call(port, method, target, body=None, headers=None, timeout=60):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        data = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
        heads = dict(headers or {})
        if data is not None:
            heads.setdefault("Content-Type", "application/json")
        connection.request(method, target, data, heads)
        reply = connection.getresponse()
        return reply.status, reply.read(), reply.headers
    finally:
        connection.close()


def sign_up(port, email):
    call(port, "POST", "/api/auth/register", {"email": email, "password": PASSWORD})
    status, body, _ = call(port, "POST", "/api/auth/login", {"email": email, "password": PASSWORD})
    assert status == 200, (status, body)
    return {"Authorization": "Bearer " + json.loads(body)["access_token"]}


def key_of(port, who):
    """A key: it outlives the port that a server had."""
    status, body, _ = call(port, "POST", "/api/user/keys", {"name": "k", "scopes": ["read", "write"], "password": PASSWORD}, who)
    assert status == 201, (status, body)
    return {"Authorization": "Bearer " + json.loads(body)["key"]}


def png(side):
    """A picture of one colour: small as a file, large when it is read."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\x20\x40\x60" * side) * side
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def zipped(name, size, byte=b","):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"Const,Your Rating,Title\n" + byte * size)
    return out.getvalue()


class Watched:
    """A server whose memory is looked at all the time."""

    def __init__(self, database=None, limit=None, arguments=()):
        self.folder = tempfile.mkdtemp(prefix="kinoteka-hostile-")
        self.database = database
        self.limit = limit
        self.arguments = list(arguments)
        self.most_mb = 0
        self.server = None
        self.start()
        self.watching = True
        self.watcher = threading.Thread(target=self.watch, daemon=True)
        self.watcher.start()

    def start(self):
        database = ["--database", self.database] if self.database else []
        self.server = Server(*database, *self.arguments, folder=self.folder)
        self.port = self.server.port
        # What it says must not fill the pipe and stop it.
        self.said = []
        threading.Thread(target=self.listen, args=(self.server.process,), daemon=True).start()

    def listen(self, process):
        for line in process.stderr:
            self.said.append(line)

    def watch(self):
        while self.watching:
            try:
                self.most_mb = max(self.most_mb, self.server.resident_mb())
            except (FileNotFoundError, ProcessLookupError):
                pass
            time.sleep(0.05)

    def stop(self):
        self.watching = False
        self.server.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)


class Attacked(unittest.TestCase):
    database = None

    @classmethod
    def setUpClass(cls):
        cls.house = Watched(cls.database() if cls.database else None)
        cls.admin = sign_up(cls.house.port, "admin@example.org")
        cls.ann = sign_up(cls.house.port, "ann@example.org")

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()

    def tearDown(self):
        self.assertIsNone(self.house.server.process.poll(), "the server is alive")
        self.assertEqual(call(self.house.port, "GET", "/readyz")[0], 200)
        self.assertLess(self.house.most_mb, RESIDENT_MB, "resident memory")

    def call(self, *arguments, **more):
        return call(self.house.port, *arguments, **more)


class TestFloods(Attacked):
    def test_bodies_of_guests_are_not_kept(self):
        sockets = []
        for _ in range(12):
            guest = socket.create_connection(("127.0.0.1", self.house.port), timeout=30)
            guest.sendall(b"POST /api/movies HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 41000000\r\n\r\n")
            sockets.append(guest)
        refused = sum(guest.recv(12).endswith(b"401") for guest in sockets)
        self.assertEqual(refused, 12)
        for guest in sockets:
            try:
                for _ in range(40):
                    guest.sendall(b"x" * (1 << 20))
            except OSError:
                pass
        for guest in sockets:
            guest.close()
        tried("12 guests with 41 MB each: 401 before the body")

    def test_slow_readers_and_writers_hold_nobody_up(self):
        slow = []
        for _ in range(100):
            reader = socket.create_connection(("127.0.0.1", self.house.port))
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.sendall(b"GET /api/movies HTTP/1.1\r\nHost: localhost\r\n\r\n")
            slow.append(reader)
        token = self.ann["Authorization"].encode()
        for _ in range(50):
            writer = socket.create_connection(("127.0.0.1", self.house.port))
            writer.sendall(b"POST /api/user/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + token +
                           b"\r\nContent-Type: text/csv\r\nContent-Length: 30000000\r\n\r\n" + b"x" * 100000)
            slow.append(writer)
        for _ in range(50):
            head = socket.create_connection(("127.0.0.1", self.house.port))
            head.sendall(b"GET / HTTP/1.1\r\nHo")
            slow.append(head)
        for _ in range(20):
            self.assertEqual(self.call("GET", "/api/movies?page=1")[0], 200)
            self.assertEqual(self.call("PATCH", "/api/movies/1/entry", {"rating": 3}, self.ann)[0], 200)
        for one in slow:
            one.close()
        tried("100 readers who do not read, 50 writers who stop, 50 half heads: others go on")

    def test_forged_tokens_cost_members_nothing(self):
        forged = self.ann["Authorization"][:-6] + "AAAAAA"
        request = ("PATCH /api/movies/1/entry HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + forged +
                   "\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"rating\":3}").encode()
        stop = threading.Event()
        sent, refused = [0], [0]

        def flood():
            while not stop.is_set():
                try:
                    with socket.create_connection(("127.0.0.1", self.house.port), timeout=5) as guest:
                        for _ in range(50):
                            guest.sendall(request * 10)
                            sent[0] += 10
                            refused[0] += guest.recv(65536).count(b" 429 ")
                except OSError:
                    pass
        threads = [threading.Thread(target=flood) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for i in range(100):
                status, body, _ = self.call("PATCH", "/api/movies/2/entry", {"rating": 1 + i % 5}, self.ann)
                self.assertEqual(status, 200, body)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        self.assertGreater(refused[0], 0, "the address is told to wait, and its tokens are not looked at")
        tried(f"{sent[0]} forged tokens ({refused[0]} answered 429) beside 100 ratings: all 100 were taken")

    def test_many_avatars_hold_up_no_poster(self):
        picture = png(5000)
        _, body, _ = self.call("PUT", "/api/user/avatar", png(600), self.ann | {"Content-Type": "image/png"})
        shown = json.loads(body)["url"] + "/185.webp"
        self.assertEqual(self.call("GET", shown)[0], 200)
        over = []

        def bring():
            over.append(self.call("PUT", "/api/user/avatar", picture, self.ann | {"Content-Type": "image/png"}, timeout=120)[0])
        threads = [threading.Thread(target=bring) for _ in range(24)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        # A size that nobody has asked for yet has to be made, too.
        self.assertEqual(self.call("GET", shown.replace("185", "92"), timeout=120)[0], 200)
        first = over.count(200)
        self.assertLess(first, 6, "a poster was made while most avatars waited")
        for _ in range(10):
            self.assertEqual(self.call("GET", shown)[0], 200)
        for thread in threads:
            thread.join()
        self.assertTrue(all(status in (200, 429, 503) for status in over), over)
        tried(f"24 avatars of 5,000 × 5,000 at once ({over.count(200)} taken): a poster made after {first}")


class TestBombs(Attacked):
    def bring(self, name, data, kinds=(413, 422, 503)):
        # "Try again in a moment" is what a busy machine may say: then again, as a client would.
        for _ in range(60):
            began = time.monotonic()
            status, body, _ = self.call("POST", f"/api/user/imports?name={name}", data, self.ann | {"Content-Type": "application/octet-stream"}, timeout=120)
            if status != 503 or status in kinds:
                break
            time.sleep(1)
        self.assertIn(status, kinds, body[:300])
        return status, time.monotonic() - began

    def test_imports_are_bounded(self):
        head = b"Const,Your Rating,Title,Year,Title Type\n"
        bombs = {
            "a zip of 40 kB with 40 MB of commas": ("a.zip", zipped("a.csv", 40 << 20), (201, 413, 422, 503)),
            "a zip with 120 MB": ("a.zip", zipped("a.csv", 120 << 20), (422,)),
            "16 MB of commas": ("a.csv", b"Const,Title" + b"," * (16 << 20), (201, 413, 422, 503)),
            "400,000 columns and 5,000 rows": ("a.csv", b"Const,Your Rating,Title" + b"," * 400000 + b"\n" + b"tt1,5,x\n" * 5000, (201,)),
            "a title of 30,000 halves": ("a.csv", head + b"tt1,5," + "½".encode() * 30000 + b",2001,movie\n", (201,)),
            "a title of 8 MB": ("a.csv", head + b"tt1,5," + b"x" * (8 << 20) + b",2001,movie\n", (201, 413, 422, 503)),
            "5 million objects": ("a.json", b"[" + b"{}," * 5000000 + b"{}]", (413, 422, 503)),
            "a million lines": ("a.csv", head + b"tt1,5,x,2001,game\n" * 1000000, (413, 422, 503)),
            "JSON 100,000 deep": ("a.json", b"[" * 100000, (400, 422)),
            "30 MB of quotes": ("a.csv", b"Const,Title\n" + b'"' * (30 << 20), (201, 413, 422, 503)),
        }
        for name, (file, data, kinds) in bombs.items():
            status, seconds = self.bring(file, data, kinds)
            tried(f"{name}: {status} after {seconds:.1f} s, {self.house.most_mb:.0f} MB at most")

    def test_exports_at_once_are_bounded(self):
        rows = b"Const,Your Rating,Title,Year,Title Type\n" + b"".join(
            b"tt%d,5,%s,2001,movie\n" % (i, b"A title that is somewhat long %d" % i) for i in range(40000))
        self.bring("a.csv", rows, (201,))
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.call("GET", "/api/user/takeout/kinoteka.zip", headers=self.ann)[0]))
                   for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(10):
            self.assertEqual(self.call("GET", "/api/movies?page=1")[0], 200)
        for thread in threads:
            thread.join()
        self.assertTrue(all(status in (200, 413, 503) for status in answers), answers)
        tried("four exports at once beside readers")

    def test_a_parameter_thousands_of_times(self):
        for query in ["a&" * 3900, "q=" + "%C2%BD" * 1300, "genre=" + "1," * 3000, "sort=" + "-year," * 1200]:
            status, body, _ = self.call("GET", "/api/movies?" + query[:8000])
            self.assertLess(status, 500)
            self.assertLess(len(body), 1 << 20)
        tried("parameters repeated and filled to the brim")


class TestDocument(Attacked):
    """Requests made from the OpenAPI document, with values at and beyond their bounds."""

    requests = REQUESTS

    def values(self, schema, random_, components, depth=0):
        if "$ref" in schema:
            schema = components[schema["$ref"].rsplit("/", 1)[1]]
        for combined in ("anyOf", "oneOf"):
            if combined in schema:
                return self.values(random_.choice(schema[combined]), random_, components, depth)
        odd = random_.random()
        if odd < 0.06:
            return random_.choice([None, True, -1, 0, 1e308, "", "\u0000", "½" * 300, [], {}, [[]], "𝕏" * 50, 2 ** 63, "-", "null"])
        if "enum" in schema:
            return random_.choice(schema["enum"])
        kind = schema.get("type", "string")
        if isinstance(kind, list):
            kind = random_.choice(kind)
        if kind == "null":
            return None
        if kind == "boolean":
            return random_.random() < 0.5
        if kind in ("integer", "number"):
            low, high = schema.get("minimum", 0), schema.get("maximum", 1000)
            return random_.choice([low, high, low - 1, high + 1, (low + high) // 2 if kind == "integer" else (low + high) / 2, random_.randint(1, 460)])
        if kind == "array":
            if depth > 4:
                return []
            return [self.values(schema.get("items", {}), random_, components, depth + 1)
                    for _ in range(random_.choice([0, 1, 2, min(schema.get("maxItems", 3) + 1, 30)]))]
        if kind == "object":
            if depth > 5:
                return {}
            out = {}
            for name, inner in schema.get("properties", {}).items():
                if name in schema.get("required", []) or random_.random() < 0.5:
                    out[name] = self.values(inner, random_, components, depth + 1)
            if random_.random() < 0.03:
                out["no_such_field"] = 1
            return out
        most = schema.get("maxLength", 20)
        size = random_.choice([schema.get("minLength", 0), min(most, 3000), min(most, 3000) + 1, 5])
        text = random_.choice(["a", "ж", "%", "'", "\\", "<b>", "1", "2024-05-05"])
        return text if size == 5 else (text * size)[:size]

    def test_nothing_is_a_defect_and_every_status_is_written_down(self):
        document = json.loads(self.call("GET", "/api/openapi.json")[1])
        components = document["components"]["schemas"]
        skip = {("post", "/api/auth/logout"), ("delete", "/api/user"), ("delete", "/api/user/sessions"), ("put", "/api/user/password")}
        operations = [(method, path, operation) for path, methods in document["paths"].items() for method, operation in methods.items()
                      if (method, path) not in skip and "/sessions" not in path]
        random_ = random.Random(15)
        statuses, undocumented, defects = {}, {}, []
        always = {"408", "414", "431"}  # before there is a route
        who = [self.admin, self.admin, self.ann, {}]

        def make():
            method, path, operation = random_.choice(operations)
            query = []
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path":
                    value = random_.choice([1, 2, 453, 0, -1, 10 ** 12, "x", "%2e%2e", "ann"])
                    path = path.replace("{" + parameter["name"] + "}", str(value))
                elif parameter["in"] == "query" and (parameter.get("required") or random_.random() < 0.3):
                    value = self.values(parameter["schema"], random_, components)
                    if isinstance(value, bool):
                        value = "true" if value else "false"
                    query.append(parameter["name"] + "=" + "".join(
                        c if c.isascii() and c.isalnum() else "".join(f"%{b:02X}" for b in c.encode()) for c in str(value)[:1500]))
            target = path + ("?" + "&".join(query) if query else "")
            lines = [f"{method.upper()} {target} HTTP/1.1", "Host: localhost"]
            lines += [f"{name}: {value}" for name, value in random_.choice(who).items()]
            body = b""
            if "requestBody" in operation:
                content = operation["requestBody"]["content"]
                if "application/json" in content:
                    body = json.dumps(self.values(content["application/json"]["schema"], random_, components)).encode()[:60000]
                    lines.append("Content-Type: application/json")
                else:
                    body = b"rubbish" * random_.choice([0, 1, 100])
                    lines.append("Content-Type: " + random_.choice(list(content)))
            if random_.random() < 0.3:
                lines.append('If-Match: "v1-x"')
            if body or method in ("post", "put", "patch"):
                lines.append(f"Content-Length: {len(body)}")
            return method, operation, ("\r\n".join(lines) + "\r\n\r\n").encode() + body

        made = 0
        connection, reader = None, None
        began = time.monotonic()
        while made < self.requests:
            batch = [make() for _ in range(25)]
            if connection is None:
                connection = socket.create_connection(("127.0.0.1", self.house.port), timeout=60)
                reader = connection.makefile("rb", 1 << 18)
            try:
                connection.sendall(b"".join(raw for _, _, raw in batch))
                for method, operation, raw in batch:
                    status, closed = self.read_answer(reader)
                    made += 1
                    statuses[status] = statuses.get(status, 0) + 1
                    if status >= 500 and status != 503:
                        defects.append((status, raw[:600]))
                    if str(status) not in operation["responses"] and str(status) not in always and not 300 <= status < 400:
                        undocumented.setdefault((operation["summary"], status), raw[:400])
                    if closed:
                        connection.close()
                        connection = None
                        break
            except (OSError, EOFError):
                connection.close()
                connection = None
        tried(f"{made} requests from the document in {time.monotonic() - began:.0f} s: {dict(sorted(statuses.items()))}")
        self.assertEqual(defects[:3], [])
        self.assertEqual(sorted(undocumented), [], "undocumented: what, and the status")
        self.assertGreater(statuses.get(200, 0), made // 50)

    @staticmethod
    def read_answer(reader):
        line = reader.readline()
        if not line:
            raise EOFError
        status, length, chunked, closed = int(line.split()[1]), 0, False, False
        while (header := reader.readline()) not in (b"\r\n", b""):
            name, _, value = header.partition(b":")
            name = name.lower()
            if name == b"content-length":
                length = int(value)
            elif name == b"transfer-encoding":
                chunked = True
            elif name == b"connection":
                closed = b"close" in value
        if chunked:
            while (size := int(reader.readline(), 16)) > 0:
                reader.read(size + 2)
            reader.readline()
        elif length:
            reader.read(length)
        return status, closed


class TestDocumentOnPostgres(TestDocument):
    requests = REQUESTS // 5

    @staticmethod
    def database():
        return new_postgres("hostile_document")


class TestPaces(unittest.TestCase):
    def test_a_large_body_counts_once(self):
        # On PostgreSQL nobody is known from memory: who calls is looked up before the body, and must not count again after it.
        house = Watched(new_postgres("hostile_paces"))
        try:
            ann = sign_up(house.port, "ann@example.org")
            rows = b"Const,Your Rating,Title,Year,Title Type\n" + b"tt1,5,x,2001,game\n" * 6000 + b"tt1,5,x,2001,movie\n"
            statuses = [call(house.port, "POST", "/api/user/imports?name=a.csv", rows, ann | {"Content-Type": "text/csv"})[0] for _ in range(31)]
            self.assertEqual(statuses, [201] * 30 + [429])
        finally:
            house.stop()
        tried("31 imports of 100 kB: 30 were taken")


class TestKills(unittest.TestCase):
    """Writers note what was acknowledged; whatever is noted is there after `kill -9`."""

    def killed(self, database, kills):
        house = Watched(database)
        writers, per_kill = 4, 12
        lost, acknowledged, longest = 0, 0, 0.0
        try:
            keys = []
            for i in range(writers):
                keys.append(key_of(house.port, sign_up(house.port, f"w{i}@example.org")))
            ledger = [{} for _ in range(writers)]  # film → the rating that was acknowledged last, and what may be since

            def write(i, stop):
                connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
                step = 0
                while not stop.is_set():
                    step += 1
                    film, rating = 1 + random.randrange(200), random.randrange(1, 11) / 2
                    known = ledger[i].setdefault(film, [None, set()])
                    known[1].add(rating)
                    try:
                        connection.request("PATCH", f"/api/movies/{film}/entry", json.dumps({"rating": rating}),
                                           keys[i] | {"Content-Type": "application/json"})
                        reply = connection.getresponse()
                        reply.read()
                    except OSError:
                        return
                    except http.client.HTTPException:
                        return
                    if reply.status == 200:
                        ledger[i][film] = [rating, {rating}]
                        counted[i] += 1
            for kill in range(kills):
                stop = threading.Event()
                counted = [0] * writers
                threads = [threading.Thread(target=write, args=(i, stop)) for i in range(writers)]
                for thread in threads:
                    thread.start()
                deadline = time.monotonic() + 20
                target = per_kill + random.randrange(40)
                while sum(counted) < target and time.monotonic() < deadline:
                    time.sleep(0.002)
                house.server.process.kill()
                stop.set()
                for thread in threads:
                    thread.join()
                house.server.process.wait()
                acknowledged += sum(counted)
                began = time.monotonic()
                house.start()
                longest = max(longest, time.monotonic() - began)
                if kill % 10 == 9 or kill == kills - 1:
                    for i in range(writers):
                        _, body, _ = call(house.port, "GET", "/api/user/entries", headers=keys[i])
                        there = {entry["movie"]["id"]: entry["entry"]["rating"] for entry in json.loads(body)}
                        for film, (rating, possible) in ledger[i].items():
                            if rating is None:
                                continue
                            if there.get(film) not in possible:
                                lost += 1
            self.assertEqual(lost, 0)
            self.assertGreater(acknowledged, kills)
            if database is None:
                check = subprocess.run(["sqlite3", f"{house.folder}/data/kinoteka.db", "PRAGMA integrity_check"], capture_output=True, text=True) \
                    if shutil.which("sqlite3") else None
                if check:
                    self.assertEqual(check.stdout.strip(), "ok")
        finally:
            house.stop()
        tried(f"{kills} kills under 4 writers on {'PostgreSQL' if database else 'SQLite'}: {acknowledged} acknowledged, {lost} lost, "
              f"back after {longest * 1000:.0f} ms at most")

    def test_sqlite_loses_nothing(self):
        self.killed(None, KILLS)

    def test_postgresql_loses_nothing(self):
        self.killed(new_postgres("hostile_kills"), KILLS)


class TestFaults(unittest.TestCase):
    def test_a_disk_that_is_full_says_so_and_comes_back(self):
        house = Watched()
        try:
            ann = sign_up(house.port, "ann@example.org")
            rate = lambda: call(house.port, "PATCH", "/api/movies/1/entry", {"rating": 3}, ann)
            self.assertEqual(rate()[0], 200)
            pid = str(house.server.process.pid)
            subprocess.run(["prlimit", "--pid", pid, "--fsize=1:unlimited"], check=True)
            status, body, _ = rate()
            self.assertEqual(status, 503, body)
            self.assertNotIn(b"on our side", body)
            self.assertEqual(call(house.port, "GET", "/api/movies?page=1")[0], 200)
            self.assertEqual(call(house.port, "GET", "/healthz")[0], 200)
            self.assertEqual(call(house.port, "GET", "/readyz")[0], 503)
            subprocess.run(["prlimit", "--pid", pid, "--fsize=unlimited:unlimited"], check=True)
            for _ in range(200):
                if call(house.port, "GET", "/readyz")[0] == 200:
                    break
                time.sleep(0.1)
            self.assertEqual(call(house.port, "GET", "/readyz")[0], 200)
            self.assertEqual(rate()[0], 200)
        finally:
            house.stop()
        tried("a disk that takes nothing: 503 with words, reads go on, back by itself")

    def test_a_database_that_is_damaged_says_so(self):
        house = Watched()
        try:
            file = f"{house.folder}/data/kinoteka.db"
            house.server.__exit__()  # what it has written stands in the file then, not beside it
            house.start()
            self.assertEqual(call(house.port, "GET", "/readyz")[0], 200)
            with open(file, "r+b") as bytes_:
                size = os.path.getsize(file)
                for at in range(60 * 4096, size - 4096, 2 * 4096):
                    bytes_.seek(at)
                    bytes_.write(b"\x5a" * 4096)
            targets = ["/api/movies", "/api/search/suggest?q=god"]
            targets += [f"/api/{kind}/{id_}" for id_ in range(1, 400) for kind in ("movies", "people")]
            answers = [call(house.port, "GET", target)[0] for target in targets]
            self.assertNotIn(500, answers)
            self.assertIn(503, answers)
            self.assertEqual(call(house.port, "GET", "/readyz")[0], 503)
            self.assertEqual(call(house.port, "GET", "/healthz")[0], 200)
        finally:
            house.stop()
        tried("a database with every other page overwritten: 503, never 500")

    def test_an_empty_database_beside_an_old_secret_is_refused(self):
        folder = tempfile.mkdtemp(prefix="kinoteka-hostile-")
        os.makedirs(f"{folder}/data")
        pathlib.Path(f"{folder}/data/secret.key").write_text("x" * 43 + "\n")
        os.chmod(f"{folder}/data/secret.key", 0o600)
        os.utime(f"{folder}/data/secret.key", (time.time() - 86400,) * 2)
        pathlib.Path(f"{folder}/data/kinoteka.db").touch()
        done = kinoteka("serve", "--listen", f"127.0.0.1:{free_port()}", folder=folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("backup", done.stderr)
        shutil.rmtree(folder)
        tried("an empty database beside an old secret: refused, with what to do")

    def test_running_out_of_descriptors_is_quiet_and_over_when_they_are_free(self):
        folder = tempfile.mkdtemp(prefix="kinoteka-hostile-")
        port = free_port()
        process = subprocess.Popen(
            [BINARY, "serve", "--listen", f"127.0.0.1:{port}", "--log-requests", "none"], cwd=folder, env=environment(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128)))
        try:
            process.stdout.readline()
            lines = []
            threading.Thread(target=lambda: lines.extend(process.stderr), daemon=True).start()
            waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
            ticks = lambda: sum(map(int, pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
            before = ticks()
            time.sleep(3)
            burnt = (ticks() - before) / os.sysconf("SC_CLK_TCK")
            for one in waiting:
                one.close()
            status = 0
            for _ in range(100):
                try:
                    status = call(port, "GET", "/healthz", timeout=5)[0]
                    break
                except OSError:
                    time.sleep(0.1)
            self.assertEqual(status, 200)
            self.assertLess(burnt, 1.0, "seconds of the processor while it waits for three")
            self.assertLess(sum("open files" in line for line in lines), 5)
        finally:
            process.terminate()
            process.wait(30)
            shutil.rmtree(folder, ignore_errors=True)
        tried(f"200 connections with 128 descriptors: {burnt:.2f} s of the processor in 3 s, and back")

    def test_sigterm_ends_whatever_runs(self):
        house = Watched()
        try:
            ann = sign_up(house.port, "ann@example.org")
            rows = b"Title,Year,imdbID\n" + b"".join(b"Some odd title %d,1995,\n" % i for i in range(90000))
            columns = b"Title,Year,imdbID" + b"," * 400_000 + b"\n" + b"Heat,1995,\n" * 30_000
            for file in (columns, rows):
                threading.Thread(target=lambda file=file: self.quietly(lambda: call(
                    house.port, "POST", "/api/user/imports?name=a.csv", file, ann | {"Content-Type": "text/csv"})), daemon=True).start()
            stuck = socket.create_connection(("127.0.0.1", house.port))
            stuck.sendall(b"GET /api/movies HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.5)
            began = time.monotonic()
            house.server.process.terminate()
            house.server.process.wait(60)
            took = time.monotonic() - began
            self.assertLess(took, 21)
            stuck.close()
        finally:
            house.stop()
        tried(f"SIGTERM while 400,000 columns, an import of 90,000 rows and a reader who does not read run: over in {took:.1f} s")

    @staticmethod
    def quietly(work):
        try:
            work()
        except (OSError, http.client.HTTPException):
            pass

    def test_restarts_under_load_fail_nothing(self):
        house = Watched()
        try:
            ann = key_of(house.port, sign_up(house.port, "ann@example.org"))
            failed, done = [], [0]
            for _ in range(3):
                stop = threading.Event()

                def ask():
                    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=20)
                    while not stop.is_set():
                        try:
                            connection.connect()
                        except OSError:
                            return  # nobody listens any more
                        try:
                            while not stop.is_set():
                                connection.request("PATCH", "/api/movies/1/entry", '{"rating":3}', ann | {"Content-Type": "application/json"})
                                reply = connection.getresponse()
                                reply.read()
                                done[0] += 1
                                if reply.status != 200:
                                    failed.append(reply.status)
                                if reply.headers.get("Connection") == "close":
                                    break
                        except (OSError, http.client.HTTPException) as error:
                            failed.append(repr(error))
                        connection.close()
                threads = [threading.Thread(target=ask) for _ in range(4)]
                for thread in threads:
                    thread.start()
                time.sleep(0.5)
                house.server.process.terminate()
                self.assertEqual(house.server.process.wait(30), 0)
                stop.set()
                for thread in threads:
                    thread.join()
                house.start()
            self.assertEqual(failed, [])
        finally:
            house.stop()
        tried(f"three restarts under four writers: {done[0]} requests, 0 failed")


if __name__ == "__main__":
    unittest.main(verbosity=0)
