"""The first screen on an empty store: try the demo, bring material, or begin empty."""

from kombit_tui.domain.municipalities import all_municipalities
from kombit_tui.screens.chooser import Chooser, Option

DEMO = "demo"
IMPORT = "import"
MUNICIPALITY = "municipality"
TEAM = "team"
EMPTY = "empty"

ABOUT = (
    "KLIK-opgaver, roller, dagsordener og udfasninger for din kommune. "
    "Lageret er tomt, og alt ligger kun på denne maskine."
)


def welcome(municipality: str) -> Chooser:
    """The question of the first start; answers with one of the keys above."""
    return Chooser(
        "Velkommen til kombit-tui",
        (
            Option(DEMO, "Prøv med demodata", "Korsbæk Kommune i et lager for sig"),
            Option(MUNICIPALITY, "Vælg kommune", municipality),
            Option(IMPORT, "Hent mit materiale", "slides, noter, regneark eller mail"),
            Option(TEAM, "Forbind til team", "kommunens server, hvor dine kolleger er"),
            Option(EMPTY, "Begynd med et tomt lager", "i importerer senere, ? viser tasterne"),
        ),
        about=ABOUT,
    )


def municipality_chooser() -> Chooser:
    """The 98 municipalities, found by typing; answers with a code."""
    options = [Option(one.code, one.full_name, one.code) for one in all_municipalities()]
    return Chooser("Hvilken kommune?", options, typed=True)
