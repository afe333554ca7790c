"""Record ids: text made here, never by the server or the database.

Every id begins with the municipality (or `katalog`), because the server mixes up tombstones of
buckets that share an id. What two colleagues may create alike gets the same id on both machines.
"""

from uuid import UUID, uuid4, uuid5

from kombit_tui.domain.folding import fold

NO_MUNICIPALITY = "0000"
"""Stands for the municipality until the user has chosen one."""

_NAMESPACE = UUID("80939550-4e94-5bba-a755-0529a1115682")
"""Of `urn:kombit-tui:record`; not worked out at every start, which would load all of `hashlib`."""


def new_id(municipality: str) -> str:
    """An id for a record that only this user can have made."""
    return f"{municipality}-{uuid4().hex}"


def natural_id(municipality: str, kind: str, *key: str) -> str:
    """The id of the `kind` of record that `key` describes: the same wherever it is made.

    Ids in the key count without their prefix, so that only the new id's own prefix tells
    municipalities apart.
    """
    own = f"{municipality}-"
    name = "\x1f".join((kind, *(fold(part.removeprefix(own)) for part in key)))
    return f"{municipality}-{uuid5(_NAMESPACE, name).hex}"


def task_state_id(municipality: str, task_id: str) -> str:
    """The id of our own state of a task: one per task, whoever touches it first."""
    return f"{municipality}-t-{task_id}"


def bucket_of(municipality: str) -> str:
    """The server's bucket for a municipality's records."""
    return f"kommune-{municipality}"
