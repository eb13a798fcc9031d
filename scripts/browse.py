"""Uses pages in a headless Chromium; called by scripts/browse."""

import asyncio
import base64
import contextlib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

import websockets

LAPTOP = (1366, 768)
PHONE = (390, 844)


class Browser:
    """A tab that is driven over the DevTools protocol."""

    def __init__(self, socket):
        self.socket = socket
        self.session = None
        self.count = 0
        self.answers = {}
        self.complaints = []
        self.addresses = []

    @classmethod
    @contextlib.asynccontextmanager
    async def start(cls):
        names = ("chromium", "google-chrome", "chromium-browser")
        program = next(filter(None, map(shutil.which, names)), None)
        if program is None:
            sys.exit("no Chromium found; scripts/install-dependencies installs it")
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            arguments = ["--headless", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"]
            arguments += [f"--user-data-dir={profile}", "--remote-debugging-port=0"]
            arguments += ["--no-first-run", "about:blank"]
            if os.geteuid() == 0:
                arguments.insert(0, "--no-sandbox")
            process = await asyncio.create_subprocess_exec(
                program, *arguments, stderr=asyncio.subprocess.PIPE
            )
            try:
                address = await asyncio.wait_for(cls._address(process), 60)
                # Others of its messages must not fill the pipe.
                drain = asyncio.create_task(process.stderr.read())
                async with websockets.connect(address, max_size=None) as socket:
                    browser = cls(socket)
                    listener = asyncio.create_task(browser._listen())
                    await browser._attach()
                    yield browser
                    listener.cancel()
                drain.cancel()
            finally:
                process.terminate()
                await process.wait()

    @staticmethod
    async def _address(process):
        while line := (await process.stderr.readline()).decode(errors="replace"):
            if match := re.search(r"DevTools listening on (ws://\S+)", line):
                return match[1]
        raise RuntimeError("Chromium ended before it was ready")

    async def _listen(self):
        async for text in self.socket:
            message = json.loads(text)
            if "id" in message:
                self.answers.pop(message["id"]).set_result(message)
                continue
            method, values = message["method"], message["params"]
            if method == "Runtime.exceptionThrown":
                details = values["exceptionDetails"]
                self.complaints.append(details.get("exception", {}).get("description", details))
            elif method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
                self.complaints.append(values["args"])
            elif method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
                self.complaints.append(values["entry"]["text"])
            elif method == "Network.requestWillBeSent":
                self.addresses.append(values["request"]["url"])

    async def call(self, method, **values):
        self.count += 1
        message = {"id": self.count, "method": method, "params": values}
        if self.session:
            message["sessionId"] = self.session
        answered = self.answers[self.count] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps(message))
        answer = await asyncio.wait_for(answered, 30)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    async def _attach(self):
        targets = (await self.call("Target.getTargets"))["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        answer = await self.call(
            "Target.attachToTarget", targetId=page["targetId"], flatten=True
        )
        self.session = answer["sessionId"]
        for domain in ("Runtime", "Log", "Network", "Page"):
            await self.call(f"{domain}.enable")

    async def open(self, address, size=LAPTOP, dark=False):
        width, height = size
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )
        scheme = "dark" if dark else "light"
        await self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        # Another fragment alone would not load the page again.
        await self.call("Page.navigate", url="about:blank")
        await self.call("Page.navigate", url=address)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")
        await self.until("[...document.images].every((image) => image.complete)")

    async def value(self, expression):
        answer = await self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    async def until(self, expression):
        """Waits until the expression holds."""
        for _ in range(200):
            with contextlib.suppress(RuntimeError):
                if await self.value(expression):
                    return
            await asyncio.sleep(0.05)
        raise AssertionError(f"never became true: {expression}")

    async def expect(self, expression, wanted=True):
        got = await self.value(expression)
        if got != wanted:
            raise AssertionError(f"{expression}\n  is {got!r}, not {wanted!r}")

    async def press(self, key):
        codes = {"Enter": 13, "Escape": 27}
        text = "\r" if key == "Enter" else key if len(key) == 1 else ""
        await self.call(
            "Input.dispatchKeyEvent",
            type="keyDown", key=key, text=text, windowsVirtualKeyCode=codes.get(key, 0),
        )
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def click(self, selector):
        """Clicks where the element shows, as a mouse does."""
        place = await self.value(
            f"(() => {{ const box = document.querySelector({json.dumps(selector)})"
            ".getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.call(
                "Input.dispatchMouseEvent",
                type=kind, x=place[0], y=place[1], button="left", clickCount=1,
            )

    async def picture(self, path):
        data = (await self.call("Page.captureScreenshot", format="png"))["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def check_quiet(self):
        """Fails where the page complained, or asked for anything but files beside it."""
        assert not self.complaints, f"the console says: {self.complaints}"
        away = [one for one in self.addresses if not re.match("file:|data:|about:", one)]
        assert not away, f"the page asked for {away}"


def shows(selector, pane):
    """An expression: whether the element lies inside the pane's frame."""
    return (
        f"(() => {{ const box = document.querySelector({json.dumps(selector)})"
        f".getBoundingClientRect(); const frame = document.querySelector({json.dumps(pane)})"
        ".getBoundingClientRect(); return box.width > 0 && box.top >= frame.top - 1"
        " && box.bottom <= frame.bottom + 1 && box.left >= frame.left - 1"
        " && box.right <= frame.right + 1; })()"
    )


SELECTED = "document.querySelector('td.selected [data-cell]')?.dataset.cell"


async def report(path):
    """A page of one report, which must hold at least two findings of wrong totals."""
    address = pathlib.Path(path).resolve().as_uri()
    async with Browser.start() as browser:
        for size in (LAPTOP, PHONE):
            await browser.open(address, size)
            await check_opening(browser)
            await check_finding_keys(browser)
            await check_click(browser)
            await check_cell_keys(browser)
            await browser.expect("document.documentElement.scrollWidth <= innerWidth")
        await browser.open(f"{address}#requests.new.total", dark=True)
        await browser.expect(SELECTED, "requests.new.total")
        browser.check_quiet()


async def check_opening(browser):
    """What is wrong shows without a touch: in the list, and on the page beside."""
    await browser.expect("document.querySelectorAll('.finding.selected').length", 1)
    await browser.expect(shows(".finding.selected .comparison", "#figures"))
    await browser.expect(shows("#pages rect.head.involved", "#pages"))
    await browser.expect(shows(".tag.shown", "#pages"))
    await browser.expect("[...document.images].every((image) => image.naturalWidth > 500)")


async def check_finding_keys(browser):
    number = "document.querySelector('.finding.selected').dataset.finding"
    first = await browser.value(number)
    await browser.press("n")
    assert await browser.value(number) != first, "n does not lead to the next finding"
    await browser.expect(shows("td.head.involved", "#figures"))
    await browser.expect(shows(".tag.shown", "#pages"))
    await browser.press("N")
    await browser.expect(number, first)


async def check_click(browser):
    wanted = "requests.granted.business"
    # The figure, by its own key, so that it shows; then a click on its place, and back.
    await browser.value(
        f"document.querySelector('[data-cell=\"{wanted}\"]').scrollIntoView({{ block: 'end' }})"
    )
    await browser.click(f'[data-cell="{wanted}"]')
    await browser.expect(SELECTED, wanted)
    await browser.expect("document.querySelector('rect.selected').dataset.place", wanted)
    await browser.expect(shows("rect.selected", "#pages"))
    other = "requests.carried_in.business"
    await browser.click(f'[data-place="{other}"]')
    await browser.expect(SELECTED, other)
    await browser.expect(shows("td.selected", "#figures"))
    name = "二、上年结转政府信息公开申请数量 · 商业企业"
    if await browser.value("document.documentElement.lang") == "en":
        name = "Carried over from last year · Business"
    await browser.expect("document.querySelector('#detail .name').textContent", name)


async def check_cell_keys(browser):
    await browser.press("ArrowDown")
    await browser.expect(SELECTED, "requests.granted.business")
    await browser.press("ArrowRight")
    await browser.expect(SELECTED, "requests.granted.research")
    await browser.press("d")
    await browser.expect(
        "/doubtful|contradicts/.test(document.querySelector('td.selected').className)"
    )
    language = await browser.value("document.documentElement.lang")
    await browser.press("l")
    assert await browser.value("document.documentElement.lang") != language
    await browser.press("?")
    await browser.expect("document.querySelector('#help').open")
    await browser.press("Escape")
    await browser.until("!document.querySelector('#help').open")
    await browser.press("Escape")
    await browser.expect("document.querySelectorAll('.selected').length", 0)


async def site(folder):
    """A site of more reports than a page holds, among them one with a title that is a script."""
    start = pathlib.Path(folder).resolve().as_uri()
    rows = "document.querySelectorAll('#reports tbody tr').length"
    async with Browser.start() as browser:
        for size in (LAPTOP, PHONE):
            await browser.open(f"{start}/index.html", size)
            await browser.expect("document.querySelectorAll('.chart svg text').length > 3")
            await browser.expect("document.querySelectorAll('.matrix a').length > 0")
            await browser.expect("document.documentElement.scrollWidth <= innerWidth")
        await browser.open(f"{start}/index.html")
        await browser.value("document.querySelector('[data-sortable] thead button').focus()")
        await browser.press("Enter")
        rules = (
            "[...document.querySelector('[data-sortable] tbody').querySelectorAll('code')]"
            ".map((code) => code.innerText)"
        )
        names = await browser.value(rules)
        assert names == sorted(names), f"not sorted: {names}"
        await browser.open(f"{start}/reports-1.html")
        await browser.expect(rows, 100)
        await browser.expect("document.scripts.length", 2)
        await browser.press("/")
        for letter in "<script>":
            await browser.press(letter)
        await browser.until(f"{rows} === 1")
        await browser.expect("document.querySelector('#reports a').textContent.includes('<script>')")
        await browser.open(f"{start}/reports-1.html#errors")
        await browser.until("document.querySelector('#count').textContent.match(/^[0-9]+$/)")
        await browser.expect(
            "[...document.querySelectorAll('#reports tbody tr')]"
            ".every((row) => Number(row.cells[4].textContent) > 0)"
        )
        await browser.click("#reports thead th:nth-child(5) button")
        await browser.click("#reports tbody a")
        await browser.until("document.querySelector('.finding.selected') !== null")
        await browser.expect("typeof window.wasRun", "undefined")
        browser.check_quiet()


async def picture(address, path, width, height, scheme="light"):
    async with Browser.start() as browser:
        await browser.open(address, (int(width), int(height)), dark=scheme == "dark")
        await browser.picture(path)


def main():
    actions = {"report": report, "site": site, "picture": picture}
    if len(sys.argv) < 3 or sys.argv[1] not in actions:
        sys.exit(f"one of {', '.join(actions)} with its arguments")
    asyncio.run(actions[sys.argv[1]](*sys.argv[2:]))


if __name__ == "__main__":
    main()
