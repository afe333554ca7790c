"""The real Kinto in this process, in memory, with our plugin and what `provision` makes.

    app = memory_app()
    client = httpx.Client(transport=httpx.WSGITransport(app=app), base_url=BASE, auth=auth(ANNA))
    reset(app)  # as after memory_app(), in about a millisecond
    admin_head(app).must("PATCH", ...)  # what no user may, on the same data
    history(app, OURS)  # the audit, oldest first

Two municipalities and the catalogue: buckets `kommune-0101`, `kommune-0147` (collections `data`,
`fortroligt`) and `katalog` (collection `katalog`). Everybody's password is `PASSWORD`.
"""

import copy
from typing import Any

import bcrypt
import transaction

from kombit_tui.server import provision, settings
from kombit_tui.server.head import LOCAL_POLICY, Head, build, signed
from kombit_tui.server.provision import Group, Member

BASE = "https://sync.korsbaek.example/v1/"
PASSWORD = "correct-horse"
OURS, THEIRS, CATALOGUE = "kommune-0101", "kommune-0147", "katalog"

ANNA = "0101-anna"
"""In `team` and `fortrolig` of 0101."""
BO = "0101-bo"
"""In `team` of 0101."""
CARLA = "0101-carla"
"""In `team` and `fortrolig` of 0101."""
DORTE = "0101-dorte"
"""In `laesere` of 0101."""
EMIL = "0147-emil"
"""In `team` and `fortrolig` of 0147, and so a stranger to 0101."""
FEED = "katalog-feed"
"""In `udgivere` of the catalogue: the only one who may write there."""

_TEAM, _ALL = frozenset({Group.TEAM}), frozenset({Group.TEAM, Group.CONFIDENTIAL})
MEMBERS = {
    "0101": (
        Member(ANNA, _ALL),
        Member(BO, _TEAM),
        Member(CARLA, _ALL),
        Member(DORTE, frozenset({Group.READERS})),
    ),
    "0147": (Member(EMIL, _ALL),),
}
PUBLISHERS = (Member(FEED, frozenset({Group.PUBLISHERS})),)

ACCOUNTS = tuple(one.name for one in (*sum(MEMBERS.values(), ()), *PUBLISHERS))

_HASHED_PASSWORD = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
_BACKENDS = ("storage", "permission", "cache")
_IN_MEMORY = {
    **{f"kinto.{part}_backend": f"kinto.core.{part}.memory" for part in _BACKENDS},
    **{f"kinto.{part}_url": "" for part in _BACKENDS},
}
_STATE = ("_store", "_cemetery", "_timestamps", "_created_at", "_ttl", "_quota")
_PLACE = settings.Place("", "sync.korsbaek.example")


def memory_app(**changed: str) -> Any:
    """The public head as a WSGI application; `changed` settings override its own."""
    admin = build({**settings.admin(_PLACE), **_IN_MEMORY, **LOCAL_POLICY})
    for account in ACCOUNTS:
        insert_account(admin, account)
    populate(Head(admin))
    app = build({**settings.public(_PLACE), **_IN_MEMORY, **changed})
    for name in _BACKENDS:
        setattr(app.registry, name, getattr(admin.registry, name))
    app.registry.admin = admin
    app.registry.pristine = {
        (backend, state): copy.deepcopy(value) for backend, state, value in _state(app)
    }
    return app


def reset(app: Any) -> None:
    """Everything as it was when `memory_app` gave the application away."""
    for (backend, state), value in app.registry.pristine.items():
        setattr(getattr(app.registry, backend), state, copy.deepcopy(value))


def auth(account: str) -> tuple[str, str]:
    """Who asks, as httpx wants it."""
    return account, PASSWORD


def head_of(app: Any, account: str) -> Head:
    """Requests to `app` as an account, without httpx."""
    return Head(app, signed(account, PASSWORD))


def admin_head(app: Any) -> Head:
    """Requests as the administrator, to a head that lets him do everything with the same data."""
    return Head(app.registry.admin)


def history(app: Any, bucket: str) -> list[dict[str, Any]]:
    """What the server has noted of a bucket's changes, oldest first."""
    entries = app.registry.storage.list_all("history", f"/buckets/{bucket}")
    return sorted(entries, key=lambda entry: entry["last_modified"])


def populate(head: Head) -> None:
    """What `provision` makes for the municipalities and accounts above."""
    outcome = provision.Outcome()
    for code, members in MEMBERS.items():
        provision.municipality(head, code, members, outcome)
    provision.catalogue(head, PUBLISHERS, outcome)


def insert_account(app: Any, account: str) -> None:
    """An account as `provision` makes it, but with a hash that takes no time to check."""
    app.registry.storage.update(
        "account", account, account, {"id": account, "password": _HASHED_PASSWORD}
    )
    app.registry.permission.add_principal_to_ace(
        f"/accounts/{account}", "write", f"account:{account}"
    )
    transaction.commit()


def _state(app: Any) -> list[tuple[str, str, Any]]:
    backends = [(name, getattr(app.registry, name)) for name in _BACKENDS]
    return [
        (name, state, getattr(backend, state))
        for name, backend in backends
        for state in _STATE
        if hasattr(backend, state)
    ]
