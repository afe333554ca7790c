"""Styles by name for widgets that paint lines themselves, looked up once per theme and state."""

from typing import ClassVar

from rich.style import Style
from textual.color import Color
from textual.widget import Widget


class Toned(Widget):
    """A widget whose component classes are named `<LOOK>--<name>`.

    Name it last among the bases: Textual takes default styles from the first one alone.
    """

    LOOK: ClassVar[str] = ""
    """The first part of its component classes."""

    _looks: dict[tuple[str, ...], Style] | None = None

    def look(self, *names: str) -> Style:
        """The widget's own style with those called `names` laid over it; "" changes nothing."""
        if self._looks is None:
            self._looks = {}
        found = self._looks.get(names)
        if found is None:
            found = self.rich_style
            for name in filter(None, names):
                found = self._laid_over(found, f"{self.LOOK}--{name}")
            self._looks[names] = found
        return found

    def _laid_over(self, below: Style, name: str) -> Style:
        """`below` with a component style on it; see-through colours are mixed with what is behind.

        Textual leaves that out for partial styles, and a muted text would look like any other.
        """
        style = below + self.get_component_rich_style(name, partial=True)
        styles = self.get_component_styles(name)
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
