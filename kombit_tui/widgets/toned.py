"""Styles by name for widgets that paint lines themselves, looked up once per theme and state."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, LineFilter
from textual.widget import Widget


class Toned(Widget):
    """A widget with styles for parts of its lines: CSS knows them as classes `<LOOK>--<name>`.

    They are worked out when they are first painted with. Of `COMPONENT_CLASSES` Textual would work
    out all whenever the style of the widget changes, several times before the first frame.
    Name it last among the bases: Textual takes default styles from the first one alone.
    """

    ALLOW_SELECT = False
    """Textual does not know which text is where in lines that are painted here."""
    LOOK: ClassVar[str] = ""
    """The first part of the classes."""
    LOOKS: ClassVar[tuple[str, ...]] = ()
    """The names, beside those of the base."""

    _looks: dict[tuple[str, ...], Style] | None = None
    _theme = ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those of the app but one, for each takes its time with every line of every frame.

        A theme that is not the terminal's own has no colours of the terminal's to be made true.
        """
        filters = super().get_line_filters()
        return [one for one in filters if not isinstance(one, ANSIToTruecolor)]

    def look(self, *names: str) -> Style:
        """The widget's own style with those called `names` laid over it; "" changes nothing."""
        if self._looks is None:
            self._looks = {}
        found = self._looks.get(names)
        if found is None:
            found = self.rich_style
            for name in filter(None, names):
                found = self._laid_over(found, self._styles_of(name))
            self._looks[names] = found
        return found

    def _styles_of(self, name: str) -> RenderStyles:
        if not any(name in one.__dict__.get("LOOKS", ()) for one in type(self).__mro__):
            raise KeyError(f"{type(self).__name__} has no look called {name!r}")
        part = DOMNode(classes=f"{self.LOOK}--{name}")
        part._attach(self)
        self.app.stylesheet.apply(part)
        return part.styles

    def _laid_over(self, below: Style, styles: RenderStyles) -> Style:
        """`below` with styles on it; see-through colours are mixed with what is behind.

        Textual leaves that out for partial styles, and a muted text would look like any other.
        """
        style = below + styles.partial_rich_style
        color = styles.color
        if color.a in (0, 1) and not styles.auto_color:
            return style
        behind = self.background_colors[1]
        if style.bgcolor is not None:
            behind = Color.from_rich_color(style.bgcolor)
        if styles.auto_color:
            color = behind.get_contrast_text(color.a)
        return style + Style(color=(behind + color).rich_color)

    def notify_style_update(self) -> None:
        """Another theme, focus or class: what was looked up no longer holds."""
        self._looks = None
        super().notify_style_update()
        if self._theme != self.app.theme:
            self._theme = self.app.theme
            self.refresh()
