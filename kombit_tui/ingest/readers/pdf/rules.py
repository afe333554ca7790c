"""The lines and boxes that are drawn on a PDF page, as horizontal and vertical rules."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.pdf.letters import Frame

_THIN = 2.5
_SHORT = 4.0
_FEW_SEGMENTS = 6
_BACKGROUND = 0.9
"""A box that fills so much of the page both ways is its background."""
_DEEPEST = 4
_PICTURE = 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A line along `at`, from `start` to `end`; which way it runs is told by its list."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page."""

    across: list[Rule]
    upright: list[Rule]
    is_cut: bool
    is_picture: bool
    """Whether a picture takes half of the page or more."""


def read_rules(page: Any, frame: Frame) -> Drawn:
    """The rules of a page: thin lines, and the edges of plain boxes."""
    across: list[Rule] = []
    upright: list[Rule] = []
    pictured = 0.0
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    found = page.get_objects(filter=wanted, max_depth=_DEEPEST)
    shapes = list(islice(found, limits.MAX_PATHS))
    for shape in shapes:
        left, top, right, bottom = frame.box(shape.get_bounds())
        wide, high = right - left, bottom - top
        if shape.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured += wide * high
        elif high < _THIN < wide:
            across.append(Rule((top + bottom) / 2, left, right))
        elif wide < _THIN < high:
            upright.append(Rule((left + right) / 2, top, bottom))
        elif _is_box(shape, wide / frame.width, high / frame.height) and min(wide, high) > _SHORT:
            across += [Rule(top, left, right), Rule(bottom, left, right)]
            upright += [Rule(left, top, bottom), Rule(right, top, bottom)]
    is_picture = pictured > _PICTURE * frame.width * frame.height
    return Drawn(across, upright, len(shapes) == limits.MAX_PATHS, is_picture)


def _is_box(shape: Any, wide: float, high: float) -> bool:
    is_background = wide > _BACKGROUND and high > _BACKGROUND
    return not is_background and pdfium.FPDFPath_CountSegments(shape) <= _FEW_SEGMENTS
