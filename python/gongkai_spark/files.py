"""Which documents there are, what reading each will cost, and who reads which."""
import dataclasses
import heapq
import re

from pyarrow import fs

ENDINGS = (".pdf", ".html", ".htm", ".docx")
WILD = re.compile(r"[*?\[]")
# What was measured on one core (docs/cluster.md): seconds a document with text, and a page that is a picture.
TEXT_SECONDS = 0.035
PAGE_SECONDS = 4.0
# A scanned page has about so many bytes.
PAGE_BYTES = 350_000
MOST_PAGES = 100
# A report with text is seldom larger.
TEXT_BYTES = 1_500_000
HEAD = 1 << 16


@dataclasses.dataclass(frozen=True)
class File:
    """A document that is to be read: where it is, and the key of its rows."""
    uri: str
    size: int
    # Nanoseconds since 1970.
    modified: int
    name: str
    parts: str

    @property
    def file(self):
        return self.uri.rstrip("/").rsplit("/", 1)[-1]


def opened_system(uri):
    """The file system of an address and the path in it; a plain path is one of this machine's."""
    if "://" not in uri:
        return fs.LocalFileSystem(), uri, ""
    system, path = fs.FileSystem.from_uri(uri)
    return system, path, uri[:len(uri) - len(path)] if uri.endswith(path) else uri.split("://")[0] + "://"


def pattern(path):
    """A regular expression for a path with *, ?, [abc], {a,b} and **, as Hadoop and shells write them."""
    text = ""
    index = 0
    depth = 0
    while index < len(path):
        rest = path[index:]
        if rest.startswith("**/"):
            text, index = text + "(?:.*/)?", index + 3
        elif rest.startswith("**"):
            text, index = text + ".*", index + 2
        elif rest[0] == "*":
            text, index = text + "[^/]*", index + 1
        elif rest[0] == "?":
            text, index = text + "[^/]", index + 1
        elif rest[0] == "[" and "]" in rest:
            end = rest.index("]")
            text, index = text + "[" + rest[1:end].replace("\\", "\\\\") + "]", index + end + 1
        elif rest[0] == "{":
            text, index, depth = text + "(?:", index + 1, depth + 1
        elif rest[0] == "}" and depth:
            text, index, depth = text + ")", index + 1, depth - 1
        elif rest[0] == "," and depth:
            text, index = text + "|", index + 1
        else:
            text, index = text + re.escape(rest[0]), index + 1
    return re.compile(text + r"\Z", re.DOTALL)


def found(path):
    """The files of a path: itself, all documents below a folder, or what a pattern says."""
    system, place, prefix = opened_system(path)
    wild = WILD.search(place) or ("{" in place and re.search(r"[{]", place))
    if wild:
        root = place[:wild.start()].rpartition("/")[0] or ("/" if place.startswith("/") else ".")
        fits = pattern(place)
        infos = system.get_file_info(fs.FileSelector(root, recursive=True, allow_not_found=True))
        shown = lambda info: fits.match(info.path)
    else:
        info = system.get_file_info(place)
        if info.type == fs.FileType.File:
            infos, shown = [info], lambda info: True
        elif info.type == fs.FileType.Directory:
            root = place.rstrip("/") or "/"
            infos = system.get_file_info(fs.FileSelector(root, recursive=True))
            # As `extract` does: hidden ones are left out, and what a name says is no document.
            shown = lambda info: info.path.lower().endswith(ENDINGS) and not any(
                part.startswith(".") for part in info.path[len(root):].split("/"))
        else:
            raise FileNotFoundError(f"{path}: there is no such file or folder")
    return [(prefix + info.path, info.size or 0, info.mtime_ns or 0)
            for info in infos if info.type == fs.FileType.File and shown(info)]


def split_paths(text):
    """The paths of load(): Spark hands several over as a list in JSON."""
    import json
    if text.startswith("["):
        try:
            return [str(path) for path in json.loads(text)]
        except ValueError:
            pass
    return [text]


def listed(paths):
    """All files of these paths, each once, with the keys that `gongkai extract` gives their rows."""
    seen = {}
    for path in paths:
        for uri, size, modified in sorted(found(path), key=lambda file: file[0].encode("utf-8", "surrogatepass")):
            seen.setdefault(uri, (size, modified))
    keys = Names()
    names = [keys.unique(uri.rsplit("/", 1)[-1]) for uri in seen]
    return [File(uri, size, modified, name, parts)
            for (uri, (size, modified)), name, parts in zip(seen.items(), names, part_names(names))]


class Names:
    """Gives every document of a run a name of its own, the same that `gongkai extract` gives it."""

    def __init__(self):
        self.taken = {"datapackage"}

    def unique(self, file):
        stem = stem_of(file)
        name, number = stem, 2
        while name.lower() in self.taken:
            name, number = f"{stem}-{number}", number + 1
        self.taken.add(name.lower())
        return name


def stem_of(file):
    ending = next((ending for ending in ENDINGS if file.lower().endswith(ending)), "")
    stem = file[:len(file) - len(ending)]
    while len(stem.encode("utf-8", "surrogatepass")) > 240:
        stem = stem[:-1]
    return stem if stem not in ("", ".", "..") else "document"


def part_names(names):
    taken = set()
    for name in names:
        stem = name.rstrip("0123456789")
        if stem != name and stem.endswith("-"):
            taken.add(stem[:-1].lower())
    parts = []
    for name in names:
        stem = name
        while stem.lower() in taken:
            stem += "-part"
        taken.add(stem.lower())
        parts.append(stem)
    return parts


def cost(file, head=None):
    """How long a document will be read, in seconds: by its size and, where that is to be had cheaply, by what it
    begins with. A wrong guess costs balance, and no result."""
    is_scan = file.size > TEXT_BYTES
    if head is not None and file.size > HEAD:
        has_picture = any(mark in head for mark in (b"/DCTDecode", b"/CCITTFaxDecode", b"/JBIG2Decode", b"/JPXDecode"))
        is_scan = has_picture and b"/Font" not in head
    if not is_scan:
        return TEXT_SECONDS + file.size / 20e6
    return PAGE_SECONDS * max(1, min(MOST_PAGES, round(file.size / PAGE_BYTES)))


def costs(files):
    """The costs of files; local ones are looked into."""
    for file in files:
        head = None
        if "://" not in file.uri and file.size > HEAD:
            try:
                with open(file.uri, "rb") as stream:
                    head = stream.read(HEAD)
            except OSError:
                pass
        yield cost(file, head)


def packed(files, least, seconds):
    """Files in groups of like cost, no group of more than about so many seconds: the dearest first, each to the group
    that has the least to do. The same files give the same groups."""
    priced = sorted(zip(costs(files), files), key=lambda pair: (-pair[0], pair[1].uri))
    total = sum(price for price, _ in priced)
    count = max(1, min(len(priced), max(least, int(total / seconds) + 1)))
    groups = [(0.0, number, []) for number in range(count)]
    for price, file in priced:
        load, number, group = heapq.heappop(groups)
        group.append(file)
        heapq.heappush(groups, (load + price, number, group))
    return [group for _, _, group in sorted(groups, key=lambda group: (-group[0], group[1])) if group]
