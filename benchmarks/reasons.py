"""Why a goal that is not met is not, and what meeting it would take: from profiles, by goal."""

REASONS = {
    "B1": (
        "The goal is that of a prototype with one table; a task of ours goes into four, with 23 "
        "indexes and two search tables. In a profile of a pull of 20,000 records 64 % of the time "
        "is SQLite's own: rows and their indexes 30 %, search 25 %, commits 9 %. With all of "
        "Python for nothing it would still be 16 x. Of Python's third most is reading and checking "
        "what came, folding and sort keys. It would take fewer orders to sort tasks by, or a store "
        "that is not right for a while (indexes and search at the end: a fifth less), which "
        "[ADR 4](adr/0004-task-rows-and-search.md) declines."
    ),
    "B2": (
        "Absolutely it is below a frame: 11 ms, where a pull in a thread had 38, and the median is "
        "that of rest. What is slow are the few keys that meet a commit of the process that pulls "
        "(5,000 records, 20 times in 30 s): some 300 ms in which disk and both cores are busy. A "
        "niced server changes nothing, nor does the switch interval. Smaller commits would be "
        "felt less and take longer in all: search tables and indexes cost by the transaction."
    ),
    "F1": (
        "A letter finds up to all of a million tasks. Of the 250 ms that takes, 75 go to SQLite "
        "(the numbers of what is found, as one text), 80 to making numbers of it, 95 to the set of "
        "them without records of other kinds. fzf looks through its lines on every core. Telling "
        "how many there are needs all of them; it would take a search table of tasks alone, whose "
        "own count (30 ms) is that number, with the rows of a page looked up one by one."
    ),
}
