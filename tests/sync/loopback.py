"""A program: the real Kinto behind a port of this machine. Says which, and serves until killed."""

import warnings
from collections.abc import Callable
from typing import Any

from tests.server.kinto import memory_app


def serve(app: Callable[[], Any]) -> None:
    """Serve the application that `app` makes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from waitress.server import create_server  # type: ignore[import-untyped]

        server = create_server(app(), host="127.0.0.1", port=0, threads=4)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    serve(memory_app)
