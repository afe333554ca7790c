"""The screens: each asks the store for rows, says what they look like, and turns keys to wishes."""
