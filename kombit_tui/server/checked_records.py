"""What is wrong with stored records, held against the published schemas; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kombit_tui.domain.fields import Home, Kind
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.schema import schemas
from kombit_tui.server.database import Stored
from kombit_tui.server.provision import CATALOGUE, CONFIDENTIAL

_EXAMPLES = 20
_PERHAPS_NEWER = "En nyere kombit-tui kan have skrevet den; opgradér serveren, eller ret posten."


def complaints(stored: Iterable[Stored]) -> Iterator[tuple[str, str]]:
    """What is wrong, one line for each kind of fault in each collection, with an example."""
    validators = _validators()
    faults: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for one in stored:
        for fault in _faults(one, validators):
            faults[one.parent, fault] += 1
            examples.setdefault((one.parent, fault), one.id)
    for (parent, fault), count in faults.most_common(_EXAMPLES):
        posts = "1 post" if count == 1 else f"{count} poster"
        yield f"{parent}: {posts}, fx {examples[parent, fault]}: {fault}.", _PERHAPS_NEWER
    if len(faults) > _EXAMPLES:
        yield f"Og {len(faults) - _EXAMPLES} andre slags fejl i det gemte.", _PERHAPS_NEWER


def _faults(one: Stored, validators: Mapping[str, Any]) -> Iterator[str]:
    _, _, bucket, _, collection = one.parent.split("/")
    owner = bucket.removeprefix("kommune-")
    if not one.id.startswith(f"{owner}-"):
        yield f"id'et begynder ikke med {owner}-"
    name = one.data.get("type")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        yield f"slagsen «{name}» kendes ikke"
        return
    if (wrong := _misplaced(kind, collection)) is not None:
        yield wrong
    record = {"id": one.id, **one.data}
    for error in validators[kind.name].iter_errors(record):
        where = ".".join(str(part) for part in error.absolute_path)
        place = f"{kind.name}.{where}" if where else kind.name
        yield f"{place} passer ikke til skemaet ({error.validator})"


def _misplaced(kind: Kind, collection: str) -> str | None:
    if kind.confidential and collection != CONFIDENTIAL:
        return f"{kind.name} handler om personer og hører til i {CONFIDENTIAL}"
    if collection == CATALOGUE and kind.home is Home.MUNICIPALITY:
        return f"{kind.name} hører til i en kommune"
    return None


def _validators() -> dict[str, Any]:
    from jsonschema import Draft202012Validator

    return {name: Draft202012Validator(schema) for name, schema in schemas().items()}
