"""The lines of Synk: what each says in the list, in the detail, and to a filter."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from textual.app import App

from kombit_tui.db.queries.sync import Announced, Edit, Feed, Numbers, Run
from kombit_tui.domain.addresses import host
from kombit_tui.domain.folding import fold
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import dots
from kombit_tui.widgets.bindings import with_keys
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording import sync as telling
from kombit_tui.wording import sync_screen as words
from kombit_tui.wording.conflicts import field_names, happened
from kombit_tui.wording.lines import Cell, ListRow
from kombit_tui.wording.sync import SyncNow, time_text
from kombit_tui.wording.sync_screen import ConflictLine

About = ConflictLine | Edit | Announced | Run | Feed | None
"""What a line tells of; None is the connection itself."""


def present(key: str, about: About, now: SyncNow, numbers: Numbers, moment: datetime) -> ListRow:
    """What the list says."""
    match about:
        case None:
            return ListRow(key, _connection(now, numbers, moment))
        case ConflictLine():
            return ListRow(key, _conflict(about, moment), warning=telling.CONFLICT)
        case Edit():
            return ListRow(key, _edit(about, moment))
        case Announced():
            told = time_text(about.at, moment)
            return ListRow(key, _cells(about.title, "", _kind(about.kind), "", told))
        case Run():
            outcome, tone = telling.OUTCOMES.get(about.outcome, (about.outcome, ""))
            at = time_text(about.started_at, moment)
            return ListRow(key, _cells(telling.run_text(about), outcome, "", "", at, tone))
        case Feed():
            told, tone = telling.feed_state(about)
            number = telling.count(about.records, "post", "poster")
            read = time_text(about.ok_at, moment) if about.ok_at else "aldrig"
            name = telling.feed_name(about)
            return ListRow(key, _cells(name, told, number, "", read, tone))


def _cells(
    what: str, state: str, kind: str, who: str, when: str, tone: str = ""
) -> tuple[Cell, ...]:
    return Cell(what), Cell(state, tone), Cell(kind), Cell(who), Cell(when)


def _connection(now: SyncNow, numbers: Numbers, moment: datetime) -> tuple[Cell, ...]:
    told, tone = telling.state_text(now, numbers, moment)
    server = host(now.server) if now.server else words.NO_SERVER
    read = time_text(numbers.ok_at, moment) if numbers.ok_at and now.server else ""
    return _cells(server, told, "Server", now.user, read, "" if tone == "muted" else tone)


def _conflict(line: ConflictLine, moment: datetime) -> tuple[Cell, ...]:
    first = line.rows[0]
    fields = ", ".join(field_names(row) for row in line.rows)
    at = time_text(first.theirs_at or first.found_at, moment)
    return _cells(
        line.title, f"konflikt: {fields}", _kind(line.kind), first.theirs_by or "", at, "warning"
    )


def _edit(edit: Edit, moment: datetime) -> tuple[Cell, ...]:
    at = time_text(edit.at, moment) if edit.at else ""
    told, tone = telling.edit_state(edit), ""
    if edit.status:
        told, tone = f"afvist ({edit.status})", "error"
    return _cells(edit.title, told, _kind(edit.kind), edit.by or "", at, tone)


def _kind(name: str) -> str:
    return KINDS[name].danish if name in KINDS else name


# The detail.


def describe(
    app: App[Any], about: About, now: SyncNow, numbers: Numbers, moment: datetime
) -> Iterator[Block]:
    """All about a line, and what can be done about it; hints name the user's keys."""
    for block in _blocks(about, now, numbers, moment):
        yield (
            block._replace(text=with_keys(app, block.text))
            if isinstance(block, Paragraph)
            else block
        )


def _blocks(about: About, now: SyncNow, numbers: Numbers, moment: datetime) -> Iterator[Block]:
    match about:
        case None:
            yield from _of_connection(now, numbers, moment)
        case ConflictLine():
            yield from _of_conflict(about)
        case Edit():
            yield from _of_edit(about, moment)
        case Announced():
            yield Title(about.title)
            yield Pair("Slags", _kind(about.kind))
            yield Paragraph(words.READ_ONLY, "muted")
            yield Paragraph("{list.open}: gå til posten")
        case Run():
            yield from _of_run(about, moment)
        case Feed():
            yield from _of_feed(about, moment)


def _of_connection(now: SyncNow, numbers: Numbers, moment: datetime) -> Iterator[Block]:
    if not now.server:
        yield Title(words.NO_SERVER)
        yield Paragraph(words.ALONE)
        yield Paragraph(words.HINT_ALONE)
        return
    yield Title(host(now.server))
    yield from _trouble(now)
    yield Pair("Tilstand", telling.state_text(now, numbers, moment)[0])
    yield Pair("Adresse", now.server)
    yield Pair("Bruger", now.user)
    read = time_text(numbers.ok_at, moment) if numbers.ok_at else "aldrig"
    stale = "error" if telling.is_stale(numbers, moment) else ""
    yield Pair("Sidst hentet", read, stale)
    yield Pair("Venter", telling.count(numbers.waiting, "post", "poster"))
    automatic = "til" if now.is_automatic else "fra"
    yield Pair("Automatisk", f"til, men {now.waits_for}" if now.waits_for else automatic)
    for warning in now.warnings:
        yield Paragraph(f"! {warning}", "warning")
    yield Paragraph(words.KEEPS, "muted")
    yield Heading("Hvad du kan")
    yield Paragraph("{app.sync_now}: synkronisér nu")
    yield Paragraph("{app.login}: server, navn og adgangskode")
    yield Paragraph("{sync.automatic}: automatisk synkronisering til eller fra")
    yield Paragraph("{sync.compare}: sammenlign alt med serveren på ny")


def _trouble(now: SyncNow) -> Iterator[Block]:
    if now.trouble is not None:
        yield Paragraph(f"! {now.trouble.title}", "error")
        yield Paragraph(now.trouble.text)
        if now.trouble.hint:
            yield Paragraph(now.trouble.hint)
        yield Paragraph(telling.way_on(now.trouble), "ok")


def _of_conflict(line: ConflictLine) -> Iterator[Block]:
    yield Title(line.title)
    yield Pair("Slags", _kind(line.kind))
    for row in line.rows:
        yield Paragraph(f"{telling.CONFLICT} {happened(row)}", "warning")
    yield Paragraph(words.SEVERAL)
    yield Paragraph("{list.open}: se begge udgaver, og vælg", "ok")


def _of_edit(edit: Edit, moment: datetime) -> Iterator[Block]:
    yield Title(edit.title)
    yield Pair("Slags", _kind(edit.kind))
    yield Pair("Hvad", telling.DOING[edit.doing])
    if edit.at:
        by = f", {edit.by}" if edit.by else ""
        yield Pair("Ændret", f"{time_text(edit.at, moment)}{by}")
    if edit.status:
        yield from _of_refusal(edit)
        return
    yield Paragraph(words.UNDERWAY if edit.is_underway else words.WAITS)
    if edit.doing == "deleted":
        yield Paragraph(words.GONE)
    else:
        yield Paragraph("{list.open}: gå til posten · {list.history}: hvem ændrede hvad")


def _of_refusal(edit: Edit) -> Iterator[Block]:
    meaning, hint = telling.refusal_text(edit.status)
    yield Paragraph(f"! {meaning}", "error")
    yield Pair("Serverens svar", f"{edit.status}: {edit.reason}")
    yield Paragraph(hint)
    yield Heading("Hvad du kan")
    yield Paragraph("{sync.retry}: prøv igen, som den er")
    if edit.doing != "deleted":
        yield Paragraph("{list.edit}: ret posten; så sendes den af sig selv igen")
    yield Paragraph("{sync.give_up}: kassér din rettelse, og brug serverens udgave")


def _of_run(run: Run, moment: datetime) -> Iterator[Block]:
    outcome, tone = telling.OUTCOMES.get(run.outcome, (run.outcome, ""))
    yield Title(f"Synkronisering {time_text(run.started_at, moment)}")
    yield Pair("Udfald", outcome, tone)
    yield Pair("Sluttede", time_text(run.ended_at, moment) if run.ended_at else "")
    yield Pair("Hentet", dots(run.pulled))
    yield Pair("Sendt", dots(run.pushed))
    yield Pair("Flettet", dots(run.merged))
    yield Pair("Konflikter", dots(run.conflicts))
    yield Pair("Afvist", dots(run.refused))
    if run.message:
        yield Paragraph(run.message, tone)


def _of_feed(feed: Feed, moment: datetime) -> Iterator[Block]:
    told, tone = telling.feed_state(feed)
    yield Title(telling.feed_name(feed))
    yield Pair("Tilstand", told, tone)
    yield Pair("Poster her", dots(feed.records))
    yield Pair("Sidst hentet", time_text(feed.ok_at, moment) if feed.ok_at else "aldrig")
    yield Pair("På serveren", f"{feed.bucket}/{feed.collection}")
    if feed.state == "closed":
        yield Paragraph(words.NO_ACCESS, "warning")
    elif feed.bucket == "katalog":
        yield Paragraph(words.READ_ONLY, "muted")


# What a filter may ask.


def searched(about: About) -> dict[str, Any]:
    """A line as `domain.query.evaluation` takes records."""
    match about:
        case ConflictLine():
            texts, found = [about.title], {"sync": ["konflikt"], "conflict": True}
            found |= {"owner": about.rows[0].theirs_by, "changed": about.rows[0].found_at[:10]}
        case Edit():
            texts = [about.title, about.reason]
            found = {"sync": ["afvist" if about.status else "venter"], "owner": about.by}
            found["changed"] = (about.at or "")[:10]
        case Announced():
            texts, found = [about.title], {}
        case Run():
            texts = [telling.run_text(about), telling.OUTCOMES.get(about.outcome, ("", ""))[0]]
            found = {"changed": about.started_at[:10]}
        case Feed():
            texts, found = [telling.feed_name(about), about.bucket, about.collection], {}
        case None:
            texts, found = [words.CONNECTION], {}
    kind = _kind(about.kind) if isinstance(about, ConflictLine | Edit | Announced) else ""
    text = fold(" ".join((*texts, kind)))
    return {**found, "title": texts[0], "text": text}
