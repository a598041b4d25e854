"""What people do with films, from outside, on both databases: the collection with curl, and a film lover of some years
who moves in from Letterboxd and out again. Run by script/test beside blackbox_test.py."""

import http.client
import json
import pathlib
import subprocess
import uuid

import letterboxd
from accounts_test import Folders, House, bearer
from blackbox_test import kinoteka, new_postgres

GOOD = {"title": "Alien", "format": "DVD", "length": 117, "release_year": 1979, "rating": 5}
EACH_GOOD = [
    {"title": "M"}, {"title": "x" * 50}, {"title": "🎬" * 50}, {"title": "Ж" * 50}, {"format": "VHS"}, {"format": "Streaming"},
    {"length": 0}, {"length": 500}, {"release_year": 1800}, {"release_year": 2100}, {"rating": 1}, {"rating": 5},
]
EACH_BAD = [
    {"title": ""}, {"title": "x" * 51}, {"title": "🎬" * 51}, {"title": None}, {"title": 7}, {"title": ["Alien"]},
    {"format": "dvd"}, {"format": ""}, {"format": "Blu-ray"}, {"format": None}, {"format": 1},
    {"length": -1}, {"length": 501}, {"length": 1.5}, {"length": "120"}, {"length": None}, {"length": True}, {"length": 10**20},
    {"release_year": 1799}, {"release_year": 2101}, {"release_year": "1979"}, {"release_year": 1979.5}, {"release_year": None},
    {"rating": 0}, {"rating": 6}, {"rating": 4.5}, {"rating": "5"}, {"rating": None},
    {"title": "", "format": "dvd", "length": -1, "release_year": 1799, "rating": 0},
]


class EachDatabase(Folders):
    def databases(self):
        """One after the other, each in a folder of its own."""
        for engine in ("sqlite", "postgresql"):
            folder = self.folder / uuid.uuid4().hex[:8]
            folder.mkdir()
            yield folder, self.new_database(engine, folder)

    def new_database(self, engine, folder):
        return new_postgres("f" + uuid.uuid4().hex[:12]) if engine == "postgresql" else f"sqlite:{folder}/films.db"


class TestCollection(EachDatabase):
    """The 'moviebucket' walk, as somebody with curl takes it."""

    def curl(self, method, path, body=None, text=None):
        command = ["curl", "-s", "-X", method, f"http://127.0.0.1:{self.house.port}{path}", "-w", "\n%{http_code}",
                   "-H", f"Authorization: Bearer {self.token}"]
        if body is not None or text is not None:
            command += ["-H", "Content-Type: application/json", "--data-binary", "@-"]
        sent = text if text is not None else json.dumps(body) if body is not None else ""
        out = subprocess.run(command, input=sent.encode(), capture_output=True, check=True, timeout=60).stdout.decode()
        answer, status = out.rsplit("\n", 1)
        return int(status), json.loads(answer) if answer.strip() else None

    def fields(self, answer):
        return {error["field"] for error in answer["errors"]}

    def test_the_walk(self):
        for folder, database in self.databases():
            self.house = House(folder, "--database", database)
            self.token = self.house.sign_up("ann@example.org")["access_token"]
            status, item = self.curl("POST", "/api/collection", GOOD)
            self.assertEqual((status, item["title"]), (201, "Alien"))
            path = f"/api/collection/{item['id']}"
            self.assertEqual(self.curl("GET", path)[1]["release_year"], 1979)
            self.assertEqual(self.curl("PUT", path, GOOD | {"format": "VHS"})[1]["format"], "VHS")
            self.assertEqual(self.curl("PATCH", path, {"rating": 3})[1]["rating"], 3)
            self.assertEqual([one["title"] for one in self.curl("GET", "/api/collection/")[1]], ["Alien"])
            self.token = self.house.sign_up("bob@example.org")["access_token"]
            for method, body in (("GET", None), ("PUT", GOOD), ("PATCH", {"rating": 1}), ("DELETE", None)):
                self.assertEqual(self.curl(method, path, body)[0], 404, method + " by somebody else")
            self.assertEqual(self.curl("GET", "/api/collection")[1], [])
            self.house.stop()

    def test_good_and_bad_values(self):
        for folder, database in self.databases():
            self.house = House(folder, "--database", database)
            self.token = self.house.sign_up("ann@example.org")["access_token"]
            for good in EACH_GOOD:
                status, item = self.curl("POST", "/api/collection", GOOD | good)
                self.assertEqual(status, 201, (good, item))
                self.assertEqual({name: item[name] for name in GOOD}, GOOD | good)
            for bad in EACH_BAD:
                status, answer = self.curl("POST", "/api/collection", GOOD | bad)
                self.assertEqual((status, self.fields(answer)), (422, set(bad)), bad)
            for missing in GOOD:
                status, answer = self.curl("POST", "/api/collection", {name: value for name, value in GOOD.items() if name != missing})
                self.assertEqual((status, self.fields(answer)), (422, {missing}))
            status, answer = self.curl("POST", "/api/collection", {})
            self.assertEqual((status, self.fields(answer)), (422, set(GOOD)))
            status, answer = self.curl("POST", "/api/collection", GOOD | {"colour": "red"})
            self.assertEqual((status, self.fields(answer)), (422, {"colour"}))
            for text, status in (("{", 400), ("title=Alien", 400), ("[]", 422), ("null", 422), (json.dumps(GOOD | {"title": "x" * 2_000_000}), 413)):
                self.assertEqual(self.curl("POST", "/api/collection", text=text)[0], status, text[:20])
            self.assertEqual(len(self.curl("GET", "/api/collection")[1]), len(EACH_GOOD), "nothing bad was kept")
            self.house.stop()


class TestMovingIn(EachDatabase):
    def someone(self, house):
        """A new member: how they call, and what they own."""
        token = house.sign_up("lover@example.org", username="lover")["access_token"]

        def call(method, path, body=None):
            connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=120)
            raw = body if isinstance(body, bytes) or body is None else json.dumps(body)
            kind = {} if body is None else {"Content-Type": "application/octet-stream" if isinstance(body, bytes) else "application/json"}
            connection.request(method, path, raw, {"Authorization": bearer(token)} | kind)
            reply = connection.getresponse()
            text = reply.read()
            connection.close()
            self.assertLess(reply.status, 300, text)
            return json.loads(text)

        def state():
            taken = call("GET", "/api/user/takeout/kinoteka.json")
            del taken["exported_at"]
            return taken

        return call, state

    def test_two_thousand_films_from_letterboxd_twice_and_on_into_an_empty_house(self):
        letterboxd.catalogue(self.folder / "films.jsonl.gz")
        for folder, database in self.databases():
            kinoteka("import", "wikipedia", str(self.folder / "films.jsonl.gz"), "--database", database)
            house = House(folder, "--database", database, "--verified-to-publish", "false")
            call, state = self.someone(house)
            done = letterboxd.bring(call, "letterboxd.zip", letterboxd.export(), {})
            self.assertEqual(done["counts"]["unmatched"] + done["counts"]["failed"], 0, done)
            first = state()
            self.assertEqual(len(first["entries"]), letterboxd.FILMS)
            self.assertEqual(len(first["viewings"]), 2200)
            again = letterboxd.bring(call, "letterboxd.zip", letterboxd.export(), {})
            self.assertEqual(again["counts"]["added"], 0)
            self.assertEqual(state(), first)
            house.stop()

            other = folder / "other"
            other.mkdir()
            empty = self.new_database(database.split(":")[0], other)
            house = House(other, "--database", empty, "--starter", "false", "--verified-to-publish", "false")
            call, state = self.someone(house)
            letterboxd.bring(call, "kinoteka.json", json.dumps(first | {"exported_at": ""}).encode(), {"create_missing": True})
            self.assertEqual(state(), first)
            house.stop()
