"""The help of a command, as a form to fill in."""

from collections.abc import Mapping
from typing import NamedTuple

from perfrules.messages import Text


class Help(NamedTuple):
    """The help of one command; `arguments` by the names that the parser uses."""

    summary: Text
    about: Text
    examples: tuple[str, ...]
    arguments: Mapping[str, Text]
