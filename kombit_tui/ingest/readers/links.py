"""Which targets of links are kept: addresses of pages and mails, nothing of a machine's own."""

from collections.abc import Iterable

from kombit_tui.ingest.readers import limits

_SCHEMES = ("https://", "http://", "mailto:")


def kept(targets: Iterable[str | None]) -> tuple[str, ...]:
    """The targets that may lead somewhere, each once, in their order."""
    known = dict.fromkeys(
        "".join(target.split())
        for target in targets
        if target and target.strip().lower().startswith(_SCHEMES)
    )
    fitting = [target for target in known if len(target) <= limits.MAX_LINK]
    return tuple(fitting[: limits.MAX_LINKS])
