"""The binary from outside, as people start it: settings, doctor, imports that are cut short, answers without end,
and signals. Run by script/test, with KINOTEKA (the binary) and KINOTEKA_TEST_POSTGRES in the environment."""

import gzip
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

BINARY = os.environ["KINOTEKA"]
POSTGRES = os.environ["KINOTEKA_TEST_POSTGRES"]
FILMS = pathlib.Path(__file__).resolve().parents[2] / "shared/data/wikipedia-movies.jsonl.gz"


def environment(**more):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("KINOTEKA_")}
    return clean | more


def kinoteka(*arguments, folder=None, given=None, **more):
    return subprocess.run([BINARY, *arguments], cwd=folder, env=environment(**more), input=given, capture_output=True,
                          text=True, timeout=600)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, *arguments, folder):
        self.port = free_port()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--listen", f"127.0.0.1:{self.port}", "--log-requests", "none", *arguments],
            cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.line = self.process.stdout.readline()

    def get(self, target, connection=None):
        own = connection is None
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", target)
        reply = connection.getresponse()
        answer = reply.status, reply.read(), reply.headers
        if own:
            connection.close()
        return answer

    def resident_mb(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()
        self.process.stderr.close()


def many_films(path, count):
    """A file of made-up films, for machines without the real ones."""
    with gzip.open(path, "wt", compresslevel=1) as out:
        for i in range(count):
            film = {"title": f"Film number {i}", "year": 1900 + i % 120, "cast": [f"Actor {i % 5000}", f"Actor {i * 7 % 5000}"],
                    "genres": ["Drama"], "href": f"Film_{i}", "extract": "A film. " * 30, "thumbnail": None}
            out.write(json.dumps(film) + "\n")
    return count


def new_postgres(name):
    subprocess.run(["psql", "-q", POSTGRES + "/postgres", "-c", f"CREATE DATABASE {name}"], check=True)
    return f"{POSTGRES}/{name}"


class TestCommands(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="kinoteka-")

    def test_version_and_help(self):
        self.assertRegex(kinoteka("version").stdout, r"^kinoteka \d+\.\d+\.\d+\n$")
        help_text = kinoteka("--help").stdout
        for command in ["serve", "import", "migrate", "openapi", "doctor", "version"]:
            self.assertIn(command, help_text)

    def test_a_wrong_setting_is_named_with_its_place_and_its_remedy(self):
        done = kinoteka("serve", "--listen", "here", folder=self.folder, KINOTEKA_LOG_LEVEL="loud", KINOTEKA_LISEN="x")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--listen on the command line: 'here' has no port. Give ADDRESS:PORT.", done.stderr)
        self.assertIn("KINOTEKA_LOG_LEVEL in the environment: 'loud'", done.stderr)
        self.assertIn("did you mean KINOTEKA_LISTEN?", done.stderr)

    def test_a_database_that_cannot_be_reached_is_named(self):
        done = kinoteka("migrate", "--database", "postgresql://nobody@127.0.0.1:1/x", folder=self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("PostgreSQL cannot be reached", done.stderr)

    def test_the_contract_in_the_tree_is_this_binary_s(self):
        contract = (pathlib.Path(__file__).resolve().parents[1] / "contract/openapi.json").read_text()
        self.assertEqual(kinoteka("openapi").stdout, contract, "run: build/release/kinoteka openapi > contract/openapi.json")

    def test_doctor_says_what_is_right_and_what_is_wrong(self):
        new = kinoteka("doctor", folder=self.folder)
        self.assertIn("there is no database", new.stdout)
        kinoteka("migrate", folder=self.folder)
        self.assertIn("schema 17, as this binary needs it", kinoteka("doctor", folder=self.folder).stdout)
        self.assertIn("no mail server: nobody waits for a message", kinoteka("doctor", folder=self.folder).stdout)
        self.assertIn("messages leave by a mail server",
                      kinoteka("doctor", "--smtp", "smtp://localhost:2525", folder=self.folder).stdout)
        subprocess.run(["python3", "-c", "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);"
                        "c.execute('INSERT INTO schema_migrations VALUES (999,\"x\",\"x\",0)');c.commit()",
                        self.folder + "/data/kinoteka.db"], check=True)
        newer = kinoteka("doctor", folder=self.folder)
        self.assertEqual(newer.returncode, 1)
        self.assertIn("newer Kinoteka", newer.stdout)
        refused = kinoteka("serve", folder=self.folder)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("newer Kinoteka", refused.stderr)
        self.assertIn("WRONG", kinoteka("doctor", "--listen", "x", folder=self.folder).stdout)

    def test_serve_fills_an_empty_database_and_a_second_start_is_quick(self):
        with Server(folder=self.folder) as server:
            self.assertIn(f"http://127.0.0.1:{server.port}/", server.line)
            status, body, headers = server.get("/api/movies/?q=godfater&page=1")
            self.assertEqual((status, json.loads(body)[0]["title"]), (200, "The Godfather"))
            self.assertGreaterEqual(int(server.get("/api/movies/?page=1")[2]["X-Total-Count"]), 300)
        began = time.monotonic()
        with Server(folder=self.folder):
            self.assertLess(time.monotonic() - began, 2)

    def test_two_servers_do_not_share_a_port(self):
        with Server(folder=self.folder) as server:
            second = kinoteka("serve", "--listen", f"127.0.0.1:{server.port}", folder=self.folder)
            self.assertEqual(second.returncode, 1)
            self.assertIn("Choose another with --listen", second.stderr)


class TestSignals(unittest.TestCase):
    def test_sigterm_under_load_fails_no_request_and_exits_0(self):
        folder = tempfile.mkdtemp(prefix="kinoteka-")
        with Server(folder=folder) as server:
            failures, answered, stop = [], [0], threading.Event()

            def ask():
                connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
                while not stop.is_set():
                    try:
                        status, _, headers = server.get("/api/movies/?page=2", connection)
                        answered[0] += 1
                        if status != 200:
                            failures.append(status)
                        if headers.get("Connection") == "close":
                            return  # told politely that it ends here
                    except Exception as error:
                        failures.append(repr(error))
                        return

            threads = [threading.Thread(target=ask) for _ in range(16)]
            for thread in threads:
                thread.start()
            time.sleep(1)
            server.process.send_signal(signal.SIGTERM)
            for thread in threads:
                thread.join(timeout=90)
            stop.set()
            self.assertEqual(failures, [])
            self.assertGreater(answered[0], 100)
            self.assertEqual(server.process.wait(timeout=60), 0)


class TestLargeCatalogue(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="kinoteka-")
        cls.file = str(FILMS)
        cls.count = 36_273
        if not FILMS.exists():
            cls.file = cls.folder + "/films.jsonl.gz"
            cls.count = many_films(cls.file, 36_273)
        cls.database = f"sqlite:{cls.folder}/large.db"
        cls.first = kinoteka("import", "wikipedia", cls.file, "--database", cls.database)

    def test_every_line_becomes_a_film_and_a_second_run_adds_nothing(self):
        self.assertIn(f"{self.count} records", self.first.stdout)
        self.assertIn(f"{self.count} new films", self.first.stdout)
        second = kinoteka("import", "wikipedia", self.file, "--database", self.database)
        self.assertIn(f" 0 new films, 0 completed, {self.count} known already", second.stdout)

    def test_the_same_through_postgresql(self):
        url = new_postgres("large_import")
        first = kinoteka("import", "wikipedia", self.file, "--database", url)
        self.assertIn(f"{self.count} new films", first.stdout, first.stderr)
        second = kinoteka("import", "wikipedia", self.file, "--database", url)
        self.assertIn(f" 0 new films, 0 completed, {self.count} known already", second.stdout)
        with Server("--database", url, folder=self.folder) as server:
            self.assertEqual(int(server.get("/api/movies/?page=1")[2]["X-Total-Count"]), self.count)

    def test_an_import_that_was_killed_goes_on_where_it_was(self):
        database = f"sqlite:{self.folder}/killed.db"
        process = subprocess.Popen([BINARY, "import", "wikipedia", self.file, "--database", database], env=environment(),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1.0)
        process.kill()
        process.wait()
        again = kinoteka("import", "wikipedia", self.file, "--database", database)
        self.assertEqual(again.returncode, 0, again.stderr)
        with Server("--database", database, folder=self.folder) as server:
            self.assertEqual(int(server.get("/api/movies/?page=1")[2]["X-Total-Count"]), self.count)

    def test_all_movies_at_once_cost_no_memory(self):
        with Server("--database", self.database, folder=self.folder) as server:
            server.get("/api/movies/?page=1")
            before = server.resident_mb()
            status, body, _ = server.get("/api/movies/")
            self.assertEqual(status, 200)
            self.assertEqual(len(json.loads(body)), self.count)
            self.assertLess(server.resident_mb() - before, 20)

    def test_the_last_page_is_as_good_as_the_first(self):
        with Server("--database", self.database, folder=self.folder) as server:
            status, body, headers = server.get("/api/movies/?page=3000")
            self.assertEqual((status, len(json.loads(body))), (200, 12))
            self.assertIn('rel="last"', headers["Link"])


if __name__ == "__main__":
    unittest.main()
