"""What stands at the foot of pages: for those who split a text, and those who read it."""

import re

FOOTER = re.compile(
    r"\s*(?:(?:side|page|slide)\s+\d{1,3}(?:\s*(?:af|of|/)\s*\d{1,3})?"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\s+\d{1,3})\s*$",
    re.IGNORECASE,
)
"""A line that is the number of its page, or a date and that number."""
