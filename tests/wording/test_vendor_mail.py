"""A mail to a vendor says which systems, when it stops and what we need."""

from kombit_tui.db.queries.vendors import vendors
from kombit_tui.db.store import Store
from kombit_tui.wording.vendor_mail import mail
from tests.db.test_queries import TODAY, fill, made


def test_it_names_systems_stop_and_what_is_needed(store: Store) -> None:
    fill(
        store,
        made("campaign", "ch", title="CH1\x1b[31m", stop="2026-12-01"),
        *(made("system", one, name=one.upper(), vendor="Nord") for one in "abc"),
        made("campaign_system", "ch-a", campaign="0999-ch", system="0999-a"),
        made(
            "campaign_system", "ch-b", campaign="0999-ch", system="0999-b", plan_date="2026-12-09"
        ),
        made("campaign_system", "ch-c", campaign="0999-ch", system="0999-c", plan_date="2026-10"),
    )
    (nord,) = vendors(store.reader, TODAY)
    found = mail("Nord", nord.parts, who="Lone", municipality="Korsbæk Kommune", today=TODAY)
    assert found.subject == "CH1: plan og dato for A, B, C"
    lines = found.text.split("\n")
    assert lines[0] == "Hej Nord"
    assert lines[2] == "CH1 stopper 01-12-2026 (om 104 dage). Det gælder:"
    assert lines[3] == "- A: vi har ingen dato; næste trin: I brug?"
    assert "09-12-2026, altså efter stop 01-12-2026" in lines[4]
    assert lines[5] == "- C: jeres plan er oktober 2026; bekræft gerne dagen"
    assert "testmiljø" in found.text
    assert "Svar gerne senest 02-09-2026." in lines
    assert lines[-2:] == ["Lone", "Korsbæk Kommune"]
