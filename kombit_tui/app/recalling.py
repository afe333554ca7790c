"""The start after a crash: the user is offered the report of it, and may send it on."""

from textual import work

from kombit_tui.app.base import ShellBase

ABOUT = (
    "Alt, der var gemt, er bevaret. Rapporten siger, hvor i programmet det gik galt; den har "
    "ingen navne, titler eller andre tekster fra dine poster."
)
KEYS = "Enter kopierer rapporten til den, der passer programmet · Esc lukker"


class Recalling(ShellBase):
    """The part of the shell that remembers how the program ended last."""

    report_of_crash = ""
    """What `logbook` noted when it ended by a fault; set before the start."""

    def on_mount(self) -> None:
        """Offer the report when the first frame stands; Textual calls the other parts' too."""
        if self.report_of_crash:
            self.call_after_refresh(self._offer_report)

    @work(exit_on_error=False)
    async def _offer_report(self) -> None:
        from kombit_tui.screens.prompt import Report

        lines = [ABOUT, "", *self.report_of_crash.splitlines()]
        if await self.push_screen_wait(Report("En fejl standsede kombit-tui sidst", lines, KEYS)):
            self.copy_to_clipboard(self.report_of_crash)
            self._base.hint("Fejlrapporten er kopieret.")
