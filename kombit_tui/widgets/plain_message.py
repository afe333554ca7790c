"""Messages whose fields are their annotations, cheap to declare.

A dataclass writes and compiles its methods when it is declared: a quarter of a millisecond each,
and a start waits for some dozens of them.
"""

from typing import dataclass_transform

from textual.message import Message


@dataclass_transform(eq_default=False)
class PlainMessage(Message):
    """A message that is made of the values of its fields, in order or by name."""

    def __init__(self, *values: object, **named: object) -> None:
        """Take the fields; those that have a default may be left out.

        Raises:
            TypeError: too many, an unknown one, or one missing.
        """
        super().__init__()
        fields = type(self).__annotations__
        given = dict(zip(fields, values, strict=False)) | named
        missing = [one for one in fields if one not in given and not hasattr(type(self), one)]
        if missing or len(given) != len(values) + len(named) or not given.keys() <= fields.keys():
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(fields) or 'none'}")
        self.__dict__.update(given)
