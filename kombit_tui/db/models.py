"""The tables as SQLModel models, made from the declarations in `domain.records`.

A model has the declared fields, the two derived days of each date, and the columns that every
record has. It is the schema that migrations are held against; list screens never load it.
"""

import re
from typing import Any, cast

from pydantic import create_model
from sqlalchemy import JSON, Column, ForeignKey, Text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from kombit_tui.domain.fields import Field as Declared
from kombit_tui.domain.fields import FieldType, Kind
from kombit_tui.domain.records import KINDS

_PYTHON: dict[FieldType, type] = {
    FieldType.INTEGER: int,
    FieldType.NUMBER: float,
    FieldType.FLAG: bool,
}
_JSON = (FieldType.LIST, FieldType.TABLE)


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
    if field.type in _JSON:
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

    id: str = Field(primary_key=True)
    kind: str
    bucket: str
    base: Any = Field(default=None, sa_column=Column("base", JSON(none_as_null=True)))
    base_lm: int | None = None
    dirty: bool = Field(default=True, index=True)


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
