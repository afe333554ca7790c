"""How the names of roles look: they end in -administrator, -ansvarlig and the like.

Shared by the roles and by the tasks, whose performers are roles.
"""

from kombit_tui.ingest.extract.words import danish

_END = (
    r"(?:administrator|ansvarlige?|koordinator|programleder|projektleder|projektejer|systemejer"
    r"|superbruger|infrastrukturejer|kontaktperson|tovholder|redaktør|berettiget|berettigede|faglig\s+leder|dpo)"
)
NAME = (
    rf"(?:(?-i:[A-ZÆØÅ][\w/]*(?:-\s?og)?)[\s-]+(?:-\s+)?){{0,2}}(?:[a-z]{{3,12}}\s)?"
    rf"[\w/-]*{_END}(?:en|er|erne|ne)?\b(?:\s+\((?![^)]{{30}})[^)]*\))?"
    rf"(?:\s+for\s+(?!at\b)[\w-]+)?"
)
"""The pattern of a role's name, for use inside another."""
ENDS = danish(rf"{_END}(?:en|er|erne|ne)?\b")
"""A word that ends as roles do."""
CELL = danish(
    rf"(?<=\s)(?P<role>(?=(?-i:[A-ZÆØÅ]))(?:[\w/-]+\s+){{0,2}}?[\w/-]*{_END}(?:en|er)?)\W*$"
)
"""A role that ends a line, as the last cell of a table's row."""
