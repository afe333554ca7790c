"""Values of fields as people read them."""

from kombit_tui.domain.records import KINDS
from kombit_tui.wording.field_values import value_text


def test_the_days_of_a_meeting_are_written_as_everywhere() -> None:
    field = KINDS["meeting"].field("dates")
    assert field is not None
    assert value_text(field, ["2025-12-09", "2025-12-10"]) == "09-12-2025, 10-12-2025"
    assert value_text(field, ["2025-12"]) == "december 2025"
    assert value_text(field, ["ukendt"]) == "ukendt"


def test_other_lists_stand_as_they_are() -> None:
    field = KINDS["project"].field("aliases")
    assert field is not None
    assert value_text(field, ["2025-12-09", "SAPA"]) == "2025-12-09, SAPA"
