"""What belongs to what is said in fields that are declared."""

from kombit_tui.db.queries.belonging import OWNER
from kombit_tui.domain.records import KINDS


def test_a_part_names_its_owner_in_a_declared_field() -> None:
    assert all(KINDS[kind].field(field) for kind, field in OWNER.items())
