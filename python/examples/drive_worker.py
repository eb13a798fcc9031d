#!/usr/bin/env python3
"""Reads documents by `gongkai worker` and prints their records: PROGRAM FILE...

All that docs/worker-protocol.md asks of whoever drives a worker, but for retrying by a new process."""
import json
import subprocess
import sys
import threading


def start(program):
    worker = subprocess.Popen([program, "worker", "--sealed"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    hello = json.loads(worker.stdout.readline() or "{}")
    assert hello.get("protocol") == "gongkai-worker/1", "no worker of this protocol"
    return worker, hello["limits"]


def ask(worker, limits, request, content):
    """The results, or how the worker ended without."""
    timer = threading.Timer(limits["clock"] + 5, worker.kill)
    timer.start()
    try:
        worker.stdin.write(json.dumps(request).encode() + b"\n" + content)
        worker.stdin.flush()
        while line := json.loads(worker.stdout.readline() or "null"):
            if line["event"] == "answer":
                return [worker.stdout.read(length) for length in line["parts"]], None
            timer.cancel()
            timer = threading.Timer(line["clock"] + 5, worker.kill)
            timer.start()
    except BrokenPipeError:
        pass
    finally:
        late = not timer.is_alive()
        timer.cancel()
    code = worker.wait()
    how = {"cause": "stuck"} if late else {"cause": "ended", "signal": -code} if code < 0 else {"cause": "ended", "exit": code}
    return None, how


program, *paths = sys.argv[1:]
worker, limits = start(program)
for number, path in enumerate(paths):
    content = open(path, "rb").read()
    request = {"id": str(number), "file": path, "name": path, "form": "line", "bytes": len(content)}
    results, lost = ask(worker, limits, request, content)
    if lost:
        worker, limits = start(program)
        results, _ = ask(worker, limits, dict(request, lost=lost), content)
    sys.stdout.write(b"".join(results).decode())
