"""Makes `docs/schemas/*.json` from the declarations in `kombit_tui/domain/records.py`."""

import json
from pathlib import Path

from kombit_tui.domain.schema import schemas

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"


def files() -> dict[str, str]:
    """Every file by its name, with its text."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas().items()
    }


def write() -> None:
    """Make the folder hold these files and no others."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for file in FOLDER.glob("*.json"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
