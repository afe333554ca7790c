"""Why a goal that is not met is not, and what meeting it would take: from profiles, by goal."""

REASONS = {
    "B1": (
        "The goal is that of a prototype with one table; a task of ours goes into four, with 23 "
        "indexes and two search tables. In a profile of a pull of 20,000 records 64 % of the time "
        "is SQLite's own: rows and their indexes 30 %, search 25 %, commits 9 %. Rows made ready "
        "beforehand and only put into these tables take 12.5 x. Of Python's third most is reading "
        "and checking what came, folding and sort keys. It would take fewer orders to sort tasks "
        "by, or a store that is not right for a while (indexes and search at the end: a fifth "
        "less), which "
        "[ADR 4](adr/0004-task-rows-and-search.md) declines."
    ),
}
