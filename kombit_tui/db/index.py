"""Keeps `record_index` true: which records there are, their titles, and what search finds them by.

The search tables follow what is changed and what is gone by triggers; what is new is put into them
here, all at once. Part of the write path.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, text, update
from sqlmodel import Session

from kombit_tui.db.bulk import insert_rows
from kombit_tui.db.drafts import INDEX, Draft, chunks
from kombit_tui.db.values import searched_text
from kombit_tui.domain.folding import fold

SEARCHES = ("search_prefix", "search_trigram")
_SEARCHED = [
    text(
        f"INSERT INTO {one} (rowid, folded) "
        "SELECT seq, folded FROM record_index WHERE seq >= :first ORDER BY seq"
    )
    for one in SEARCHES
]


def refresh(session: Session, made: Sequence[Draft], beside: Mapping[str, str]) -> None:
    """Bring the index in line with the records that `made` wrote.

    `beside` has for some of them what they are found by beside their own words.
    """
    new, changed, gone = [], [], []
    for one in made:
        if one.after is None:
            gone.append(one.id)
            continue
        title = str(one.after.get(one.kind.title) or "")
        folded = fold(searched_text(one.kind, one.after)) + beside.get(one.id, "")
        row = {"kind": one.kind.name, "title": title, "folded": folded}
        if one.before is None:
            new.append({"seq": one.seq, "id": one.id, **row})
        else:
            changed.append({"b_id": one.id, **row})
    insert_rows(session, INDEX, new)
    if new:  # numbered on from the last record there was: what follows the first of them is new
        for statement in _SEARCHED:
            session.execute(statement, {"first": new[0]["seq"]})
    if changed:
        session.connection().execute(update(INDEX).where(INDEX.c.id == bindparam("b_id")), changed)
    for piece in chunks(gone):
        session.execute(delete(INDEX).where(INDEX.c.id.in_(piece)))
