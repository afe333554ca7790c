"""The tables as SQLModel models, made from the declarations in `domain.records`.

A model has the declared fields, the two derived days of each date, and the columns that every
record has. It is the schema that migrations are held against; list screens never load it.
"""

import re
from typing import Any, cast

from pydantic import create_model
from sqlalchemy import JSON, Column, ForeignKey, Index, Text, text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from kombit_tui.domain.fields import KEPT_AS_JSON, FieldType, Kind
from kombit_tui.domain.fields import Field as Declared
from kombit_tui.domain.records import KINDS

_PYTHON: dict[FieldType, type] = {
    FieldType.INTEGER: int,
    FieldType.NUMBER: float,
    FieldType.FLAG: bool,
}


class Record(SQLModel):
    """What every synced record has beside its declared fields."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        """The kind's name: `TaskState` lives in `task_state`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    seq: int = Field(primary_key=True)
    """Local only: the row in `record_index` and in the search tables."""
    id: str = Field(unique=True)
    """Made here, prefixed by the municipality; the name under which it is synced."""
    bucket: str
    created_at: str
    modified_at: str
    modified_by: str


def _columns(field: Declared) -> dict[str, Any]:
    """The model fields that one declared field becomes."""
    if field.type in KEPT_AS_JSON:
        return {field.name: (Any, Field(default=None, sa_column=Column(field.name, JSON)))}
    python = _PYTHON.get(field.type, str)
    columns: dict[str, Any] = dict.fromkeys(field.columns(), (python | None, None))
    if field.refers is not None:
        columns[field.name] = (str | None, Field(default=None, index=True))
    if field.type is FieldType.DATE:
        columns |= {f"{field.name}_first": (int | None, None)}
        columns |= {f"{field.name}_last": (int | None, None)}
    return columns


def _model(kind: Kind) -> type[Record]:
    columns = {name: spec for field in kind.fields for name, spec in _columns(field).items()}
    about: dict[str, Any] = {
        "__base__": Record,
        "__module__": __name__,
        "__cls_kwargs__": {"table": True},
        "__doc__": kind.danish,
    }
    name = "".join(part.title() for part in kind.name.split("_"))
    return cast(type[Record], create_model(name, **about, **columns))


class RecordIndex(SQLModel, table=True):
    """All records of all kinds: id to kind, and the text that the search tables index."""

    __tablename__ = "record_index"

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    kind: str = Field(index=True)
    title: str
    folded: str


class SyncState(SQLModel, table=True):
    """What the server last told us of a record; local content that differs from it is unsent."""

    __tablename__ = "sync_state"
    __table_args__ = (
        Index("ix_sync_state_merged_at", "merged_at", sqlite_where=text("merged_at IS NOT NULL")),
        Index("ix_sync_state_dirty", "dirty", sqlite_where=text("dirty = 1")),
    )

    id: str = Field(primary_key=True)
    kind: str
    bucket: str
    base: Any = Field(default=None, sa_column=Column("base", JSON(none_as_null=True)))
    base_lm: int | None = None
    dirty: bool = True
    collection: str = Field(default="data", sa_column_kwargs={"server_default": "data"})
    merged_at: str | None = None
    """When a colleague's change was last merged with one of ours."""
    former: Any = Field(default=None, sa_column=Column("former", JSON(none_as_null=True)))
    """What the server had before it was deleted there, while ours is still to be made anew."""
    unread: Any = Field(default=None, sa_column=Column("unread", JSON(none_as_null=True)))
    """Keys of `base` that the version which read it did not understand."""


class SyncAttempt(SQLModel, table=True):
    """A request that was, or is about to be, sent and whose answer is not known yet."""

    __tablename__ = "sync_attempt"

    id: str = Field(primary_key=True)
    op: str
    """Names this attempt in the `_ops` of the record, by which it is known again."""
    method: str
    """put | delete"""
    body: Any = Field(default=None, sa_column=Column("body", JSON(none_as_null=True)))
    """Exactly what is sent; None for a deletion."""
    if_match: int | None = None
    """The `last_modified` that must still be the server's; None for a record it never had."""
    made_at: str
    tries: int = 0


class SyncRefusal(SQLModel, table=True):
    """What the server will not have, and why; sent again when its content is another one."""

    __tablename__ = "sync_refusal"

    id: str = Field(primary_key=True)
    status: int
    reason: str
    content: Any = Field(default=None, sa_column=Column("content", JSON(none_as_null=True)))
    at: str


class SyncConflict(SQLModel, table=True):
    """What two people did to the same, until somebody decides; local, one for each field group."""

    __tablename__ = "sync_conflict"

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    record_id: str = Field(index=True)
    kind: str
    sort: str
    """fields | deleted_here | deleted_there"""
    before: Any = Field(default=None, sa_column=Column("before", JSON(none_as_null=True)))
    """The columns in question with their values; for deletions the whole record."""
    mine: Any = Field(default=None, sa_column=Column("mine", JSON(none_as_null=True)))
    theirs: Any = Field(default=None, sa_column=Column("theirs", JSON(none_as_null=True)))
    mine_by: str | None = None
    mine_at: str | None = None
    theirs_by: str | None = None
    theirs_at: str | None = None
    found_at: str
    decided_at: str | None = None
    decision: str | None = None
    decided_in: str | None = None
    """The step that decided it, or opened it again: undo and redo turn it round."""


class SyncFeed(SQLModel, table=True):
    """One collection of the server and how far it is read."""

    __tablename__ = "sync_feed"

    bucket: str = Field(primary_key=True)
    collection: str = Field(primary_key=True)
    cursor: int = 0
    epoch: str | None = None
    state: str = "open"
    """open | read_only | closed (we may not see it) | held (the user is asked about deletions)"""
    reconciling: str | None = None
    """Why all of it is being compared: restored (the server was set back) | gap; None if not."""
    reconcile_cursor: int = 0
    compared_at: str | None = None
    """When all of it was last read."""
    ok_at: str | None = None
    """When it was last read to its end; not noted at each idle meeting."""


class SyncSnapshot(SQLModel, table=True):
    """What the server has in all, gathered page by page while a collection is compared anew."""

    __tablename__ = "sync_snapshot"

    bucket: str = Field(primary_key=True)
    collection: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    lm: int
    body: Any = Field(default=None, sa_column=Column("body", JSON(none_as_null=True)))


class SyncRun(SQLModel, table=True):
    """One meeting with the server that changed something, or did not end as the one before it."""

    __tablename__ = "sync_run"

    seq: int | None = Field(default=None, primary_key=True)
    started_at: str
    ended_at: str
    outcome: str
    """done | failed | cancelled"""
    pulled: int = 0
    pushed: int = 0
    merged: int = 0
    conflicts: int = 0
    refused: int = 0
    message: str | None = None


class JournalGroup(SQLModel, table=True):
    """One step of the user, whatever the number of records it changed: what undo reverses."""

    __tablename__ = "journal_group"

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    at: str
    who: str
    label: str
    origin: str
    reverts: str | None = None
    is_undone: bool = False


class JournalEntry(SQLModel, table=True):
    """What one step did to one record: the fields that changed, before and after."""

    __tablename__ = "journal_entry"

    seq: int | None = Field(default=None, primary_key=True)
    group_id: str = Field(
        sa_column=Column("group_id", Text, ForeignKey("journal_group.id"), index=True)
    )
    record_id: str = Field(index=True)
    kind: str
    operation: str
    before: Any = Field(default=None, sa_column=Column("before", JSON(none_as_null=True)))
    after: Any = Field(default=None, sa_column=Column("after", JSON(none_as_null=True)))


class Meta(SQLModel, table=True):
    """Facts of this one store: the municipality, who its user is, the last visit."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


MODELS: dict[str, type[Record]] = {name: _model(kind) for name, kind in KINDS.items()}

Project = MODELS["project"]
Meeting = MODELS["meeting"]
AgendaItem = MODELS["agenda_item"]
Question = MODELS["question"]
Task = MODELS["task"]
TaskChange = MODELS["task_change"]
TaskState = MODELS["task_state"]
Role = MODELS["role"]
Person = MODELS["person"]
Assignment = MODELS["assignment"]
Campaign = MODELS["campaign"]
Milestone = MODELS["milestone"]
System = MODELS["system"]
CampaignSystem = MODELS["campaign_system"]
Agreement = MODELS["agreement"]
AgreementState = MODELS["agreement_state"]
Price = MODELS["price"]
Profile = MODELS["profile"]
News = MODELS["news"]
Note = MODELS["note"]
Preparation = MODELS["preparation"]
View = MODELS["view"]
Source = MODELS["source"]
