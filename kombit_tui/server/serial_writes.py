"""The one piece of ours that runs inside Kinto. Include it last in `kinto.includes`.

Writers of one bucket queue up behind a PostgreSQL lock that is taken before Kinto reads the object
for `If-Match` and is held to the end of the transaction. Stock Kinto on PostgreSQL does not, and so
acknowledges writes that are lost, and lets pollers miss records (docs/server.md, contract tests).

It also turns strangers away before anything of a bucket is looked up, refuses what no client of
ours may send (`refusals`), and keeps an audit history of every object: Kinto's own plugin notes
only the first object of a batch when `explicit_permissions` is off.
"""

from collections.abc import Mapping, Set
from typing import Any

from kinto.authorization import PERMISSIONS_INHERITANCE_TREE
from kinto.core.events import ResourceChanged
from kinto.plugins.history.listener import on_resource_changed
from pyramid import httpexceptions
from pyramid.config import Configurator
from pyramid.events import BeforeTraversal
from pyramid.exceptions import ConfigurationError
from pyramid.settings import asbool, aslist
from sqlalchemy import text

from kombit_tui.server import refusals

CAPABILITY = "serial_writes"
_WRITES = frozenset({"PUT", "POST", "PATCH", "DELETE"})
_PARENTS = {"collection": "collections", "group": "groups"}
_QUEUE = text("SELECT pg_advisory_xact_lock(hashtextextended(:bucket, 0))")


def includeme(config: Configurator) -> None:
    """Called by Kinto for each name in `kinto.includes`.

    Raises:
        ConfigurationError: with these settings writes would not be safe, or noted twice.
    """
    settings = config.get_settings()
    if not asbool(settings.get("transaction_per_request")):
        raise ConfigurationError("serial_writes needs kinto.transaction_per_request = true")
    if "kinto.plugins.history" in aslist(settings["includes"]):
        raise ConfigurationError("serial_writes keeps the history: leave kinto.plugins.history out")
    config.add_api_capability(
        CAPABILITY,
        description="Writers of one bucket queue up; every change is in its history.",
        max_bytes=refusals.max_bytes(settings),
        max_batch_bytes=refusals.MAX_BATCH_BYTES,
    )
    config.add_subscriber(_before_traversal, BeforeTraversal)
    config.add_subscriber(
        _note, ResourceChanged, for_resources=("bucket", "group", "collection", "record")
    )
    if _is_admin_head(settings):
        config.scan("kinto.plugins.history.views")
        PERMISSIONS_INHERITANCE_TREE["history"] = {
            "read": {"bucket": ["write", "read"], "history": ["write", "read"]},
            "write": {"bucket": ["write"], "history": ["write"]},
        }


def _before_traversal(event: BeforeTraversal) -> None:
    """The route is known, nothing of the storage is read yet."""
    request = event.request
    path = getattr(request, "matchdict", None) or {}
    bucket = _named(request, path, "bucket")
    is_admin = _is_admin_head(request.registry.settings)
    refusals.refuse_address(request)
    if bucket is not None and not is_admin and request.method != "OPTIONS":
        _admit(request, bucket, path)
    if request.method not in _WRITES:
        return
    if path:
        refusals.refuse_object(request, is_admin=is_admin)
    elif request.path_info.endswith("/batch"):
        refusals.refuse_batch(request)
    if bucket is not None:
        _queue(request, bucket)


def _named(request: Any, path: Mapping[str, str], resource: str) -> str | None:
    """The bucket, collection or group that a path names, be it the last part or before that."""
    if request.matched_route is not None and request.matched_route.name == f"{resource}-object":
        return path.get("id")
    return path.get(f"{resource}_id")


def _admit(request: Any, bucket: str, path: Mapping[str, str]) -> None:
    """Refuse who has no right to anything on the path, be there such a bucket or not.

    Kinto by itself looks for the collection first and so tells strangers what there is; and a
    stranger must not be able to hold the lock of a bucket.
    """
    uris = {f"/buckets/{bucket}"}
    for resource, plural in _PARENTS.items():
        name = _named(request, path, resource)
        if name is not None:
            uris.add(f"/buckets/{bucket}/{plural}/{name}")
    if not uris & _within_reach(request):
        raise httpexceptions.HTTPForbidden


def _within_reach(request: Any) -> Set[str]:
    """Every object that the account has any right to; asked once for each account of a batch."""
    known = request.bound_data.setdefault("serial_writes.reach", {})
    account = request.headers.get("Authorization")
    if account not in known:
        found = request.registry.permission.get_accessible_objects(request.prefixed_principals)
        known[account] = frozenset(found)
    reach: Set[str] = known[account]
    return reach


def _queue(request: Any, bucket: str) -> None:
    """Wait until no other transaction writes to the bucket; a batch asks anew in each sub-request,
    for a conflict in between ends the transaction and with it the lock.
    """
    client = getattr(request.registry.storage, "client", None)
    if client is None:  # in memory there is one process, and tests write one at a time
        return
    with client.connect(readonly=True) as session:
        session.execute(_QUEUE, {"bucket": f"kombit-tui:{bucket}"})


def _note(event: ResourceChanged) -> None:
    """Put each object of a change in the history of its bucket, in the same transaction."""
    for impacted in event.impacted_objects:
        on_resource_changed(ResourceChanged(event.payload, [impacted], event.request))


def _is_admin_head(settings: Mapping[str, Any]) -> bool:
    return bool(asbool(settings.get("serial_writes_admin", False)))
