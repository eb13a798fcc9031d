"""Supervision of workers: scripted ones behave as no worker should."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from gongkai_spark import files, worker

# Says hello, then does for each request what MISDEED says where the name of the document begins with "bad"; answers
# for what is lost with the cause that it is told.
SCRIPT = r"""
import json, os, signal, sys, time
out = sys.stdout.buffer
def say(line, parts=()):
    out.write(json.dumps(line).encode() + b"\n" + b"".join(parts)); out.flush()
limits = {"memory": 1, "seconds": 1, "clock": float(os.environ["CLOCK"]), "output": 1, "document": 1, "documents": 5}
say({"event": "hello", "protocol": "gongkai-worker/1", "program": {"version": "0", "build": "b"}, "limits": limits})
served = 0
while line := sys.stdin.buffer.readline():
    request = json.loads(line)
    content = sys.stdin.buffer.read(request.get("bytes", 0))
    served += 1
    def answer(text):
        say({"event": "answer", "id": request["id"], "parts": [len(text)], "summary": {"status": "complete"}}, [text])
    if "lost" in request:
        answer(json.dumps(request["lost"]).encode())
    elif request["name"].startswith("bad"):
        exec(os.environ["MISDEED"])
    else:
        answer(f"{os.getpid()} {len(content)}".encode())
"""


class Scripted(unittest.TestCase):
    def slot(self, misdeed="", clock=60):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name, "worker")
        setting = f"import os\nos.environ['MISDEED'] = {misdeed!r}\nos.environ['CLOCK'] = '{clock}'\n"
        path.write_text(f"#!{sys.executable}\n{setting}{SCRIPT}")
        path.chmod(0o755)
        slot = worker.Slot([str(path)])
        self.addCleanup(slot.end)
        return slot

    def read(self, slot, name, content=b"x"):
        answer = slot.read({"name": name, "form": "line"}, content)
        return answer.reports[0][1][0].decode()

    def test_documents_are_read_by_one_process_until_it_has_served(self):
        slot = self.slot()
        processes = [self.read(slot, str(number)).split()[0] for number in range(7)]
        self.assertEqual([len(set(processes[:5])), len(set(processes))], [1, 2])

    def test_large_documents_go_whole(self):
        self.assertEqual(self.read(self.slot(), "a", b"x" * (1 << 20)).split()[1], str(1 << 20))

    def test_what_is_too_large_is_not_sent(self):
        self.assertEqual(json.loads(self.read(self.slot(), "a", b"x" * ((1 << 20) + 1))), {"cause": "large"})

    def test_documents_that_end_their_process_are_answered_for_and_the_others_read(self):
        cases = [
            ("os.kill(os.getpid(), signal.SIGSEGV)", {"cause": "ended", "signal": 11}),
            ("os.kill(os.getpid(), signal.SIGXCPU)", {"cause": "ended", "signal": 24}),
            ("os.kill(os.getpid(), signal.SIGKILL)", {"cause": "ended", "signal": 9}),
            ("sys.exit(3)", {"cause": "ended", "exit": 3}),
            ("sys.stderr.write('bad_alloc'); sys.exit(3)", {"cause": "ended", "exit": 3, "said": "bad_alloc"}),
            ("out.write(b'nonsense\\n'); out.flush(); time.sleep(60)", {"cause": "nonsense"}),
            ("say({'event': 'refused', 'reason': ''})", {"cause": "nonsense"}),
            ("say({'event': 'answer', 'id': 'other', 'parts': [], 'summary': {}})", {"cause": "nonsense"}),
            ("say({'event': 'answer', 'id': request['id'], 'parts': [-1], 'summary': {}})", {"cause": "nonsense"}),
            ("say({'event': 'answer', 'id': request['id'], 'parts': [1 << 30], 'summary': {}})", {"cause": "output"}),
            ("out.write(b'x' * 100000); out.flush(); time.sleep(60)", {"cause": "nonsense"}),
        ]
        for misdeed, expected in cases:
            with self.subTest(misdeed):
                slot = self.slot(misdeed)
                self.assertIn(" 1", self.read(slot, "fine"))
                how = json.loads(self.read(slot, "bad"))
                self.assertEqual({key: how.get(key) for key in expected}, expected)
                self.assertIn(" 1", self.read(slot, "fine"))

    def test_a_process_that_stands_still_is_ended(self):
        grace, worker.GRACE = worker.GRACE, 0
        self.addCleanup(setattr, worker, "GRACE", grace)
        slot = self.slot("time.sleep(60)", clock=0.5)
        self.assertEqual(json.loads(self.read(slot, "bad"))["cause"], "stuck")

    def test_a_worn_process_is_replaced_and_the_document_read_again(self):
        # Ends only where it has served before.
        slot = self.slot("os.kill(os.getpid(), signal.SIGSEGV) if served > 1 else answer(b'read')")
        self.read(slot, "fine")
        self.assertEqual(self.read(slot, "bad"), "read")

    def test_what_does_not_start_is_no_documents_fault(self):
        for program in ("/bin/false", "/nowhere/gongkai", "/bin/echo"):
            with self.assertRaises(worker.NotStarted):
                worker.Slot([program]).read({"name": "a", "form": "line"}, b"x")

    def test_what_a_worker_prints_does_not_hold_it_up(self):
        slot = self.slot("sys.stderr.write('x' * 1000000); answer(b'fine')")
        self.assertEqual(self.read(slot, "bad"), "fine")


class Listing(unittest.TestCase):
    def test_patterns(self):
        for pattern, path, fits in [
            ("/a/*.pdf", "/a/b.pdf", True), ("/a/*.pdf", "/a/b/c.pdf", False), ("/a/**/*.pdf", "/a/c.pdf", True),
            ("/a/**/*.pdf", "/a/b/c/d.pdf", True), ("/a/{b,c}?.pdf", "/a/b1.pdf", True), ("/a/[xy].pdf", "/a/z.pdf", False),
        ]:
            self.assertEqual(bool(files.pattern(pattern).match(path)), fits, (pattern, path))

    def test_groups_are_of_like_cost_and_the_same_each_time(self):
        text = [files.File(f"s3://b/{number}.pdf", 100_000, 0, "", "") for number in range(100)]
        scans = [files.File(f"s3://b/s{number}.pdf", 2_000_000, 0, "", "") for number in range(10)]
        groups = files.packed(text + scans, 5, 60)
        self.assertEqual(groups, files.packed(list(reversed(text + scans)), 5, 60))
        self.assertEqual(sorted(file.uri for group in groups for file in group),
                         sorted(file.uri for file in text + scans))
        self.assertLessEqual(max(sum(file in scans for file in group) for group in groups), 3)

    def test_keys_are_those_of_extract(self):
        names = files.Names()
        self.assertEqual([names.unique(name) for name in ("a.pdf", "A.PDF", "datapackage.html", "..pdf", "b.c.docx")],
                         ["a", "A-2", "datapackage-2", "document", "b.c"])
        self.assertEqual(files.part_names(["a", "a-1", "a-part", "b-2", "b", "c"]),
                         ["a-part", "a-1", "a-part-part", "b-2", "b-part", "c"])

    def test_paths_of_spark(self):
        self.assertEqual(files.split_paths('["/a b", "/c"]'), ["/a b", "/c"])
        self.assertEqual(files.split_paths("/data/[ab]/*.pdf"), ["/data/[ab]/*.pdf"])


class Example(unittest.TestCase):
    """The example reads what there is to read, and tells of what is none."""

    def test_it_reads(self):
        root = pathlib.Path(__file__).parents[2]
        program = os.environ["GONGKAI"]
        with tempfile.NamedTemporaryFile(suffix=".pdf") as broken:
            broken.write(b"no PDF")
            broken.flush()
            report = str(root / "Fixtures/reports/blank-zeros.pdf")
            done = subprocess.run(
                [sys.executable, root / "python/examples/drive_worker.py", program, report, broken.name],
                capture_output=True, check=True)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([record["status"] for record in records], ["complete", "rejected"])
        self.assertEqual(records[1]["findings"][0]["rule"], "document.not_pdf")


if __name__ == "__main__":
    unittest.main()
