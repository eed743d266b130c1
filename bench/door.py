"""What a browser does at the sign-in, over real HTTP, for the benches of the door."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Visitor:
    """A browser with its cookies, that says it comes from any address."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.status = 0
        self.location = ""

    def ask(self, method: str, path: str, body: str = "", origin: str = "") -> str:
        headers = {
            "Host": "localhost",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if origin:
            headers["X-Forwarded-For"] = origin
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.status = answer.status
        self.location = answer.headers.get("Location", "")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if found := TOKEN.search(page):
            self.token = found[1]
        return page

    def post(self, path: str, origin: str = "", **fields: str) -> str:
        if not self.token:
            self.ask("GET", "/connexion/", origin=origin)
        fields["csrfmiddlewaretoken"] = self.token
        return self.ask("POST", path, urlencode(fields), origin)
