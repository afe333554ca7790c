"""Makes `docs/schemas` from the declarations: records, what commands answer of them, settings."""

import json
from pathlib import Path

from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.domain.answers import answer_schemas
from kombit_tui.domain.schema import schemas
from kombit_tui.settings import Settings
from kombit_tui.wording.settings_schema import settings_schema

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"


def files() -> dict[str, str]:
    """Every file by its name, with its text."""
    answers = answer_schemas(KINDS_LISTED)
    every = {
        **schemas(),
        **{f"answers/{name}": one for name, one in answers.items()},
        "settings": settings_schema(Settings()._asdict()),
    }
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in every.items()
    }


def write() -> None:
    """Make the folder hold these files and no others."""
    (FOLDER / "answers").mkdir(parents=True, exist_ok=True)
    wanted = files()
    for file in FOLDER.rglob("*.json"):
        if file.relative_to(FOLDER).as_posix() not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
