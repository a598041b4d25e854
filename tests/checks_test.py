"""The programs that keep the tree's rules, each on a small tree that breaks one."""

import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent


def said_of(program, files):
    """What a program says of a tree of these files, and how it ends."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            file = pathlib.Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        done = subprocess.run([ROOT / "script" / program, folder], capture_output=True, text=True)
        assert done.stderr == "", done.stderr
        return done.stdout, done.returncode


class TestLayers(unittest.TestCase):
    def faults(self, files):
        said, code = said_of("check-layers", {"web/src/main.tsx": "", **files})
        self.assertEqual(code, 0 if "goes the right way" in said else 1)
        return said

    def server(self, files):
        return self.faults({"server/src/" + name: text for name, text in files.items()})

    def web(self, files):
        return self.faults({"web/src/" + name: text for name, text in files.items()})

    def test_a_tree_that_keeps_them_passes(self):
        self.assertIn("goes the right way", self.server({
            "features/diary/routes.cpp": '#include "features/diary/service.hpp"\n#include "http/routes.hpp"\n',
            "features/diary/service.hpp": '#include "features/diary/wire.hpp"\n#include "features/catalogue/face.hpp"\n',
            "features/diary/entry_store.cpp": 'const char* sql = "SELECT id FROM entries";\n',
            "features/catalogue/face.hpp": '#include "features/catalogue/service.hpp"\n',
            "features/catalogue/service.hpp": '#include "features/catalogue/wire.hpp"\n',
        }))

    def test_a_folder_nobody_has_spoken_of(self):
        self.assertIn("server/src/garden is new", self.server({"garden/rose.cpp": ""}))

    def test_a_folder_that_includes_what_is_above_it(self):
        self.assertIn("server/src/base/text.cpp:2: includes http/router.hpp, but base may include only nothing else",
                      self.server({"base/text.cpp": '\n#include "http/router.hpp"\n'}))

    def test_a_caller_that_is_made_up(self):
        self.assertIn("includes callers/console.hpp, which only app/ may",
                      self.server({"features/lists/service.cpp": '#include "callers/console.hpp"\n'}))

    def test_another_features_service(self):
        self.assertIn("of another feature only its face.hpp may be used",
                      self.server({"features/lists/service.cpp": '#include "features/sharing/service.hpp"\n'}))

    def test_a_face_that_leads_to_a_store(self):
        said = self.server({
            "features/diary/face.hpp": '#include "features/diary/service.hpp"\n',
            "features/diary/service.hpp": '#include "features/diary/entry_store.hpp"\n',
            "features/diary/entry_store.hpp": "",
        })
        self.assertIn("server/src/features/diary/face.hpp:1: a face leads to a store: features/diary/service.hpp → "
                      "features/diary/entry_store.hpp", said)

    def test_a_room_that_includes_one_before_it(self):
        rooms = ["domain", "wire", "entry_store", "service", "routes"]
        for low in range(len(rooms)):
            for high in range(low + 1, len(rooms)):
                here, there = rooms[low], rooms[high]
                said = self.server({f"features/diary/{here}.cpp": f'#include "features/diary/{there}.hpp"\n'})
                self.assertIn("rooms go routes → service → store → wire → domain", said, (here, there))

    def test_a_store_that_knows_http(self):
        self.assertIn("must not know HTTP",
                      self.server({"features/diary/entry_store.cpp": '#include "http/message.hpp"\n'}))

    def test_statements_outside_of_stores(self):
        for sql in ("SELECT 1", "INSERT INTO users VALUES (1)", "DELETE FROM users", "UPDATE users SET id = 1",
                    " AND x WHERE u.id = 1", " LEFT JOIN users u"):
            said = self.server({"features/diary/service.cpp": f'\nauto sql = "{sql}";\n'})
            self.assertIn("server/src/features/diary/service.cpp:2: SQL stands in a *_store.cpp", said, sql)
            self.assertIn("the right way", self.server({"db/open.cpp": f'auto sql = "{sql}";\n'}))
        self.assertIn("the right way", self.server({"base/text.cpp": '// "SELECT 1"\nauto text = "WHERE TO GO";\n'}))

    def test_a_library_that_belongs_to_one_folder(self):
        self.assertIn("which only db/sqlite may see", self.server({"base/text.cpp": "#include <sqlite3.h>\n"}))

    def test_pages_that_import_what_is_above_or_beside_them(self):
        said = self.web({"lib/a.ts": "import { B } from '../kit/B';\n", "kit/B.tsx": ""})
        self.assertIn("web/src/lib/a.ts:1: lib/ may not import kit/", said)
        said = self.web({"features/a/A.tsx": "import { B } from '../b/B';\n", "features/b/B.tsx": ""})
        self.assertIn("feature a may not import feature b", said)

    def test_pages_that_call_without_the_client(self):
        said = self.web({"features/a/A.tsx": "await fetch('/api');\n"})
        self.assertIn("calls go through api/client.ts", said)


class TestTidy(unittest.TestCase):
    def faults(self, files):
        said, code = said_of("check-tidy", files)
        self.assertEqual(code, 0 if said.startswith("tidy:") else 1)
        return said

    def test_what_keeps_the_rules_passes(self):
        self.assertIn("tidy:", self.faults({
            "server/src/base/text.hpp": "int length(int of);\n",
            "server/src/base/text.cpp": '#include "base/text.hpp"\n\nint length(int of) {\n  return of;\n}\n',
            "web/src/main.tsx": "import { a } from './lib/a';\n",
            "web/src/lib/a.ts": "export const a = () => 1;\n",
        }))

    def test_a_function_that_is_too_long(self):
        for head in ("int length(int of) {", "Text::Text(int a,\n           int b)\n    : a_(a), b_(b) {",
                     "std::vector<int> Service::all(const Member& member) const {"):
            said = self.faults({"server/src/base/text.cpp": "\n" + head + "\n" + "  work();\n" * 70 + "}\n"})
            self.assertRegex(said, r"server/src/base/text.cpp:2: \S+ has 7[0-9] lines, of 70", head)
        said = self.faults({"server/src/base/text.cpp": "class Text {\n  int length() const {\n" + "    work();\n" * 70 + "  }\n};\n"})
        self.assertIn("server/src/base/text.cpp:2: length has 72 lines", said)
        for head in ("export function Page({ a }: { a: string }) {", "const page = async (a: string) => {"):
            said = self.faults({"web/src/main.tsx": head + "\n" + "  work();\n" * 70 + "}\n"})
            self.assertRegex(said, r"web/src/main.tsx:1: [Pp]age has 72 lines", head)

    def test_a_route_table_may_be_long(self):
        table = "void add_routes(Router& router) {\n" + "  rows.get();\n" * 99 + "}\n"
        self.assertIn("tidy:", self.faults({"server/src/features/diary/routes.cpp": table}))
        self.assertIn("add_routes has", self.faults({"server/src/features/diary/service.cpp": table}))

    def test_a_file_that_is_too_long(self):
        self.assertIn("server/src/base/text.cpp:1: 401 lines, of 400",
                      self.faults({"server/src/base/text.cpp": "int a = 1;\n" * 401}))

    def test_what_is_banned_says_what_to_do_instead(self):
        for name, line, remedy in (
                ("server/src/base/a.cpp", "int n = std::atoi(text);", "std::from_chars"),
                ("server/src/base/a.cpp", "std::regex words;", "read by hand"),
                ("server/src/features/diary/a.cpp", "std::cout << 1;", "telemetry/log.hpp"),
                ("server/src/http/a.cpp", "auto f = std::async(work);", "a pool of the edge, or a job"),
                ("web/src/main.tsx", "const a: any = 1;", "name the type"),
                ("web/src/main.tsx", "console.log(1);", "take it out"),
                ("web/tests/a.spec.ts", "await page.waitForTimeout(5);", "wait for the state")):
            said = self.faults({name: "\n" + line + "\n"})
            self.assertIn(f"{name}:2: ", said, line)
            self.assertIn(remedy, said, line)
            self.assertIn("tidy:", self.faults({name: "\n" + line + "  // tidy: because\n"}))
        self.assertIn("tidy:", self.faults({"server/src/base/a.cpp": "// std::regex recurses\n"}))

    def test_what_nobody_uses(self):
        self.assertIn("server/src/base/a.hpp:1: nobody includes it", self.faults({"server/src/base/a.hpp": ""}))
        self.assertIn("web/src/lib/a.ts:1: nobody imports it", self.faults({"web/src/lib/a.ts": "", "web/src/main.tsx": ""}))


class TestClang(unittest.TestCase):
    def faults(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "a.cpp"
            file.write_text('#include "base/mutex.hpp"\n' + text)
            done = subprocess.run([ROOT / "script/check-clang", file], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0 if "nothing to say" in done.stdout else 1, done.stderr)
            return done.stdout

    def kept(self, use):
        return self.faults("class Kept {\n public:\n  int take() { " + use + " }\n private:\n  kinoteka::Mutex mutex_;\n"
                           "  int what_ KINO_GUARDED_BY(mutex_) = 0;\n};\nint take(Kept& kept) { return kept.take(); }\n")

    def test_a_member_touched_without_its_mutex(self):
        self.assertIn("reading variable 'what_' requires holding mutex 'mutex_'", self.kept("return what_;"))

    def test_a_member_touched_with_it(self):
        self.assertIn("nothing to say", self.kept("const kinoteka::Lock lock(mutex_); return what_;"))

    def test_private_members_and_functions_that_nobody_uses(self):
        self.assertIn("private field 'unused_' is not used", self.faults("class A {\n  int unused_ = 0;\n};\n"))
        self.assertIn("unused member function 'f'", self.faults("namespace {\nstruct A { void f() {} };\n}\nA* a;\n"))


class TestDocs(unittest.TestCase):
    def test_a_test_that_is_not_there(self):
        said, code = said_of("check-docs", {"docs/security.md": "`diary_test: Rates`, `diary_test: Walks`, `garden_test: Grows`\n",
                                            "server/tests/http/diary_test.cpp": "TEST(Diary, Rates) {}\n"})
        self.assertIn("diary_test.cpp has no test 'Walks'", said)
        self.assertIn("there is no garden_test", said)
        self.assertEqual(code, 1)

    def test_a_file_that_is_not_there(self):
        said, code = said_of("check-docs", {
            "docs/security.md": "",
            "server/src/features/diary/README.md": "`routes.cpp`, `entry_store::find`, `entry_routes.hpp`, `mark_service`\n",
            "server/src/features/diary/routes.cpp": "",
            "server/src/features/diary/entry_store.hpp": "",
        })
        self.assertEqual(said, "server/src/features/diary/README.md: there is no entry_routes.hpp\n"
                               "server/src/features/diary/README.md: there is no mark_service\n")
        self.assertEqual(code, 1)


if __name__ == "__main__":
    unittest.main()
