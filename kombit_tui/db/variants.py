"""Variants of one task, each for waves of its own, are one row of the list (domain.md, KLIK).

Where it is not known which of them is for us, all are: then the row is that of the open one whose
deadline comes first, so that none is hidden which hurts before. Part of the write path.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import BindParameter, bindparam, text
from sqlmodel import Session

from kombit_tui.db.drafts import chunks

_OF = text(
    "SELECT DISTINCT family FROM task_row WHERE id IN :ids AND family IS NOT NULL"
).bindparams(bindparam("ids", expanding=True))
_FAMILIES: BindParameter[str] = bindparam("families", expanding=True)
_UNFOLD = text(
    "UPDATE task_row SET is_ours = 1, is_folded = 0 WHERE family IN :families AND is_folded"
).bindparams(_FAMILIES)
_FOLD = text(
    """
    UPDATE task_row SET is_ours = 0, is_folded = 1 WHERE seq IN (
        SELECT seq FROM (
            SELECT seq, row_number() OVER (
                PARTITION BY family ORDER BY is_done, due_day, seq
            ) AS place
            FROM task_row WHERE family IN :families AND is_ours = 1
        ) WHERE place > 1
    )
    """
).bindparams(_FAMILIES)
_COUNT = text(
    """
    UPDATE task_row SET folded = is_ours * (
        SELECT count(*) FROM task_row one WHERE one.family = task_row.family AND one.is_folded = 1
    )
    WHERE family IN :families
    """
).bindparams(_FAMILIES)


def families_of(session: Session, ids: Iterable[str]) -> set[str]:
    """The families that the tasks called `ids` have been in until now."""
    return {
        family
        for piece in chunks(list(ids))
        for family in session.execute(_OF, {"ids": list(piece)}).scalars()
    }


def fold(session: Session, families: Collection[str]) -> None:
    """Choose anew which task of each family is the row that is listed."""
    for piece in chunks(list(families)):
        for step in (_UNFOLD, _FOLD, _COUNT):
            session.execute(step, {"families": list(piece)})
