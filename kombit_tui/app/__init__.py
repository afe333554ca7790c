"""The shell: screens as modes, global keys, the one writer, and the one door for errors.

`shell` puts the parts together: `writing` changes records, `opening` brings material in,
`offering` finds commands and records. `launch` imports it after the first frame.
"""

from kombit_tui.app.shell import KombitApp

__all__ = ["KombitApp"]
