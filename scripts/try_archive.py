"""What can happen to an archive, one thing at a time; called by scripts/try-archive."""

import fcntl
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

# What each exit code has to say on standard error, in part.
WORDS = {65: "archive repair", 73: "permissions", 74: "space", 75: "Another process"}


class Trial:
    def __init__(self, gongkai, fixtures, work):
        self.gongkai, self.work = gongkai, work
        self.files, self.archive = work / "in", work / "a" / "a.sqlite"
        self.files.mkdir()
        settled = time.time() - 3600
        for number, source in enumerate(sorted(fixtures.glob("b*.pdf"))[:24]):
            target = self.files / f"{number:02}.pdf"
            target.write_bytes(source.read_bytes())
            os.utime(target, (settled, settled))
        self.clear()

    def clear(self):
        shutil.rmtree(self.archive.parent, ignore_errors=True)
        self.archive.parent.mkdir()

    def run(self, *arguments, before=(), prepare=None, environment=None):
        return subprocess.run([*before, self.gongkai, *map(str, arguments)], capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL="C", GONGKAI_ALLOW_ROOT="1", **environment or {}),
                              preexec_fn=prepare, timeout=300)

    def ingest(self, codes, **how):
        done = self.run("ingest", self.files, "--archive", self.archive, "--ocr", "never", **how)
        if done.returncode not in codes:
            raise SystemExit(f"ingest ended with {done.returncode}: {done.stderr[-500:]}")
        words = WORDS.get(done.returncode)
        if words and words not in done.stderr:
            raise SystemExit(f"{done.returncode} without its cause: {done.stderr}")
        return done

    def exported(self):
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        self.run("export", "--archive", self.archive, "--output", out).check_returncode()
        return {path.name: path.read_bytes() for path in out.iterdir()}


def full_device(trial, chance):
    """A device with room for part of the archive."""
    small = trial.archive.parent
    if os.geteuid() != 0 or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={chance.choice([96, 200, 400])}k", "tmpfs", small]).returncode:
        return "needs root to mount"
    try:
        trial.ingest([74])
        # Room is made: what was there is kept, and the rest comes.
        subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
        trial.ingest([0])
        kept = trial.work / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(small, kept)
    finally:
        subprocess.run(["umount", small], check=True)
    shutil.copytree(kept, small, dirs_exist_ok=True)


def small_files(trial, chance):
    """Files that may not grow past a limit."""
    size = chance.randrange(40, 400) << 10
    trial.ingest([74], prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))


def read_only(trial, chance):
    """A folder that takes no files: root writes all the same, so a file system that does not."""
    trial.ingest([0])
    new = trial.files / "99.pdf"
    new.write_bytes((trial.files / "00.pdf").read_bytes() + b"\n% new\n")
    os.utime(new, (time.time() - 3600,) * 2)
    folder = trial.archive.parent
    try:
        if os.geteuid() != 0 or subprocess.run(["mount", "--bind", folder, folder]).returncode:
            return "needs root to mount"
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
            trial.ingest([73])
        finally:
            subprocess.run(["umount", folder], check=True)
    finally:
        new.unlink()


def another_process(trial, chance):
    with open(f"{trial.archive}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        trial.ingest([75])


def damage(trial, chance, change):
    """A damaged archive is told, not written to, repaired, and read full again."""
    trial.ingest([0])
    data = bytearray(trial.archive.read_bytes())
    change(data, chance)
    trial.archive.write_bytes(bytes(data))
    done = trial.ingest([0, 65])
    if done.returncode == 0:
        # Nothing that SQLite looks at was hit; a record that was is told when it is read.
        if trial.run("archive", "check", "--archive", trial.archive).returncode == 0:
            return
        data = trial.archive.read_bytes()
    if trial.archive.read_bytes() != bytes(data):
        raise SystemExit("a damaged archive was written to")
    repair = trial.run("archive", "repair", "--archive", trial.archive)
    if repair.returncode == 65:
        # Past repair: set aside, as the message says, and read again.
        trial.clear()
    elif repair.returncode != 0:
        raise SystemExit(f"repair ended with {repair.returncode}: {repair.stderr}")


def cut(trial, chance):
    damage(trial, chance, lambda data, chance: data.__delitem__(slice(chance.randrange(len(data)), None)))


def overwritten(trial, chance):
    def change(data, chance):
        page = chance.randrange(1, len(data) // 4096) * 4096
        data[page:page + 4096] = chance.randbytes(4096)
    damage(trial, chance, change)


def flipped(trial, chance):
    """Bits anywhere in the first bytes of pages: in what SQLite sees, and in records, which have checksums."""
    def change(data, chance):
        for _ in range(8):
            page = chance.randrange(1, len(data) // 4096) * 4096
            data[page + chance.randrange(8)] ^= 1 << chance.randrange(8)
    damage(trial, chance, change)


def one_bit(trial, chance):
    """One bit anywhere, forty times: told, or of no consequence."""
    trial.ingest([0])
    sound, expected, told = trial.archive.read_bytes(), trial.exported(), 0
    for _ in range(40):
        data, place = bytearray(sound), chance.randrange(len(sound))
        data[place] ^= 1 << chance.randrange(8)
        trial.archive.write_bytes(bytes(data))
        if trial.run("archive", "check", "--archive", trial.archive).returncode == 65:
            told += 1
        elif trial.exported() != expected:
            raise SystemExit(f"a bit of byte {place} changed what is exported, and nobody was told")
    trial.archive.write_bytes(sound)
    return f"nothing lost; {told} of 40 told, the others changed nothing"


def copied(trial, chance):
    """A copy made while the archive is written to is whole."""
    process = subprocess.Popen([trial.gongkai, "ingest", trial.files, "--archive", trial.archive, "--ocr", "never"],
                               stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0.3, 1.5))
    copy = trial.archive.parent / "copy.sqlite"
    done = trial.run("archive", "backup", "--archive", trial.archive, "--to", copy)
    process.wait()
    if done.returncode == 66:
        return "not begun yet"
    done.check_returncode()
    trial.run("archive", "check", "--archive", copy).check_returncode()
    for path in trial.archive.parent.glob("a.sqlite*"):
        path.unlink()
    copy.rename(trial.archive)


def clocks(trial, chance):
    if not shutil.which("faketime"):
        return "needs faketime"
    for clock in ["2300-01-01", "1971-01-01", "2024-06-01"]:
        trial.ingest([0], before=["faketime", clock])


def main():
    gongkai, fixtures, seed = sys.argv[1:]
    chance = random.Random(int(seed))
    with tempfile.TemporaryDirectory(prefix="gongkai-try-") as folder:
        trial = Trial(pathlib.Path(gongkai).resolve(), pathlib.Path(fixtures), pathlib.Path(folder))
        trial.ingest([0])
        expected = trial.exported()
        for harm in [full_device, small_files, read_only, another_process, cut, overwritten, overwritten, flipped,
                     flipped, one_bit, copied, clocks]:
            trial.clear()
            note = harm(trial, chance)
            trial.ingest([0])
            got = trial.exported()
            if got != expected:
                names = [n for n in sorted(expected.keys() | got.keys()) if expected.get(n) != got.get(n)]
                sys.exit(f"{harm.__name__}: {names[:5]} differ")
            print(f"{harm.__name__}: {note or 'nothing lost'}", flush=True)


main()
