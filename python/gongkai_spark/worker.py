"""Drives `gongkai worker` (docs/worker-protocol.md): one process at a time, watched and replaced."""
import atexit
import json
import os
import selectors
import signal
import subprocess
import time

PROTOCOL = "gongkai-worker/1"
LONGEST_LINE = 1 << 16
# How much longer than the worker itself this side waits by the clock, in seconds.
GRACE = 5
TAIL = 1 << 14


class NotStarted(RuntimeError):
    """The program does not run here; no document is to blame."""


class Lost(Exception):
    """The process gave no answer; `how` is what another one is told of that."""

    def __init__(self, how):
        self.how = how


class Answer:
    """What became of a document: `summary` of the whole, `reports` with the results of each report in it."""

    def __init__(self, header, parts):
        self.summary = header["summary"]
        reports = header.get("reports") or [{"summary": self.summary, "count": len(parts)}]
        if sum(report["count"] for report in reports) != len(parts):
            raise ValueError("parts without a report")
        self.reports = []
        start = 0
        for report in reports:
            end = start + report["count"]
            self.reports.append((report["summary"], parts[start:end]))
            start = end


class Process:
    """A worker while it runs. It is asked for one document at a time."""

    def __init__(self, command):
        self.served = 0
        self.tail = b""
        self.received = bytearray()
        try:
            self.child = subprocess.Popen(
                command + ["--sealed", "--parent", str(os.getpid())],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
        except OSError as error:
            raise NotStarted(f"{command[0]}: {error.strerror}") from error
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            os.set_blocking(pipe.fileno(), False)
        try:
            line = self._line(b"", time.monotonic() + 60)
            self.hello = json.loads(line)
            if self.hello["protocol"] != PROTOCOL:
                raise ValueError(f"protocol {self.hello['protocol']}")
        except (Lost, ValueError, KeyError, TypeError) as error:
            self.kill()
            said = self.tail.decode("utf-8", "replace").strip().splitlines()
            raise NotStarted(said[-1] if said else f"{command[0]} does not speak {PROTOCOL}: {error}") from error
        self.limits = self.hello["limits"]
        program = self.hello["program"]
        self.program = "+".join(filter(None, [program["version"], program.get("build")]))

    def ask(self, request, content):
        """The answer to a request, whose document's bytes are `content`, or None where it is not sent."""
        request = dict(request, id=str(self.served))
        if content is not None:
            request["bytes"] = len(content)
        # The document is not copied: it is the second part of what is sent.
        pending = [memoryview(json.dumps(request).encode() + b"\n"), memoryview(content or b"")]
        self.pages = 0
        deadline = time.monotonic() + self.limits["clock"] + GRACE
        while True:
            header = self._json(self._line(pending, deadline))
            if header.get("event") != "recognizing":
                break
            if not self.pages:
                # Once: a process that asks for more time again and again gets none.
                self.pages = max(0, min(int(header["pages"]), 100))
                deadline = time.monotonic() + 10 * self.limits["seconds"] * (1 + self.pages / 4) + GRACE
        if header.get("event") != "answer" or header.get("id") != request["id"]:
            raise self._nonsense()
        try:
            lengths = [int(length) for length in header["parts"]]
            if min(lengths, default=0) < 0:
                raise ValueError("a negative length")
            if sum(lengths) > self.limits["output"] << 20:
                raise self._ended("output")
            parts = [self._take(length, deadline) for length in lengths]
            answer = Answer(header, parts)
        except (KeyError, TypeError, ValueError) as error:
            raise self._nonsense() from error
        self.served += 1
        return answer

    def is_worn(self, answer):
        return answer.summary.get("last", False) or self.served >= self.limits["documents"]

    def kill(self):
        self.child.kill()
        self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            pipe.close()

    def _json(self, line):
        try:
            header = json.loads(line)
            if isinstance(header, dict):
                return header
        except ValueError:
            pass
        raise self._nonsense()

    def _line(self, pending, deadline):
        searched = 0
        while (end := self.received.find(b"\n", searched)) < 0:
            searched = len(self.received)
            if searched > LONGEST_LINE:
                raise self._nonsense()
            self._exchange(pending, deadline)
        line = bytes(self.received[:end])
        del self.received[:end + 1]
        return line

    def _take(self, length, deadline):
        while len(self.received) < length:
            self._exchange([], deadline)
        part = bytes(self.received[:length])
        del self.received[:length]
        return part

    def _exchange(self, pending, deadline):
        """Waits until the process takes or gives something."""
        pending = pending or []
        left = deadline - time.monotonic()
        if left <= 0:
            raise self._ended("stuck")
        with selectors.DefaultSelector() as selector:
            selector.register(self.child.stdout, selectors.EVENT_READ)
            if not self.child.stderr.closed and not getattr(self, "is_mute", False):
                selector.register(self.child.stderr, selectors.EVENT_READ)
            if any(len(part) for part in pending):
                selector.register(self.child.stdin, selectors.EVENT_WRITE)
            for key, _ in selector.select(left):
                if key.fileobj is self.child.stdin:
                    self._send(pending)
                elif key.fileobj is self.child.stderr:
                    said = self.child.stderr.read(1 << 16)
                    self.is_mute = said == b""
                    self.tail = (self.tail + (said or b""))[-TAIL:]
                else:
                    chunk = self.child.stdout.read(1 << 20)
                    if chunk == b"":
                        raise self._ended("ended")
                    self.received += chunk or b""

    def _send(self, pending):
        while pending and not len(pending[0]):
            del pending[0]
        if not pending:
            return
        try:
            sent = os.write(self.child.stdin.fileno(), pending[0][:1 << 18])
            pending[0] = pending[0][sent:]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            # Its output says the rest.
            pending.clear()

    def _nonsense(self):
        return self._ended("nonsense")

    def _ended(self, cause):
        how = {"cause": cause, "pages": getattr(self, "pages", 0)}
        if cause == "ended":
            try:
                code = self.child.wait(2)
                how.update({"signal": -code} if code < 0 else {"exit": code})
            except subprocess.TimeoutExpired:
                how["exit"] = 0
            said = self.child.stderr.read() if not getattr(self, "is_mute", False) else b""
            self.tail = (self.tail + (said or b""))[-TAIL:]
            how["said"] = self.tail.decode("utf-8", "replace")[-TAIL // 4:]
        return Lost(how)


class Slot:
    """A place where documents are read, one after another, by a process that is replaced where it must be."""

    # What is the document's own fault: no other process would read it.
    OWN = {signal.SIGXCPU, signal.SIGALRM, signal.SIGSYS}

    def __init__(self, command):
        self.command = command
        self.process = None
        self.program = None

    def started(self):
        if self.process is None:
            self.process = Process(self.command)
            self.program = self.process.program
        return self.process

    def end(self):
        if self.process is not None:
            self.process.kill()
            self.process = None

    def read(self, request, content):
        """What became of a document: an answer in any case."""
        was_killed = False
        while True:
            process = self.started()
            if content is not None and len(content) > process.limits["document"] << 20:
                return self._ask(dict(request, lost={"cause": "large"}), None)
            worn = process.served > 0
            try:
                return self._ask(request, content)
            except Lost as lost:
                how = lost.how
            by = how.get("signal")
            killed = by == signal.SIGKILL and not was_killed
            if how["cause"] == "ended" and by not in self.OWN and (worn or killed):
                was_killed = was_killed or not worn
                continue
            return self.reject(request, content, how)

    def reject(self, request, content, how):
        """The answer for a document that no process could read."""
        try:
            return self._ask(dict(request, lost=how), content)
        except Lost as lost:
            raise NotStarted(f"no worker answers for {request.get('file')}: {lost.how}") from lost

    def _ask(self, request, content):
        process = self.started()
        try:
            answer = process.ask(request, content)
        except BaseException:
            # Whatever it would say next would be the answer to something else.
            self.end()
            raise
        if process.is_worn(answer):
            self.end()
        return answer


_slots = {}


def slot(command):
    """The place of this Python process for a command, whose worker outlives a task; it ends with the process."""
    key = (os.getpid(), tuple(command))
    if key not in _slots:
        _slots[key] = Slot(list(command))
        atexit.register(_slots[key].end)
    return _slots[key]
