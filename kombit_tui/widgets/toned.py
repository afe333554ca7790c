"""Styles by name for widgets that paint lines themselves, looked up once per theme and state."""

from typing import ClassVar

from rich.style import Style
from textual.widget import Widget


class Toned(Widget):
    """A widget whose component classes are named `<LOOK>--<name>`."""

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
                found += self.get_component_rich_style(f"{self.LOOK}--{name}", partial=True)
            self._looks[names] = found
        return found

    def notify_style_update(self) -> None:
        """Another theme, focus or class: what was looked up no longer holds."""
        self._looks = None
        super().notify_style_update()
