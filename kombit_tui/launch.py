"""Opens the dashboard, or prints its digest where there is no terminal to open it in."""

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from kombit_tui import settings as configured
from kombit_tui.db.store import Store
from kombit_tui.db.trouble import translated
from kombit_tui.errors import KombitError, StoreError, UnknownView
from kombit_tui.logbook import log_to, take_report
from kombit_tui.settings import Settings
from kombit_tui.voice import FAILED, USAGE, answer_plainly, complain, speak_freely
from kombit_tui.wording.wishes import Wish

if TYPE_CHECKING:
    from kombit_tui.app import KombitApp
    from kombit_tui.domain.views import View
    from kombit_tui.early import Painted
    from kombit_tui.widgets.browser_driver import BrowserDriver

SCREENS = {
    "overblik": "overview",
    "dagsorden": "agenda",
    "opgaver": "tasks",
    "roller": "roles",
    "udfasning": "phase_outs",
    "tidslinje": "timeline",
    "aftaler": "agreements",
    "økonomi": "economy",
    "driftssager": "incidents",
    "nyheder": "news",
    "opfølgning": "follow_ups",
    "synk": "sync",
    "konflikter": "conflict",
}


class Options(NamedTuple):
    """What the dashboard is opened with."""

    demo: bool = False
    store: str | None = None
    screen: str = "overview"
    """The mode to begin in."""
    view: str = ""
    """The name of the view to begin with, which says its screen itself."""


def launch(arguments: list[str], painted: "Painted | None" = None) -> int:
    """Open the dashboard as the options say; gives the exit code.

    `painted` is the first frame where it stands already; then the options are known to be good.
    """
    speak_freely()
    try:
        chosen = _options(arguments)
        if chosen is None:
            return USAGE
        with translated():
            return open_dashboard(chosen, painted)
    except KombitError as error:
        complain(error)
        return USAGE if isinstance(error, UnknownView) else FAILED


def open_store(settings: Settings, path: str | None, *, demo: bool = False) -> Store:
    """The store that is asked for, made ready.

    Raises:
        KombitError: it cannot be used.
    """
    if demo:
        from kombit_tui.demo.store import open_demo

        return open_demo(configured.expanded(path) if path else configured.demo_path())
    file = configured.expanded(path) if path else configured.store_path(settings)
    store = Store(file, who=configured.user_name(settings))
    if settings.municipality and store.is_empty():
        store.set_municipality(settings.municipality)
    return store


def open_dashboard(options: Options, painted: "Painted | None" = None) -> int:
    """Run the app, again on the other store whenever it asks for that; gives the exit code."""
    demo, path = options.demo, options.store
    wish: Wish | None = None
    while True:
        with ExitStack() as standing:
            if painted is not None:
                standing.callback(_withdraw, painted)
            settings = configured.load()
            if not (_is_terminal() or _is_browser()):
                return print_digest(open_store(settings, options.store, demo=options.demo))
            log_to(configured.log_path())
            store = open_store(settings, path, demo=demo)
            app = _prepare(store, options, settings.theme, painted)
            app.sync_with(settings)
            app.report_of_crash = take_report(configured.log_path())
            if wish is not None:
                app.fulfil(wish)
            if settings.bell and not _is_browser():
                _ring(store)
            standing.pop_all()  # from here on the frame is the app's
        painted, options = None, options._replace(view="")
        wish = app.run()
        _leave(store)
        if wish is None:
            return app.return_code or 0
        demo = wish in (Wish.DEMO, Wish.PRACTICE)
        path = None if demo or options.demo else options.store


def _leave(store: Store) -> None:
    """Note the visit, and let go of the file; who could only look is told so, and that is all."""
    try:
        store.remember_visit()
    except StoreError as error:
        complain(error)
    finally:
        store.close()


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _is_browser() -> bool:
    """Whether `kombit-tui web` has started this, which sets what Textual asks for."""
    return "TEXTUAL_DRIVER" in os.environ


def _ring(store: Store) -> None:
    """Ring where something is overdue; nothing of it is seen."""
    from kombit_tui.db.queries.tasks import first_tasks

    today = store.clock().date().toordinal()
    if first_tasks(store.reader, "is_done = 0 AND due_day < ?", (today,), 1):
        print("\a", end="", flush=True)


def _prepare(store: Store, options: Options, theme: str, painted: "Painted | None") -> "KombitApp":
    """The app, on the frame that stands where there is one."""
    _hurry_textual()
    from kombit_tui.app import KombitApp
    from kombit_tui.keymap import read

    keymap = read(configured.keys_path())
    if painted is None:
        view = _view_named(store, options.view) if options.view else None
        start = options.screen if view is None else view.mode
        return KombitApp(
            store, start=start, theme=theme, view=view, keymap=keymap, driver_class=_driver()
        )
    from kombit_tui.widgets.takeover_driver import TakeoverDriver

    TakeoverDriver.terminal_before = painted.terminal
    return KombitApp(
        store, start=options.screen, theme=theme, keymap=keymap, driver_class=TakeoverDriver
    )


def _driver() -> "type[BrowserDriver] | None":
    if not _is_browser():
        return None
    from kombit_tui.widgets.browser_driver import BrowserDriver

    return BrowserDriver


def _view_named(store: Store, name: str) -> "View":
    """The view of that name, however it is spelt.

    Raises:
        UnknownView: there is none.
    """
    from kombit_tui.db.queries.views import views
    from kombit_tui.domain.folding import fold

    found = views(store.reader)
    for view in found:
        if fold(view.name) == fold(name):
            return view
    names = ", ".join(f"«{view.name}»" for view in found)
    raise UnknownView(f"Ingen visning hedder «{name}».", f"Der er: {names}.")


def _withdraw(painted: "Painted") -> None:
    from kombit_tui import early

    early.withdraw(painted)


def print_digest(store: Store) -> int:
    """The day in plain lines, for pipes and schedulers."""
    from kombit_tui.db.queries.overview import overview
    from kombit_tui.wording.digest import digest

    answer_plainly()
    today = store.clock().date()
    try:
        for line in digest(overview(store.reader, today, store.who), today):
            print(line)
    finally:
        store.close()
    return 0


def _options(arguments: list[str]) -> Options | None:
    """The options of a command line without a verb; None after a complaint on stderr."""
    chosen = Options()
    rest = iter(arguments)
    for argument in rest:
        name, given, value = argument.partition("=")
        if name == "--demo":
            chosen = chosen._replace(demo=True)
            continue
        value = value if given else next(rest, "")
        if not value:
            print(f"{name} skal følges af en værdi. Se kombit-tui --help.", file=sys.stderr)
            return None
        if name == "--store":
            chosen = chosen._replace(store=value)
        elif name == "--view":
            chosen = chosen._replace(view=value)
        elif value in SCREENS:
            chosen = chosen._replace(screen=SCREENS[value])
        else:
            print(f"Ukendt skærm «{value}». Vælg en af: {', '.join(SCREENS)}.", file=sys.stderr)
            return None
    return chosen


def _hurry_textual() -> None:
    """Textual reads these when it is imported: quick repaints, and Esc without a pause."""
    os.environ.setdefault("TEXTUAL_FPS", "250")
    os.environ.setdefault("ESCDELAY", "25")
