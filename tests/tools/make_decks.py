"""Makes the files of our own decks from their sources: `python -m tests.tools.make_decks`."""

from pathlib import Path
from zlib import crc32

from tests.tools.damage import damaged
from tests.tools.deck_files import pdf_of, pptx_of, text_of
from tests.tools.decks import read_deck

FOLDER = Path(__file__).parents[1] / "fixtures"


def texts_of(source: Path) -> dict[str, str]:
    """The text of a deck, and the same as scanning leaves it, by the names of their files."""
    deck = read_deck(source)
    text = text_of(deck)
    seed = crc32(deck.name.encode())
    scanned = damaged(text, seed, deck.setting.notes)
    return {f"{deck.name}.txt": text, f"{deck.name}-scan.txt": scanned}


def make(source: Path) -> None:
    """Write all files of a deck beside its source."""
    deck = read_deck(source)
    for name, text in texts_of(source).items():
        (source.parent / name).write_text(text, "utf-8")
    source.with_suffix(".pptx").write_bytes(pptx_of(deck))
    source.with_suffix(".pdf").write_bytes(pdf_of(deck))


if __name__ == "__main__":
    for one in sorted(FOLDER.glob("*.slides")):
        make(one)
