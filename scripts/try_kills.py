"""Kills runs and compares what is left; called by scripts/try-kills."""

import collections
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def inbox(fixtures, count, folder):
    """Fixtures in subfolders, every tenth under two names; as old as files that have settled."""
    sources = sorted(fixtures.glob("*.pdf"))
    settled = time.time() - 3600
    for index in range(count):
        source = sources[index % len(sources)]
        names = [f"{index % 7}/{index:04}.pdf"] + ([f"copy/{index:04}.pdf"] if index % 10 == 0 else [])
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes() + f"\n% {index}\n".encode())
            os.utime(target, (settled, settled))


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


class Trial:
    def __init__(self, gongkai, files, work):
        self.gongkai, self.files, self.work = gongkai, files, work
        self.archive = work / "a.sqlite"

    def start(self):
        return subprocess.Popen(
            [self.gongkai, "ingest", self.files, "--archive", self.archive, "--ocr", "never",
             "--jobs", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def clear(self):
        for path in self.work.glob("a.sqlite*"):
            path.unlink()

    def workers(self, parent):
        found = []
        for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found.append(int(status.parent.name))
        return found

    def kill(self, moment, target):
        """Starts a run and ends it or one of its workers after `moment` seconds; `True` if it ran."""
        process = self.start()
        try:
            process.wait(moment)
            return False
        except subprocess.TimeoutExpired:
            pass
        if target == "parent":
            process.kill()
        else:
            for worker in self.workers(process.pid)[: 1 if target == "worker" else None]:
                try:
                    os.kill(worker, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        process.wait()
        return True

    def exported(self):
        """What the archive gives after one more run."""
        process = self.start()
        if process.wait() not in (0, 2):
            sys.exit(f"the run after a kill ended with {process.returncode}")
        check = subprocess.run(["sqlite3", self.archive, "PRAGMA integrity_check"],
                               capture_output=True, text=True, check=True) \
            if shutil.which("sqlite3") else None
        if check and check.stdout.strip() != "ok":
            sys.exit(f"the archive is not whole: {check.stdout}")
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        subprocess.run([self.gongkai, "export", "--archive", self.archive, "--output", out],
                       check=True, stderr=subprocess.DEVNULL)
        return contents(out)


def main():
    gongkai, fixtures, kills, count, seed = sys.argv[1:]
    random.seed(int(seed))
    with tempfile.TemporaryDirectory(prefix="gongkai-kills-") as folder:
        work = pathlib.Path(folder)
        inbox(pathlib.Path(fixtures), int(count), work / "in")
        trial = Trial(gongkai, work / "in", work)
        start = time.monotonic()
        expected = trial.exported()
        whole = time.monotonic() - start
        print(f"undisturbed: {whole:.1f} s, {len(expected)} files", flush=True)
        taken = collections.Counter()
        while sum(taken.values()) < int(kills):
            trial.clear()
            moments = []
            for _ in range(random.choice([1, 1, 2, 3])):
                target = random.choice(["parent", "parent", "worker", "workers"])
                moment = random.uniform(0, whole)
                if trial.kill(moment, target):
                    taken[target] += 1
                    moments.append(f"{target} at {moment:.2f} s")
            got = trial.exported()
            if got != expected:
                differing = [name for name in sorted(expected.keys() | got.keys())
                             if expected.get(name) != got.get(name)]
                kept = tempfile.mkdtemp(prefix="gongkai-kills-kept-")
                shutil.copytree(work, kept, dirs_exist_ok=True)
                sys.exit(f"{', '.join(moments)}: {differing[:5]} differ; kept in {kept}")
            print(f"{sum(taken.values())}: {', '.join(moments) or 'too late'}", flush=True)
        print(f"nothing lost: {dict(taken)}")


main()
