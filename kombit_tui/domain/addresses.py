"""Addresses of servers as people type them. Pure; whether one is safe is for `sync.client`."""

import re

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HERE = ("localhost", "127.0.0.1", "[::1]")
_VERSION = "/v1"


def whole(typed: str) -> str:
    """An address with its scheme and version, so that one server has one address.

    Without a scheme it is https, and http on this machine.
    """
    text = "".join(typed.split()).rstrip("/")
    if not text:
        return ""
    if not _SCHEME.match(text):
        host = text.partition("/")[0].rpartition(":")[0] or text.partition("/")[0]
        text = f"{'http' if host.lower() in _HERE else 'https'}://{text}"
    return text if text.endswith(_VERSION) else text + _VERSION


def host(address: str) -> str:
    """The machine in an address, as people name a server."""
    return address.partition("://")[2].partition("/")[0] or address
