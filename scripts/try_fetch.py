"""What scripts/try-fetch runs; see there."""

import collections
import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM, PORTAL = sys.argv[1:3]
KILLS, DOCUMENTS, HOSTS, SEED = map(int, sys.argv[3:7])
DELAY = 0.1  # seconds
PORT = 8080


def start_portal(folder):
    (folder / "log").touch()
    portal = subprocess.Popen(
        [sys.executable, PORTAL, folder / "log"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PORTAL_PORT": str(PORT)})
    portal.stdout.readline()
    return portal


def command(folder):
    return [
        PROGRAM, "fetch", folder / "list", "--inbox", folder / "inbox", "--delay", str(DELAY), "--jobs", str(HOSTS),
        "--contact", "try-fetch@example.org", "--json",
    ]


def environment(folder):
    return {
        **os.environ, "GONGKAI_FETCH_LOOPBACK": f"*:{PORT}:127.0.0.1", "XDG_CONFIG_HOME": str(folder / "config"),
        "LC_ALL": "C", "GONGKAI_ALLOW_ROOT": "1",
    }


def content(folder):
    """Digest of every file by its name, sidecars and notes left out."""
    files = {}
    for path in (folder / "inbox").iterdir():
        if not path.name.startswith(".") and not path.name.endswith(".source.json"):
            files[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
            sidecar = json.loads(path.with_name(path.name + ".source.json").read_text())
            assert sidecar["sha256"] == files[path.name], path
    return files


def run(kills, generator):
    with tempfile.TemporaryDirectory(prefix="gongkai-try-fetch-") as name:
        folder = pathlib.Path(name)
        # Every tenth takes a while, so that kills come in the middle of documents too.
        urls = [
            f"http://h{i % HOSTS}.example:{PORT}/{'trickle' if i % 10 == 0 else 'doc'}/document-{i}.pdf"
            for i in range(DOCUMENTS)
        ]
        (folder / "list").write_text("\n".join(urls))
        portal = start_portal(folder)
        begun = time.monotonic()
        try:
            ended = []
            for _ in range(kills):
                process = subprocess.Popen(
                    command(folder), env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(generator.uniform(0.2, 2.5))
                process.send_signal(signal.SIGKILL)
                process.wait()
                ended.append(time.time())
            last = subprocess.run(
                command(folder), env=environment(folder), capture_output=True, text=True, check=False)
            assert last.returncode == 0, last.stderr[-2000:]
            seconds = time.monotonic() - begun
            requests = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
            return content(folder), requests, ended, seconds
        finally:
            portal.stdin.close()
            portal.wait()


def judge(requests, ended):
    """Documents that were asked for from their beginning after an answer had been taken in, and short delays."""
    asked = collections.defaultdict(list)
    hosts = collections.defaultdict(list)
    for request in requests:
        hosts[request["host"]].append(request["time"])
        if request["path"] != "/robots.txt" and request["range"] is None:
            asked[request["host"] + request["path"]].append(request["time"])
    twice = 0
    for times in asked.values():
        for first, second in zip(times, times[1:]):
            # What was asked for just before a kill may not have been answered.
            if not any(first <= moment < first + 0.25 for moment in ended):
                twice += 1
    short = sum(b - a < DELAY * 0.95 for times in hosts.values() for a, b in zip(times, times[1:]))
    most = max(request["open"] for request in requests)
    again = sum(len(times) - 1 for times in asked.values())
    return twice, short, most, again


calm, calm_requests, _, calm_seconds = run(0, random.Random(SEED))
killed, requests, moments, seconds = run(KILLS, random.Random(SEED))
found, short, most_open, again = judge(requests, moments)
resumed = sum(request["range"] is not None for request in requests)
print(
    f"{len(calm)} documents, {HOSTS} hosts: {len(calm_requests)} requests in {calm_seconds:.0f} s undisturbed; "
    f"killed {KILLS} times {len(requests)} requests in {seconds:.0f} s, {resumed} of them for the rest of a part, "
    f"{again} for what a kill had cut off")
print(f"fetched twice: {found}; delays too short: {short}; most requests of a host at a time: {most_open}")
same = calm == killed
print("the inbox is the same" if same else "the inbox differs")
sys.exit(0 if same and found == 0 and short == 0 and len(calm) == DOCUMENTS else 1)
