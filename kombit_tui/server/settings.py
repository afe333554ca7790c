"""The settings of Kinto's two heads, with every open default closed, and the ini files of them.

The public head serves clients behind a proxy; nothing but records can be written through it. The
admin head listens on the loopback address only, or runs inside a command, and may do the rest.
`check` holds the files of a running server against the same tables.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

PLUGIN = "kombit_tui.server.serial_writes"
ADMIN = "account:admin"
PUBLIC_INI, ADMIN_INI = "public.ini", "admin.ini"

COMMON: Mapping[str, str] = {
    "kinto.includes": f"kinto.plugins.accounts {PLUGIN}",
    "kinto.explicit_permissions": "false",
    "kinto.transaction_per_request": "true",
    "kinto.experimental_collection_schema_validation": "false",
    "kinto.experimental_permissions_endpoint": "true",
    "kinto.batch_max_requests": "100",
    "kinto.paginate_by": "1000",
    "kinto.retry_after_seconds": "5",
    "kinto.cors_origins": "",
    "kinto.object_user-data_delete_enabled": "false",
    "kinto.serial_writes_max_bytes": "262144",
    "multiauth.policies": "account",
    "multiauth.policy.account.use": "kinto.plugins.accounts.AccountsPolicy",
}
"""What both heads must have."""
_GRANTED = (
    "account_create",
    "account_write",
    "account_read",
    "bucket_create",
    "bucket_write",
    "bucket_read",
    "collection_create",
    "collection_write",
    "collection_read",
    "group_create",
    "group_write",
    "group_read",
    "record_create",
    "record_write",
    "record_read",
    "history_read",
)
"""Rights that settings can give across all buckets: to nobody on the public head."""
_CLOSED = (
    "plural_bucket_head plural_bucket_get plural_bucket_post plural_bucket_delete",
    "object_bucket_put object_bucket_patch object_bucket_delete",
    "plural_collection_post plural_collection_delete",
    "object_collection_put object_collection_patch object_collection_delete",
    "plural_group_head plural_group_get plural_group_post plural_group_delete",
    "object_group_get object_group_put object_group_patch object_group_delete",
    "plural_record_post plural_record_delete object_record_patch",
    "plural_account_head plural_account_get plural_account_post plural_account_delete",
    "object_account_put object_account_delete",
)
"""Endpoints that no client needs. Writing records includes the right to delete their collection, so
what is not here could be done by any member."""

PUBLIC: Mapping[str, str] = {
    **{f"kinto.{right}_principals": "" for right in _GRANTED},
    **{f"kinto.{name}_enabled": "false" for names in _CLOSED for name in names.split()},
    "kinto.serial_writes_admin": "false",
}
"""What the public head has beside `COMMON`."""
ADMIN_HEAD: Mapping[str, str] = {
    **{f"kinto.{right}_principals": ADMIN for right in _GRANTED},
    "kinto.plural_history_delete_enabled": "false",
    "kinto.serial_writes_admin": "true",
}
"""What the admin head has beside `COMMON`: its rights come from here, not from the buckets, so the
same account is nobody on the public head."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one server runs, as it was asked for."""

    database: str
    """A URL like `postgresql:///kombit`."""
    http_host: str
    """The name that clients know the server by."""
    host: str = "127.0.0.1"
    port: int = 8888
    admin_port: int = 8889
    threads: int = 8
    secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    """The same on all heads, for they share one cache of checked passwords."""


def public(place: Place) -> dict[str, str]:
    """All settings of the public head."""
    proxied = {"kinto.http_scheme": "https", "kinto.http_host": place.http_host}
    return {**COMMON, **PUBLIC, **proxied, **_backends(place)}


def admin(place: Place) -> dict[str, str]:
    """All settings of the head that only the machine itself reaches."""
    return {**COMMON, **ADMIN_HEAD, "kinto.http_scheme": "https", **_backends(place)}


def ini(settings: Mapping[str, str], host: str, port: int, threads: int) -> str:
    """The ini file of a head, for waitress, gunicorn and the `kinto` command alike."""
    lines = [
        "# Lavet af «kombit-tui server init». «kombit-tui server check» siger, om noget er åbent.",
        "",
        *_section("server:main", _waitress(host, port, threads)),
        *_section("app:main", {"use": "egg:kinto", **settings}),
        *_section("loggers", {"keys": "root, config"}),
        *_section("handlers", {"keys": "console"}),
        *_section("formatters", {"keys": "plain"}),
        *_section("logger_root", {"level": "WARNING", "handlers": "console"}),
        *_section("logger_config", _SILENT),
        *_section("handler_console", _CONSOLE),
        *_section("formatter_plain", {"format": "%(levelname)s %(name)s %(message)s"}, raw=True),
    ]
    return "\n".join(lines)


_CONSOLE = {
    "class": "StreamHandler",
    "args": "(sys.stderr,)",
    "level": "NOTSET",
    "formatter": "plain",
}

_SILENT = {"level": "CRITICAL", "handlers": "", "qualname": "kinto.config"}
"""Looks for an ini file elsewhere, only to tell the world its checksum."""


def _waitress(host: str, port: int, threads: int) -> dict[str, str]:
    """Room for all colleagues at once: a client keeps its connection from one meeting to the next.

    At its own limit of 100 waitress accepts nobody any more, until somebody has been silent for two
    minutes; beyond 1,000 it needs poll in place of select.
    """
    return {
        "use": "egg:waitress#main",
        "host": host,
        "port": str(port),
        "threads": str(threads),
        "max_request_body_size": "2000000",
        "connection_limit": "2000",
        "channel_timeout": "90",
        "asyncore_use_poll": "true",
        "ident": "",
    }


def _backends(place: Place) -> dict[str, str]:
    """PostgreSQL for everything: a cache of each process's own would honour old passwords."""
    found = {
        f"kinto.{part}_backend": f"kinto.core.{part}.postgresql"
        for part in ("storage", "permission", "cache")
    }
    found |= {f"kinto.{part}_url": place.database for part in ("storage", "permission")}
    found["kinto.cache_url"] = _unhurried(place.database)
    found |= {f"kinto.{part}_pool_pre_ping": "true" for part in ("storage", "cache")}
    return found | {"kinto.userid_hmac_secret": place.secret}


def _unhurried(database: str) -> str:
    """The database for what may be lost in a power cut: its commits do not wait for the disk."""
    if "options=" in database:
        return database
    return f"{database}{'&' if '?' in database else '?'}options=-csynchronous_commit%3Doff"


def _section(name: str, values: Mapping[str, str], *, raw: bool = False) -> Iterator[str]:
    yield f"[{name}]"
    for key, value in values.items():
        yield f"{key} = {value if raw else value.replace('%', '%%')}".rstrip()
    yield ""
