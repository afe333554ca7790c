"""What screens and commands ask the store: each module answers for one screen, in frozen rows.

Plain `sqlite3` on a reading connection; nothing here writes or knows a widget.
"""
