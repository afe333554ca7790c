"""The kinds of records that spreadsheets have rows of, and how a row of each is known again. Data.

A row can tell of two records at once: of what is announced, and of what we do about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kombit_tui.domain.fields import Field, Kind
from kombit_tui.domain.records import KINDS


@dataclass(frozen=True)
class TableKind:
    """A kind of table."""

    kind: Kind
    naming: tuple[str, ...]
    """A table must have one of these columns to be about the kind."""
    text: str
    """The field whose text tells records of a scope apart."""
    scope: tuple[str, ...] = ()
    """Fields in which a known record must agree, where the table has such columns."""
    code: str | None = None
    """The field that identifies a record on its own."""
    beside: Kind | None = None
    """What we do about it, in a record of its own."""
    pointing: str = ""
    """The field with which that one points to it."""
    key: tuple[str, ...] = ()
    """What that one needs beside; without it there is none."""
    called: Mapping[str, str] = field(default_factory=dict)
    """Field -> what others call it, folded and without spaces."""

    @property
    def name(self) -> str:
        """The kind's name."""
        return self.kind.name

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of both records; no two have the same name."""
        return (*self.kind.fields, *(self.beside.fields if self.beside else ()))


def field_of(table: TableKind, name: str) -> Field | None:
    """The field of that name in either record."""
    return next((one for one in table.fields if one.name == name), None)


_TABLES = (
    TableKind(
        KINDS["task"],
        naming=("title",),
        text="title",
        scope=("project", "wave"),
        code="code",
        beside=KINDS["task_state"],
        pointing="task",
        called={
            "code": "id nr nummer kode opgaveid opgavenr opgavenummer opgavekode klikid",
            "title": "navn titel opgave opgavenavn opgavetitel klikopgave",
            "project": "projekt projektnavn loesning",
            "kind": "type opgavetype",
            "start": "start startdato starter fra",
            "due": "slut slutdato frist deadline",
            "duration": "varighed tidsforbrug",
            "performer_role": "rolle anbefaletudfoerer",
            "text": "beskrivelse bemaerkning bemaerkninger note noter kommentar",
            "status": "status opgavestatus",
            "responsible": "ansvarlig opgaveansvarlig",
            "own_due": "egenfrist internfrist",
        },
    ),
    TableKind(
        KINDS["system"],
        naming=("name",),
        text="name",
        beside=KINDS["campaign_system"],
        pointing="system",
        key=("campaign",),
        called={
            "name": "navn system itsystem fagsystem systemnavn",
            "vendor": "leverandoer systemleverandoer",
            "owner": "ejer systemejer systemansvarlig ansvarlig",
            "campaign": "forloeb udfasning",
            "follow_up": "foelgop opfoelgning naesteopfoelgning",
            "text": "bemaerkning bemaerkninger note noter kommentar",
        },
    ),
    TableKind(
        KINDS["role"],
        naming=("name",),
        text="name",
        scope=("system",),
        beside=KINDS["assignment"],
        pointing="role",
        key=("person",),
        called={
            "name": "navn rolle rollenavn",
            "mandatory": "obl obligatorisk",
            "person": "indehaver person medarbejder",
            "verified_on": "bekraeftet",
        },
    ),
    TableKind(
        KINDS["person"],
        naming=("name",),
        text="name",
        code="mail",
        called={
            "name": "navn medarbejder person fuldtnavn",
            "mail": "mail email emailadresse mailadresse epost",
            "unit": "enhed afdeling forvaltning center team",
            "is_manager": "leder",
        },
    ),
    TableKind(
        KINDS["agreement"],
        naming=("title",),
        text="title",
        beside=KINDS["agreement_state"],
        pointing="agreement",
        called={
            "title": "navn titel aftale aftalenavn",
            "state": "status underskriftstatus",
            "signed_on": "underskrd underskrevet underskrevetden",
        },
    ),
    TableKind(
        KINDS["price"],
        naming=("system",),
        text="system",
        scope=("year", "unit"),
        called={"system": "system loesning", "amount": "pris", "counts": "pr prispr"},
    ),
    TableKind(
        KINDS["milestone"],
        naming=("title",),
        text="title",
        scope=("area", "date"),
        called={"title": "navn titel milepael", "date": "dato"},
    ),
    TableKind(
        KINDS["contact"],
        naming=("name", "mail"),
        text="mail",
        called={"mail": "mail email emailadresse", "phone": "telefon tlf telefonnummer mobil"},
    ),
    TableKind(
        KINDS["project"],
        naming=("name",),
        text="name",
        code="code",
        called={"name": "navn projekt projektnavn loesning", "code": "kode projektkode"},
    ),
)
KINDS_IN_TABLES: Mapping[str, TableKind] = {one.name: one for one in _TABLES}
"""By the name of the kind that is announced, the likeliest first."""
