"""kombit-tui: a terminal dashboard for the KOMBIT-programledere of Danish municipalities."""
