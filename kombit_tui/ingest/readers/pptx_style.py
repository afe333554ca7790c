"""What a paragraph on a slide inherits: whether it has a bullet or a number, how large it is.

Asked in the order in which PowerPoint does: the paragraph, its shape, the shape's placeholder on
the layout and on the master, and the master's styles for such text.
"""

from collections.abc import Iterator
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_BODIES = (
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.SUBTITLE,
    PP_PLACEHOLDER.VERTICAL_BODY,
    PP_PLACEHOLDER.VERTICAL_OBJECT,
)
_MARKS = {qn("a:buChar"), qn("a:buAutoNum"), qn("a:buBlip")}
_NO_MARK = qn("a:buNone")
_NUMBERED = qn("a:buAutoNum")
_USUAL_SIZE = 1800
_POINT = 12_700
_DEEPEST = 8


class Styles:
    """The styles of one slide; counts its numbered lists."""

    def __init__(self, slide: Any) -> None:
        layout = slide.slide_layout
        self._layout = {one.placeholder_format.idx: one for one in layout.placeholders}
        self._master = {
            one.placeholder_format.type: one for one in layout.slide_master.placeholders
        }
        self._styles = layout.slide_master.element.find(qn("p:txStyles"))
        self._counts: dict[int, dict[int, int]] = {}

    def is_listed(self, paragraph: Any, shape: Any) -> bool:
        """Whether a paragraph has a bullet or a number."""
        return self._mark(paragraph, shape) not in (None, _NO_MARK)

    def level(self, paragraph: Any, shape: Any) -> int | None:
        """How deep a bullet stands, None where there is none."""
        mark = self._mark(paragraph, shape)
        return None if mark in (None, _NO_MARK, _NUMBERED) else min(paragraph.level, _DEEPEST)

    def number(self, paragraph: Any, shape: Any) -> str:
        """The number that PowerPoint puts before a paragraph of a numbered list, else nothing.

        To be asked once a paragraph, in their order.
        """
        deep = paragraph.level
        counts = self._counts.setdefault(shape.shape_id, {})
        for level in [level for level in counts if level > deep]:
            del counts[level]
        if self._mark(paragraph, shape) != _NUMBERED:
            counts.pop(deep, None)
            return ""
        stated = (one.find(_NUMBERED) for one in self._properties(paragraph, shape))
        first = next(int(auto.get("startAt", "1")) for auto in stated if auto is not None)
        counts[deep] = counts.get(deep, first - 1) + 1
        return f"{counts[deep]}. "

    def size(self, shape: Any) -> float:
        """How large the letters of a shape are: the largest that it states."""
        return max((self._size(p, shape) for p in shape.text_frame.paragraphs), default=0)

    def _size(self, paragraph: Any, shape: Any) -> float:
        stated = [run.font.size for run in paragraph.runs if run.font.size and run.text.strip()]
        if stated:
            return float(max(stated)) / _POINT
        for properties in self._properties(paragraph, shape):
            usual = properties.find(qn("a:defRPr"))
            if usual is not None and usual.get("sz"):
                return float(usual.get("sz")) / 100
        return _USUAL_SIZE / 100 if paragraph.text.strip() else 0

    def _mark(self, paragraph: Any, shape: Any) -> str | None:
        for properties in self._properties(paragraph, shape):
            for child in properties:
                if child.tag in _MARKS or child.tag == _NO_MARK:
                    return str(child.tag)
        return None

    def _properties(self, paragraph: Any, shape: Any) -> Iterator[Any]:
        """What is stated for a paragraph, the nearest first."""
        own = paragraph._p.find(qn("a:pPr"))
        if own is not None:
            yield own
        name = qn(f"a:lvl{min(paragraph.level, _DEEPEST) + 1}pPr")
        lists = [one.element.find(f".//{qn('a:lstStyle')}") for one in (shape, *self._above(shape))]
        lists.append(self._style(shape))
        for styles in lists:
            found = None if styles is None else styles.find(name)
            if found is not None:
                yield found

    def _above(self, shape: Any) -> Iterator[Any]:
        """The placeholders that a shape fills, on the layout and on the master."""
        if not shape.is_placeholder:
            return
        kind = shape.placeholder_format.type
        on_layout = self._layout.get(shape.placeholder_format.idx)
        if on_layout is not None:
            yield on_layout
            kind = on_layout.placeholder_format.type
        on_master = self._master.get(kind) or (
            self._master.get(PP_PLACEHOLDER.BODY) if kind in _BODIES else None
        )
        if on_master is not None:
            yield on_master

    def _style(self, shape: Any) -> Any:
        if self._styles is None or not shape.is_placeholder:
            return None
        kind = shape.placeholder_format.type
        name = "titleStyle" if kind in TITLES else "bodyStyle" if kind in _BODIES else "otherStyle"
        return self._styles.find(qn(f"p:{name}"))
