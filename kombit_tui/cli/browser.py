"""Serves the dashboard to browsers of this machine that know the token; nobody else is answered.

Any program and any web page can reach a port on loopback, so three things are asked of each
request: the token (in the address once, then as a cookie), the `Host` that we serve, so that no
name that leads here counts (DNS rebinding), and an `Origin` that is ours, so that no other page
can drive the dashboard.
"""

import asyncio
import errno
from pathlib import Path
from secrets import compare_digest, token_urlsafe

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.app_service import AppService
from textual_serve.server import Server

from kombit_tui.errors import PortTaken
from kombit_tui.logbook import log_to
from kombit_tui.settings import log_path

HOST = "127.0.0.1"
"""By number: a name may be made to mean another machine."""
PATIENCE = 2.0
"""Seconds that open dashboards get to close in when the server is stopped."""
REFUSED = "Ingen adgang. Brug hele adressen, som «kombit-tui web» har skrevet i terminalen.\n"
_PAGES = Path(__file__).with_name("pages")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws://{host}; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The page asks nobody but this server for anything."""


def serve(command: str, port: int) -> None:
    """Serve the dashboard that `command` opens, until Ctrl+C. Blocks.

    Raises:
        PortTaken: another program has the port, or it may not be used.
    """
    log_to(log_path(), "textual-serve")
    try:
        _Loopback(command, port).serve()
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise PortTaken(f"Port {port} er optaget eller må ikke bruges.") from error


class _Loopback(Server):
    """Textual's server behind a gate, in Danish, and without anything fetched from elsewhere."""

    def __init__(self, command: str, port: int) -> None:
        super().__init__(
            command,
            host=HOST,
            port=port,
            title="kombit-tui",
            public_url=f"http://{HOST}:{port}",
            templates_path=_PAGES,
        )
        self.token = token_urlsafe(32)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.router.add_get("/focus.js", _focus)
        app.middlewares.append(gate(self.token, f"{HOST}:{self.port}"))
        app.on_response_prepare.append(self._guard)
        return app

    async def _guard(self, _: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_HEADERS)
        response.headers["Content-Security-Policy"] = _POLICY.format(host=f"{HOST}:{self.port}")

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is."""
        print(f"Dashboardet kan åbnes her:\n\n  {self.public_url}/?token={self.token}\n")
        print("Adressen er hemmelig: hvem der har den, kan se og ændre dine data.")
        print("Ctrl+C standser.", flush=True)

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        running = app_service._task  # there is no other way to learn that it has ended
        assert running is not None
        running.add_done_callback(lambda _: asyncio.ensure_future(websocket.close()))
        await super()._process_messages(websocket, app_service)

    def serve(self, debug: bool = False) -> None:
        """Serve until the program is told to stop; the dashboards that are open close first."""
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            shutdown_timeout=PATIENCE,
            access_log=None,  # it would hold the token
            print=None,
        )


async def _focus(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(_PAGES / "focus.js")


def gate(token: str, host: str) -> Middleware:
    """What refuses every request that does not come from a page of ours, and with the token."""
    cookie = f"kombit_tui_{host.rpartition(':')[2]}"  # cookies do not tell ports apart

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_from_here(request, host):
            return web.Response(status=403, text=REFUSED)
        if _is(request.cookies.get(cookie, ""), token):
            return await handler(request)
        if request.path == "/" and _is(request.query.get("token", ""), token):
            answer = web.Response(status=303, headers={"Location": "/"})  # out of the history
            answer.set_cookie(cookie, token, httponly=True, samesite="Strict")
            return answer
        return web.Response(status=403, text=REFUSED)

    return guarded


def _is_from_here(request: web.Request, host: str) -> bool:
    """Whether it asks for us by the right name, and no other page asks it."""
    origin = request.headers.get("Origin")
    is_ours = origin == f"http://{host}" or (origin is None and request.path != "/ws")
    return request.headers.get("Host") == host and is_ours


def _is(given: str, token: str) -> bool:
    return compare_digest(given.encode(), token.encode())
