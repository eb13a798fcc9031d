"""See benchmark-spark."""
import argparse
import csv
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

SETTINGS = {
    "spark.ui.enabled": "false", "spark.driver.memory": "1g", "spark.sql.shuffle.partitions": "2",
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    # A task whose executor is killed again and again is no fault of the job here.
    "spark.task.maxFailures": "20",
}


def inbox(root, folder, documents, scans, hostile, seed):
    """Copies of the fixtures, each of other bytes, in folders of a hundred."""
    chance = random.Random(seed)
    reports = sorted((root / "Fixtures/reports").glob("*.pdf"))
    pictures = sorted((root / "Fixtures/scans").glob("*.pdf"))
    kinds = ["report"] * (documents - scans - hostile) + ["scan"] * scans + ["hostile"] * hostile
    chance.shuffle(kinds)
    for number, kind in enumerate(kinds):
        path = folder / f"{number // 100:04}" / f"{kind}-{number:06}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == "hostile":
            path.write_bytes(hostile_file(number, reports, chance))
        else:
            source = (pictures if kind == "scan" else reports)[number % len(pictures if kind == "scan" else reports)]
            path.write_bytes(source.read_bytes() + b"\n%% copy %d\n" % number)


def hostile_file(number, reports, chance):
    """What no report is: cut off, garbled, endless, nothing."""
    source = chance.choice(reports).read_bytes()
    kind = number % 4
    if kind == 0:
        return source[:len(source) // 2] + b"%d" % number
    if kind == 1:
        return b"%PDF-1.7\n" + chance.randbytes(5000)
    if kind == 2:
        return endless(number)
    return chance.randbytes(3000)


def endless(number):
    """A form drawn ten times, which draws another ten times, and so on: it uses up its time."""
    depth = 12
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /F 4 0 R >> >> "
               f"/Contents {4 + depth} 0 R >>"]
    for level in range(depth):
        content = "/F Do\n" * 10 if level + 1 < depth else "0 0 1 1 re f"
        following = f"/F {level + 5} 0 R" if level + 1 < depth else ""
        objects.append(f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length {len(content)} /Resources "
                       f"<< /XObject << {following} >> >> >>\nstream\n{content}\nendstream")
    objects.append("<< /Length 5 >>\nstream\n/F Do\nendstream")
    text, offsets = "%PDF-1.4\n", []
    for index, content in enumerate(objects):
        offsets.append(len(text))
        text += f"{index + 1} 0 obj\n{content}\nendobj\n"
    table = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (text + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n% {number}\n").encode()


def drive(master, source, store, options):
    """What a driver does; a process of its own, so that it can be killed."""
    from pyspark.sql import SparkSession
    import gongkai_spark
    builder = SparkSession.builder.master(master).appName("gongkai benchmark")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    for name in ("PYTHONPATH", "GONGKAI"):
        builder = builder.config(f"spark.executorEnv.{name}", os.environ[name])
    started = time.monotonic()
    spark = builder.config("spark.executor.memory", "1g").config("spark.executor.cores", "1").getOrCreate()
    gongkai_spark.register(spark)
    begun = time.monotonic()
    counts = gongkai_spark.ingest(spark, source, store, **options)
    counts["start"] = round(begun - started, 1)
    counts["seconds"] = round(time.monotonic() - begun, 1)
    print(json.dumps(counts), flush=True)
    spark.stop()


class Machine:
    """The processes that were started here, and theirs."""

    def __init__(self):
        self.roots = []

    def start(self, command, **more):
        process = subprocess.Popen(command, **more)
        self.roots.append(process)
        return process

    def below(self):
        """Process numbers and command lines of all that descend from the roots."""
        parents, lines = {}, {}
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    stat = (entry / "stat").read_text()
                    parents[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
                    lines[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                except OSError:
                    pass
        own = {process.pid for process in self.roots if process.poll() is None}
        found = set(own)
        while True:
            more = {child for child, parent in parents.items() if parent in found} - found
            if not more:
                return {child: lines.get(child, "") for child in found}
            found |= more

    def kill(self, pattern):
        """Kills one process whose command line matches; whether there was one."""
        fitting = [child for child, line in self.below().items() if re.search(pattern, line)]
        if not fitting:
            return False
        try:
            os.kill(random.choice(fitting), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def memory(self, pattern):
        """Resident memory of the processes that match, in MiB."""
        total = 0
        for child, line in self.below().items():
            if re.search(pattern, line):
                try:
                    total += int((pathlib.Path("/proc") / str(child) / "statm").read_text().split()[1]) * 4096 >> 20
                except OSError:
                    pass
        return total

    def end(self):
        for child in self.below():
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for process in self.roots:
            process.wait()


class Memory(threading.Thread):
    """The JVM's memory over time."""

    def __init__(self, machine):
        super().__init__(daemon=True)
        self.machine, self.seen, self.over = machine, [], False
        self.start()

    def run(self):
        while not self.over:
            self.seen.append(self.machine.memory(r"\bjava\b"))
            time.sleep(1)


def cells_of_store(store):
    import pyarrow.dataset
    names = ["sha256", "cell_id", "value", "raw", "page", "x0", "y0", "x1", "y1", "report"]
    table = pyarrow.dataset.dataset(f"{store}/cells", format="parquet", partitioning="hive").to_table(columns=names)
    return list(zip(*(table.column(name).to_pylist() for name in names)))


def cells_of_extract(folder):
    names = ["sha256", "cell_id", "value", "raw", "page", "x0", "y0", "x1", "y1"]
    with open(f"{folder}/cells.csv", encoding="utf-8-sig", newline="") as file:
        return sorted(tuple(row[name].removeprefix("'") for name in names) for row in csv.DictReader(file))


def plain(value):
    """A value as the CSV files have it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def compared(store, extracted):
    """Whether the cells of a store are those of extract, and no row is there twice."""
    rows = cells_of_store(store)
    short = sorted(tuple(map(plain, row[:-1])) for row in rows)
    return {"rows": len(rows), "twice": len(rows) - len(set(rows)), "as_extract": short == extracted}


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def cluster(machine, logs):
    """A master and two workers of one core on loopback; gives the master's address."""
    port = free_port()
    spark_class = f"{os.environ['SPARK_HOME']}/bin/spark-class"
    for name, command in [
        ("master", ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]),
        *((f"worker{number}", ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                               "--webui-port", "0", "--work-dir", str(logs / f"work{number}"), f"spark://127.0.0.1:{port}"])
          for number in (1, 2)),
    ]:
        machine.start([spark_class, *command], stdout=subprocess.DEVNULL, stderr=open(logs / name, "w"),
                      env=dict(os.environ, SPARK_DAEMON_MEMORY="256m"))
        time.sleep(1)
    return f"spark://127.0.0.1:{port}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--scans", type=int, default=100)
    parser.add_argument("--hostile", type=int, default=40)
    parser.add_argument("--timeout", default="20")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--drive", nargs=3)
    options = parser.parse_args()
    reading = {"timeout": options.timeout, "partitions": "8", "partitionSeconds": "30"}
    if options.drive:
        return drive(*options.drive, reading)
    program = options.program or options.root / ".build/release/gongkai"
    os.environ["GONGKAI"] = str(program.resolve())
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-spark-") as name:
        run(options, str(program.resolve()), pathlib.Path(name))


def run(options, program, work):
    source = work / "in"
    inbox(options.root, source, options.documents, options.scans, options.hostile, options.seed)
    print(f"{options.documents} documents, of them {options.scans} scans and {options.hostile} hostile", flush=True)
    begun = time.monotonic()
    subprocess.run([program, "ingest", source, "--archive", work / "a.sqlite", "--timeout", options.timeout, "--jobs", "2"],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    alone = time.monotonic() - begun
    print(f"gongkai ingest: {alone:.1f} s, {options.documents / alone:.1f} documents/s", flush=True)
    # The archive has all that extract would say.
    subprocess.run([program, "export", "--archive", work / "a.sqlite", "--output", work / "extracted"],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    extracted = cells_of_extract(work / "extracted")
    command = [sys.executable, __file__, str(options.root), "--timeout", options.timeout, "--drive"]
    machine = Machine()
    try:
        store = str(work / "local")
        memory = Memory(machine)
        driver = machine.start(command + ["local[2]", str(source), store], stdout=subprocess.PIPE, stderr=open(work / "local.log", "w"))
        said = json.loads(driver.communicate()[0] or "{}")
        memory.over = True
        tell("local[2]", said, alone, options, compared(store, extracted))
        quarter = max(1, len(memory.seen) // 4)
        print(f"  memory of the JVM: {max(memory.seen[:quarter])} MiB at most in the first quarter, "
              f"{max(memory.seen[-quarter:])} MiB in the last", flush=True)
        kills(options, machine, command, source, work, alone, extracted)
    finally:
        machine.end()


def tell(name, said, alone, options, found):
    share = alone / said["seconds"] if said.get("seconds") else 0
    print(f"{name}: {said}, {options.documents / said['seconds'] if share else 0:.1f} documents/s, "
          f"{share:.2f} of gongkai ingest; cells: {found}", flush=True)


def kills(options, machine, command, source, work, alone, extracted):
    master = cluster(machine, work)
    store = str(work / "cluster")
    arguments = command + [master, str(source), store]
    driver = machine.start(arguments, stdout=subprocess.PIPE, stderr=open(work / "cluster.log", "w"))
    said = json.loads(driver.communicate()[0] or "{}")
    tell("cluster", said, alone, options, compared(store, extracted))
    store = str(work / "killed")
    arguments = command + [master, str(source), store]
    driver = machine.start(arguments, stdout=subprocess.PIPE, stderr=open(work / "killed.log", "w"))
    done = {"worker": 0, "executor": 0, "driver": 0}
    time.sleep(5)
    for target, pattern in [("worker", r"gongkai worker|/proc/self/exe worker"), ("executor", "CoarseGrainedExecutorBackend"),
                            ("worker", r"gongkai worker|/proc/self/exe worker")]:
        for _ in range(300):
            if driver.poll() is not None or machine.kill(pattern):
                done[target] += driver.poll() is None
                break
            time.sleep(0.2)
        time.sleep(3)
    if driver.poll() is None:
        done["driver"] += 1
        driver.kill()
        # Its JVM ends with it.
    driver.communicate()
    time.sleep(3)
    driver = machine.start(arguments, stdout=subprocess.PIPE, stderr=open(work / "again.log", "w"))
    said = json.loads(driver.communicate()[0] or "{}")
    tell(f"killed {done}, then run again", said, alone, options, compared(store, extracted))


if __name__ == "__main__":
    main()
