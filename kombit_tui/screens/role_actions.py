"""What is done with roles: verify, deputy, successor, hand over; and the pages about them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kombit_tui.db.queries.roles import Holder, RoleRow, roles
from kombit_tui.screens.asking import asks
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.listed_rows import Held
from kombit_tui.screens.messages import WriteRequested

if TYPE_CHECKING:
    from kombit_tui.db.hand_over import Wish
    from kombit_tui.db.queries.people import Summary

NO_ROLE = "Sæt markøren på en rolle, eller markér nogle."


class RoleActions(ListScreen):
    """The part of the role gallery that asks and writes."""

    held: Held

    def _chosen_roles(self) -> list[RoleRow]:
        """The roles an action works on; says so where there are none."""
        found = [self.held.get(one) for one in self.chosen()]
        rows = [row for row in found if isinstance(row, RoleRow)]
        if not rows:
            self.hint(NO_ROLE, is_error=True)
        return rows

    # One wish for one role or many.

    @asks
    async def action_verify(self) -> None:
        """Everybody who holds the chosen roles has been asked today."""
        from kombit_tui.db.hand_over import verify

        rows = self._chosen_roles()
        if rows:
            await self._wish(verify(rows, self._me), f"Bekræftet i dag: {_named(rows)}", rows)

    @asks
    async def action_deputy(self) -> None:
        """Choose who stands in for the holders of the chosen roles."""
        from kombit_tui.db.hand_over import set_deputy
        from kombit_tui.screens.picker import Picker

        rows = self._chosen_roles()
        holders = await self._holders(rows)
        if not holders:
            return
        now = holders[0].deputy_id if len(holders) == 1 else None
        about = f"{_named(rows)}: {', '.join(dict.fromkeys(one.name for one in holders))}"
        choices = [one.choice for one in await self._people()]
        picker = Picker("Stedfortræder", "person", choices, now, about)
        key = await self.app.push_screen_wait(picker)
        if key is None:
            return
        picked = picker.picked(key, self.store.municipality)
        wish = set_deputy(holders, picked.id)
        if wish.changes:
            wish = wish._replace(changes=(*picked.changes, *wish.changes))
        what = f"Stedfortræder {picked.title}" if picked.id else "Ingen stedfortræder"
        await self._wish(wish, f"{what}: {_named(rows)}", rows)

    async def _holders(self, rows: Sequence[RoleRow]) -> list[Holder]:
        """Whom it is about: all of them, but of one role with several the one that is chosen."""
        holders = [one for row in rows for one in row.holders]
        if rows and not holders:
            self.hint("Ingen har rollen: vælg først en ansvarlig.", is_error=True)
        if len(rows) != 1 or len(holders) < 2:
            return holders
        from kombit_tui.screens.chooser import Chooser, Option

        options = [Option(one.assignment, one.name, one.unit or "") for one in holders]
        chosen = await self.app.push_screen_wait(Chooser("Hvem?", options, about=rows[0].name))
        return [one for one in holders if one.assignment == chosen]

    @asks
    async def action_successor(self) -> None:
        """Move the holders of the chosen retired roles to the roles that took over."""
        from kombit_tui.db.hand_over import to_successors

        rows = self._chosen_roles()
        if rows:
            every = roles(self.store.reader, self.today.isoformat())
            wish = to_successors(rows, every, self._me)
            await self._wish(wish, f"Flyttet til afløseren: {_named(rows)}", rows)

    async def _wish(self, wish: "Wish", label: str, rows: Sequence[RoleRow]) -> None:
        self._say_refused(wish.refused, is_all=not wish.changes)
        if wish.changes and await self.agreed(label, [row.name for row in rows]):
            self.post_message(WriteRequested(wish.changes, label))

    # Pages.

    @asks
    async def action_person(self) -> None:
        """All about the holder under the cursor."""
        from kombit_tui.screens.person_page import PersonPage

        everybody = await self._people()
        chosen = await self._choose_person("Vis hvem?", everybody)
        if chosen is not None:
            ids = [one.id for one in everybody]
            await self.app.push_screen_wait(PersonPage(self.store, ids, chosen))

    @asks
    async def action_matrix(self) -> None:
        """All roles against all who hold one; Enter goes to the role."""
        from kombit_tui.screens.role_matrix import RoleMatrix

        self._go(await self.app.push_screen_wait(RoleMatrix(self.store)))

    @asks
    async def action_versions(self) -> None:
        """What each version of the gallery brought; Enter goes to the role."""
        from kombit_tui.screens.role_versions import RoleVersions

        self._go(await self.app.push_screen_wait(RoleVersions(self.store)))

    def _go(self, role: str | None) -> None:
        if role is not None:
            self.filter_by("", role)

    @asks
    async def action_hand_over(self) -> None:
        """Give all that hangs on somebody who leaves to others, as one step."""
        from kombit_tui.screens.hand_over import HandOver

        everybody = await self._people()
        chosen = await self._choose_person("Hvem fratræder?", everybody)
        if chosen is None:
            return
        answer = await self.app.push_screen_wait(HandOver(self.store, everybody, chosen))
        if answer is not None:
            self.post_message(WriteRequested(*answer))

    async def _people(self) -> "list[Summary]":
        from kombit_tui.db.queries.people import people

        found: list[Summary] = await self._from_store(people, self.today)
        return found

    async def _choose_person(self, title: str, everybody: "Sequence[Summary]") -> str | None:
        """The only holder under the cursor; else somebody who is chosen, holders first."""
        row = self.held.get(self.list.cursor_id)
        holders = row.holders if isinstance(row, RoleRow) else ()
        if len(holders) == 1:
            return str(holders[0].id)
        from kombit_tui.screens.chooser import Chooser

        here = {one.id for one in holders}
        listed = sorted(everybody, key=lambda one: one.id not in here)
        options = [_option(one, _group(one.id in here) if here else "") for one in listed]
        answer: Any = await self.app.push_screen_wait(Chooser(title, options, typed=True))
        return None if answer is None else str(answer)


def _group(is_here: bool) -> str:
    return "Har rollen" if is_here else "Andre"


def _option(one: "Summary", group: str) -> Any:
    from kombit_tui.screens.chooser import Option
    from kombit_tui.wording.values import iso_text

    roles_held = f"{one.roles} {'rolle' if one.roles == 1 else 'roller'}"
    left = one.holding.left_on
    note = " · ".join(filter(None, (roles_held, one.unit, left and f"fratræder {iso_text(left)}")))
    return Option(one.id, one.name, note, group=group)


def _named(rows: Sequence[RoleRow]) -> str:
    return rows[0].name if len(rows) == 1 else f"{len(rows)} roller"
