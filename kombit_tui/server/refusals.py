"""What the server must never take, though Kinto would; each sub-request is refused by itself.

Part of the plugin `serial_writes`. Whoever is not a member is turned away before it.
"""

import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from kinto.core.errors import ERRORS, http_error
from pyramid import httpexceptions

MAX_BYTES = 262144
MAX_BATCH_BYTES = 2_000_000
"""What waitress takes at most; gunicorn knows no limit."""
_MAX_DEPTH = 32
_MAX_INTEGER = 2**53
"""JSON numbers above it come back changed."""
_SERVER_FIELDS = ("last_modified", "deleted")
_JSON_PATCH = "application/json-patch+json"


def refuse_address(request: Any) -> None:
    """Refuse an address that PostgreSQL could not look up."""
    if "%00" in request.path_qs:
        raise _refusal(400, ERRORS.INVALID_PARAMETERS, "Addresses must not hold NUL.")


def refuse_object(request: Any, *, is_admin: bool) -> None:
    """Refuse a write that would harm other clients, or its whole batch, if Kinto took it."""
    _keep_to_one_account(request)
    body = _body_of(request, max_bytes(request.registry.settings))
    if request.content_type == _JSON_PATCH:
        raise _refusal(400, ERRORS.INVALID_POSTED_DATA, "JSON patch is not accepted.")
    if "last_modified" in request.GET:
        raise _refusal(400, ERRORS.INVALID_PARAMETERS, "last_modified is the server's to set.")
    if not isinstance(body, dict):
        return
    is_record = request.matched_route.name.startswith("record-")
    if "permissions" in body and (is_record or not is_admin):
        raise _refusal(403, ERRORS.FORBIDDEN, "permissions cannot be set here.")
    data = body.get("data")
    for name in _SERVER_FIELDS:
        if isinstance(data, dict) and name in data:
            raise _refusal(400, ERRORS.INVALID_POSTED_DATA, f"{name} is the server's to set.")
    if (wrong := _complaint(body)) is not None:
        raise _refusal(400, ERRORS.INVALID_POSTED_DATA, wrong)


def refuse_batch(request: Any) -> None:
    """Refuse a batch that Kinto would answer with a 500, and a page in its log."""
    body = _body_of(request, MAX_BATCH_BYTES)
    if body is not None and not isinstance(body, dict):
        raise _refusal(400, ERRORS.BADJSON, "A batch is an object.")
    asked = (body or {}).get("requests")
    for one in asked if isinstance(asked, list) else ():
        if isinstance(one, dict) and not _is_address(str(one.get("path", ""))):
            raise _refusal(400, ERRORS.INVALID_PARAMETERS, "Paths are percent-encoded UTF-8.")


def max_bytes(settings: Mapping[str, Any]) -> int:
    """How large a record may be."""
    return int(settings.get("serial_writes_max_bytes", MAX_BYTES))


def _keep_to_one_account(request: Any) -> None:
    """Refuse a batch in the name of two: Kinto would note all its changes as the first one's."""
    batch = getattr(request, "parent", None)
    name = "Authorization"
    if batch is not None and batch.headers.get(name) != request.headers.get(name):
        raise _refusal(400, ERRORS.INVALID_PARAMETERS, "A batch speaks for one account.")


def _is_address(path: str) -> bool:
    try:
        return path.isascii() and bool(unquote(path, errors="strict"))
    except UnicodeDecodeError:
        return False


def _body_of(request: Any, most: int) -> Any:
    """The body as JSON; None where it is none, which Kinto says better."""
    if len(request.body) > most:
        raise _refusal(413, ERRORS.REQUEST_TOO_LARGE, f"At most {most} bytes.")
    if not request.body:
        return None
    try:
        return request.json
    except ValueError:
        return None
    except RecursionError:
        raise _refusal(400, ERRORS.BADJSON, "The body is nested too deeply.") from None


def _complaint(value: Any, depth: int = 0) -> str | None:
    """What in a JSON value PostgreSQL or another client could not take."""
    if isinstance(value, str):
        return "Text must not hold NUL." if "\0" in value else None
    if isinstance(value, float):
        return None if math.isfinite(value) else "Numbers must be finite."
    if isinstance(value, int):
        return None if abs(value) <= _MAX_INTEGER else "Whole numbers go to 2^53."
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if not isinstance(value, list):
        return None
    if depth == _MAX_DEPTH:
        return "The record is nested too deeply."
    return next((wrong for one in value if (wrong := _complaint(one, depth + 1))), None)


def _refusal(status: int, errno: ERRORS, message: str) -> Exception:
    error: Exception = http_error(httpexceptions.status_map[status](), errno=errno, message=message)
    return error
