"""A portal on loopback that does what portals do. Prints its port; notes every request in the file that is named.

What it answers depends on the path, in a few cases on the name of the host (Host) and on how often it was asked.
"""

import collections
import gzip
import http.server
import json
import os
import pathlib
import ssl
import sys
import threading
import time
import urllib.parse

LOG = pathlib.Path(sys.argv[1])
PAGES = json.loads(pathlib.Path(sys.argv[2]).read_text()) if len(sys.argv) > 2 else {}
LOCK = threading.Lock()
ASKED = collections.Counter()
OPEN = collections.Counter()
LAST_MODIFIED = "Mon, 02 Mar 2026 08:00:00 GMT"


def document(name):
    """A file that is a PDF by its beginning; every name has bytes of its own."""
    return b"%PDF-1.4\n" + (name.encode() + b"\n") * (4000 // (len(name) + 1)) + b"%%EOF\n"


def page(title, body):
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


PLAIN_PAGES = {
    "/article.pdf": page("年度报告", "<p>政府信息公开工作年度报告 总体情况 主动公开</p><table><tr><td>1</td></tr></table>"),
    "/article.html": page("年度报告", "<p>政府信息公开工作年度报告 总体情况 主动公开</p><table><tr><td>1</td></tr></table>"),
    "/login.pdf": page("用户登录", "<form><input name=u><input type=password name=p></form>"),
    "/captcha.pdf": page("安全验证", "<p>请输入验证码</p>"),
    "/error.pdf": page("提示信息", "<p>您访问的页面不存在或已被删除</p>"),
    "/script.pdf": "<html><head><script>document.cookie='a=1';location.href=location.href</script></head><body></body></html>",
    "/to-home.pdf": "<html><script>window.location.href='/';</script></html>",
    "/": page("某某市人民政府", "<p>首页 新闻 政务公开</p>" * 50),
}

ROBOTS = {
    "forbids.example": (200, "User-agent: *\nDisallow: /\n"),
    "slow.example": (200, "User-agent: gongkai\nCrawl-delay: 9\n"),
    "some.example": (200, "User-agent: *\nDisallow: /doc/\nAllow: /doc/open\n"),
    "broken-robots.example": (503, ""),
    "no-robots.example": (404, ""),
    "guarded-robots.example": (403, ""),
}


class Portal(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        host = self.headers.get("Host", "").split(":")[0]
        address = urllib.parse.urlsplit(self.path)
        key = f"{host}{self.path}"
        with LOCK:
            ASKED[key] += 1
            OPEN[host] += 1
            times = ASKED[key]
            entry = {
                "host": host, "path": self.path, "time": time.time(), "open": OPEN[host],
                "agent": self.headers.get("User-Agent"), "range": self.headers.get("Range"),
                "if_range": self.headers.get("If-Range"), "if_none_match": self.headers.get("If-None-Match"),
                "connection": self.client_address[1],
            }
            with LOG.open("a") as log:
                log.write(json.dumps(entry) + "\n")
        try:
            self.reply(host, address, times)
        except ConnectionError:
            # Whoever asked is gone.
            self.close_connection = True
        finally:
            with LOCK:
                OPEN[host] -= 1

    def reply(self, host, address, times):
        path = address.path
        if path == "/robots.txt":
            status, body = ROBOTS.get(host, (404, ""))
            return self.answer(status, body)
        if f"{host}{self.path}" in PAGES or self.path in PAGES:
            text = PAGES.get(f"{host}{self.path}", PAGES.get(self.path))
            charset = "gb18030" if "gbk" in text[:200] else "utf-8"
            return self.answer(200, text.encode(charset), Content_Type="text/html")
        if path in PLAIN_PAGES:
            return self.answer(200, PLAIN_PAGES[path], Content_Type="text/html")
        kind, _, rest = path[1:].partition("/")
        return getattr(self, f"reply_{kind}", self.reply_unknown)(rest, times, address)

    def reply_unknown(self, *_):
        self.answer(404, page("404", "not found"), Content_Type="text/html")

    def reply_doc(self, rest, times, address):
        self.send_document(document(rest), rest)

    def send_document(self, body, name, cut=None):
        tag = f'"{name}-{len(body)}"'
        headers = {"Content_Type": "application/octet-stream", "ETag": tag, "Last_Modified": LAST_MODIFIED}
        if self.headers.get("If-None-Match") == tag:
            return self.answer(304, b"", **headers)
        wanted = self.headers.get("Range")
        start = 0
        if wanted and self.headers.get("If-Range") in (tag, LAST_MODIFIED):
            start = int(wanted.split("=")[1].rstrip("-"))
        status = 200
        if start:
            status = 206
            headers["Content_Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        part = body[start:]
        if cut is None:
            return self.answer(status, part, **headers)
        self.answer(status, part[:cut], Content_Length=str(len(part)), **headers)
        self.close_connection = True

    def reply_cut(self, rest, times, address):
        """The first answer breaks in the middle."""
        self.send_document(document(rest), rest, cut=1000 if times == 1 else None)

    def reply_changed(self, rest, times, address):
        """As `cut`, but the document is another one when it is asked for again."""
        self.send_document(document(rest * times), rest, cut=1000 if times == 1 else None)

    def reply_stubborn(self, rest, times, address):
        """As `changed`, by a host that does not know If-Range: the rest comes of another document."""
        body = document(rest * times)
        headers = {"ETag": f'"{times}"'}
        if times == 1:
            self.answer(200, body[:1000], Content_Length=str(len(body)), **headers)
            self.close_connection = True
        elif self.headers.get("Range"):
            start = int(self.headers["Range"].split("=")[1].rstrip("-"))
            headers["Content_Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            self.answer(206, body[start:], **headers)
        else:
            self.answer(200, body, **headers)

    def reply_file(self, rest, times, address):
        """A file of the folder `files`."""
        self.send_document((pathlib.Path("files") / rest).read_bytes(), rest)

    def reply_trickle(self, rest, times, address):
        """A document that takes a while."""
        body = document(rest)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"t"')
        self.end_headers()
        for place in range(0, len(body), 500):
            self.wfile.write(body[place : place + 500])
            self.wfile.flush()
            time.sleep(0.02)

    def reply_status(self, rest, times, address):
        self.answer(int(rest), page("", ""), Content_Type="text/html")

    def reply_once(self, rest, times, address):
        """An error the first time."""
        if times == 1:
            return self.answer(int(rest.split("-")[0]), "", Retry_After="40")
        self.send_document(document(rest), rest)

    def reply_later(self, rest, times, address):
        self.answer(503, "", Retry_After="7200")

    def reply_empty(self, *_):
        self.answer(200, b"", Content_Type="application/pdf")

    def reply_noise(self, *_):
        self.answer(200, bytes(range(256)) * 10, Content_Type="application/pdf")

    def reply_bomb(self, *_):
        body = gzip.compress(b"%PDF-1.4\n" + bytes(8 << 20))
        self.answer(200, body, Content_Type="application/pdf", Content_Encoding="gzip")

    def reply_zipped(self, rest, times, address):
        self.answer(200, gzip.compress(document(rest)), Content_Encoding="gzip")

    def reply_hop(self, rest, times, address):
        """So many redirects, then a document."""
        left = int(rest)
        self.answer(302, "", Location=f"/hop/{left - 1}" if left > 1 else "/doc/hopped.pdf")

    def reply_to(self, rest, times, address):
        self.answer(302, "", Location=urllib.parse.unquote(address.query))

    def reply_named(self, rest, times, address):
        body = document(rest)
        self.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(body)
            + b'Content-Disposition: attachment; filename="' + "某某区年报.pdf".encode("gbk") + b'"\r\n\r\n' + body
        )


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORTAL_PORT", "0"))), Portal)
server.daemon_threads = True
if "PORTAL_CERTIFICATE" in os.environ:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.environ["PORTAL_CERTIFICATE"])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
# It ends with whoever began it.
sys.stdin.read()
