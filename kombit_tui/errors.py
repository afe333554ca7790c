"""Every error a user can meet, as one tree; each says in Danish what happened and what to do.

    KombitError
    ├── StoreError
    │   ├── StoreTooNew        the file was written by a newer program
    │   ├── StoreBroken        the file is not a store, or is damaged
    │   └── StoreBusy          another process holds the file for too long
    ├── RecordError
    │   ├── RecordNotFound
    │   ├── RecordAmbiguous    several records are called what the user wrote
    │   ├── AssignmentInvalid  FELT=VÆRDI on the command line that makes no sense
    │   └── RecordInvalid      a field holds what it must not
    ├── UnreadableFile         an import file that cannot be read
    ├── MappingInvalid         what is said of a column that is not there, or of no field
    ├── UnknownKind            a kind of record that does not exist
    ├── UnknownMunicipality    a code that no municipality has, or not this store's
    ├── UnknownView            a view that nobody has saved
    ├── FilterInvalid          a filter that does not follow the language
    ├── ExportFailed           a file that cannot be written
    ├── CopyFailed             a backup that cannot be written, or is none
    ├── WebMissing             the extra `web` is not installed
    ├── PortTaken              the port that `web` is to use is another program's
    ├── NoServer               nobody to meet: none is set, or the store belongs to another one
    ├── SyncError              the meeting with the server stopped; everything local is kept
    │   ├── ServerUnreachable  no network, no such host, no answer in time
    │   ├── AddressUnsafe      plain http to another machine, or a certificate that is not right
    │   ├── WrongPassword
    │   ├── NoPermission       signed in, but not a member of the municipality's groups
    │   ├── ServerBusy         it asks us to wait: `retry_after` seconds
    │   ├── ServerReadOnly     it takes no changes for now, or has no room for them
    │   ├── ServerStrange      not a server of ours, or an answer that makes no sense
    │   ├── VersionMismatch    the server or this program is too old for the other
    │   ├── MassChange         far more would vanish here than anybody deletes; asks first
    │   └── SyncBusy           another process is at it with the same store
    └── NothingToUndo

It shows nothing itself: `app.report` and `cli` do.
"""

from typing import ClassVar


class KombitError(Exception):
    """Something the user must be told. `str()` is the Danish text of this very case."""

    title: ClassVar[str] = "Der gik noget galt"
    hint: str = ""

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        if hint is not None:
            self.hint = hint


class StoreError(KombitError):
    """The local store cannot be used as it is."""

    title = "Lageret kan ikke bruges"


class StoreTooNew(StoreError):
    title = "Lageret er skrevet af en nyere version"
    hint = "Opdatér kombit-tui, eller åbn et andet lager med --store."


class StoreBroken(StoreError):
    title = "Lagerfilen kan ikke læses"
    hint = "Filen er ikke ændret. Gendan en sikkerhedskopi, eller åbn et andet lager med --store."


class StoreBusy(StoreError):
    title = "Lageret er optaget"
    hint = "Et andet program skriver i det. Intet er gemt; prøv igen om lidt."


class RecordError(KombitError):
    """A change that cannot be made to the record it names."""

    title = "Ændringen kan ikke gemmes"


class RecordNotFound(RecordError):
    title = "Posten findes ikke"
    hint = "Den kan være slettet i mellemtiden."


class RecordAmbiguous(RecordError):
    title = "Det er ikke entydigt"


class AssignmentInvalid(RecordError):
    title = "Feltet kan ikke sættes"


class RecordInvalid(RecordError):
    title = "Et felt har en værdi, der ikke kan bruges"


class UnreadableFile(KombitError):
    title = "Filen kan ikke læses"
    hint = "Prøv at gemme den som tekst (.txt, UTF-8) og importér den igen."


class MappingInvalid(KombitError):
    title = "Kolonnen kan ikke bruges"
    hint = "Skriv fx --map 'Navn=title', eller --map 'Navn=-' for at udelade kolonnen."


class UnknownKind(KombitError):
    title = "Den slags findes ikke"


class UnknownMunicipality(KombitError):
    title = "Kommunen kan ikke bruges"
    hint = "Koder har fire cifre, fx 0101 for København."


class UnknownView(KombitError):
    title = "Visningen findes ikke"


class FilterInvalid(KombitError):
    """`hint` shows the filter with a caret below the place."""

    title = "Filteret kan ikke forstås"

    def __init__(self, text: str, hint: str | None = None, position: int = 0) -> None:
        super().__init__(text, hint)
        self.position = position
        """Where in the filter it went wrong."""


class ExportFailed(KombitError):
    title = "Filen er ikke gemt"
    hint = "Vælg et andet sted, og prøv igen."


class CopyFailed(KombitError):
    title = "Sikkerhedskopien kan ikke bruges"
    hint = "Dit lager er ikke ændret."


class WebMissing(KombitError):
    title = "Dashboardet kan ikke vises i en browser"
    hint = 'Installér det med: pip install "kombit-tui[web]"'


class PortTaken(KombitError):
    title = "Dashboardet kan ikke vises i en browser"
    hint = "Vælg en anden med --port."


class NoServer(KombitError):
    title = "Der er ingen server"


class NothingToUndo(KombitError):
    title = "Ingen ændring"


class SyncError(KombitError):
    """A meeting with the server that stopped. What is not yet sent stays here and is sent later."""

    title = "Der er ikke synkroniseret"


class ServerUnreachable(SyncError):
    title = "Serveren svarer ikke"
    hint = "Alt er gemt her og sendes, når der er forbindelse igen."


class AddressUnsafe(SyncError):
    title = "Forbindelsen er ikke sikker"


class WrongPassword(SyncError):
    title = "Navn eller adgangskode er forkert"
    hint = "Intet er gået tabt. Skriv adgangskoden igen under Synk."


class NoPermission(SyncError):
    title = "Du har ikke adgang på serveren"
    hint = "Bed den, der passer serveren, om at melde dig ind i kommunens gruppe."


class ServerBusy(SyncError):
    """`retry_after` is how long the server asks us to wait, in seconds."""

    title = "Serveren har travlt"
    hint = "Der prøves igen af sig selv."

    def __init__(self, text: str, hint: str | None = None, retry_after: float = 0) -> None:
        super().__init__(text, hint)
        self.retry_after = retry_after


class ServerReadOnly(SyncError):
    title = "Serveren tager ikke imod ændringer"
    hint = "Dine ændringer er gemt her og sendes, når den gør det igen."


class ServerStrange(SyncError):
    title = "Serveren svarer ikke som ventet"
    hint = "Se efter, om adressen er rigtig, også efter «/v1»."


class VersionMismatch(SyncError):
    title = "Versionerne passer ikke sammen"


class MassChange(SyncError):
    title = "Usædvanligt meget er slettet på serveren"


class SyncBusy(SyncError):
    title = "Der synkroniseres allerede"
