"""The home library from outside, on both databases: a scan that is killed half-way, and the console's scan. Run by
script/test beside blackbox_test.py."""

import signal
import time

from accounts_test import House, bearer
from blackbox_test import kinoteka
from films_test import EachDatabase

FILES = 3000


class TestLibrary(EachDatabase):
    def films(self, folder):
        for i in range(FILES):
            place = folder / "films" / f"{i % 40}"
            place.mkdir(parents=True, exist_ok=True)
            with open(place / f"Film Number {i} ({1930 + i % 90}).mkv", "wb") as file:
                file.write(f"film {i}".encode())
                file.truncate(50 << 20)
        return folder / "films"

    def files(self, house, token):
        _, answer, headers = house.call("GET", "/api/library/files?page=1", Authorization=bearer(token))
        return int(headers["X-Total-Count"])

    def ended(self, house, token, path):
        for _ in range(3600):
            _, folder, _ = house.call("GET", path, Authorization=bearer(token))
            if folder["scan"]["state"] not in ("queued", "running"):
                return folder["scan"]
            time.sleep(0.05)
        self.fail("the scan does not end")

    def test_a_scan_that_is_killed_goes_on_and_loses_nothing(self):
        for folder, database in self.databases():
            films = self.films(folder)
            options = ("--database", database, "--media", str(films), "--transcodes", "0")
            house = House(folder, *options)
            token = house.sign_up("maude@example.org")["access_token"]
            status, made, _ = house.call("POST", "/api/library/folders", {"name": "Films", "path": str(films), "watch": False},
                                         Authorization=bearer(token))
            self.assertEqual(status, 201, made)
            path = f"/api/library/folders/{made['id']}"
            for _ in range(4000):
                if self.files(house, token) > 0:
                    break
                time.sleep(0.005)
            house.process.send_signal(signal.SIGKILL)
            house.process.wait()
            house.log.close()

            house = House(folder, *options, port=house.port)
            kept = self.files(house, token)
            self.assertGreater(kept, 0, "what was answered is there")
            scan = self.ended(house, token, path)
            self.assertEqual((scan["state"], self.files(house, token)), ("done", FILES))
            _, job, _ = house.call("POST", path + "/scan", Authorization=bearer(token))
            again = self.ended(house, token, path)
            self.assertEqual((again["progress"]["added"], again["progress"]["files"]), (0, FILES))
            # Looking into 3,000 holes is not what this test is about.
            _, jobs, _ = house.call("GET", "/api/admin/jobs", Authorization=bearer(token))
            for job in jobs:
                house.call("PUT", f"/api/admin/jobs/{job['id']}", {"wish": "cancel"}, Authorization=bearer(token))
            house.stop()

    def test_a_folder_is_scanned_at_the_console(self):
        for folder, database in self.databases():
            films = folder / "films"
            (films / "The Godfather (1972)").mkdir(parents=True)
            (films / "The Godfather (1972)" / "The Godfather (1972).mkv").write_text("not a film")
            done = kinoteka("scan", str(films), "--database", database, "--data", str(folder / "data"))
            self.assertIn("1 files: 1 new, 0 changed, 0 moved, 0 missing, 1 matched; 1 looked into, 1 broken", done.stdout)
            again = kinoteka("scan", str(films), "--database", database, "--data", str(folder / "data"))
            self.assertIn("1 files: 0 new", again.stdout)
