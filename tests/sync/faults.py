"""A connection on which things go wrong as planned, and crashes at planned places."""

import json
from collections import deque
from collections.abc import Callable
from typing import Any

import httpx

FAULTS = ("drop", "lost", "refused", "gateway", "busy", "cut", "phantom", "late")
"""drop: never reached · lost: done, no answer · refused: 503 before · gateway: 504 after ·
busy: 429 · cut: done, half an answer · phantom: 201s around a 409, nothing done · late: lands after
it was sent again."""
WRITES = ("PUT", "DELETE")


class Crash(BaseException):
    """The process is gone: no `except Exception` sees it."""


class Fuse:
    """Burns through at the n-th checkpoint after it was lit."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.passed: list[str] = []

    def __call__(self, name: str) -> None:
        self.passed.append(name)
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Crash(name)


class Faulty(httpx.BaseTransport):
    """Hands requests to a server in this process, unless something is planned for them."""

    def __init__(self, app: Any) -> None:
        self.server: httpx.BaseTransport = httpx.WSGITransport(app=app)
        self.planned: deque[str] = deque()
        self.ahead: Callable[[], object] | None = None
        """What happens once just before a batch of writes reaches the server."""
        self.meanwhile: Callable[[], object] | None = None
        """What happens once between the server's deed and its answer to a batch of writes."""
        self.late: httpx.Request | None = None
        self.requests: list[Any] = []
        """Every request, as method, path and, of a batch, what is in it."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """What comes of a request."""
        request.read()
        asked = json.loads(request.content)["requests"] if request.content else []
        self.requests.append((request.method, request.url.path, request.url.query, asked))
        is_write = any(one["method"] in WRITES for one in asked)
        for one in asked:
            if one["method"] in WRITES:
                assert {"If-Match", "If-None-Match"} & set(one["headers"]), "a blind overwrite"
        fault = self.planned.popleft() if self.planned else "ok"
        if fault == "phantom" and not is_write:
            fault = "refused"
        before = {
            "drop": lambda: _fail(httpx.ConnectError("planned")),
            "refused": lambda: _answer(503, {"Retry-After": "2"}),
            "busy": lambda: _answer(429, {"Retry-After": "2"}),
            "phantom": lambda: _phantom(asked),
        }.get(fault)
        if before is not None:
            return before()
        if fault == "late" and is_write:
            self.late = request
            raise httpx.ReadTimeout("planned")
        if is_write and self.ahead is not None:
            ahead, self.ahead = self.ahead, None
            ahead()
        response = self._ask(request)
        if is_write and self.late is not None:
            late, self.late = self.late, None
            self._ask(late)
        if is_write and self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        if fault in ("lost", "late"):
            raise httpx.ReadError("planned")
        if fault == "gateway":
            return _answer(504, {})
        return _cut(response) if fault == "cut" else response

    def _ask(self, request: httpx.Request) -> httpx.Response:
        response = self.server.handle_request(request)
        response.read()
        return response


def _fail(error: Exception) -> httpx.Response:
    raise error


def _answer(status: int, headers: dict[str, str]) -> httpx.Response:
    return httpx.Response(status, headers=headers, text="<html>planned</html>")


def _cut(response: httpx.Response) -> httpx.Response:
    half = response.content[: len(response.content) // 2]
    return httpx.Response(response.status_code, content=half)


def _phantom(asked: list[Any]) -> httpx.Response:
    """As Kinto answers when the transaction of a batch was rolled back: all but one are told to be
    stored."""
    entries = [
        {
            "status": 201,
            "path": one["path"],
            "headers": {},
            "body": {"data": {"id": one["path"].rpartition("/")[2], "last_modified": 7}},
        }
        for one in asked
    ]
    entries[len(entries) // 2] = {"status": 409, "path": "", "headers": {}, "body": {}}
    return httpx.Response(200, json={"responses": entries})
