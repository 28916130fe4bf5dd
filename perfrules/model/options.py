"""What a node may say beside how it is scored: when it applies, which of its children count."""

from typing import Literal

from attrs import frozen

from perfrules.formula.tree import Formula

Otherwise = Literal["rescale_parent", "rescale_total", "full", "zero", "error"]
"""What becomes of the points of a node that does not apply: its siblings share them, they leave
the total, they are given, they are lost, or it may not happen."""
OTHERWISES: tuple[Otherwise, ...] = ("rescale_parent", "rescale_total", "full", "zero", "error")

Choose = Literal["one", "some"]
"""How many of a parent's children count."""
CHOICES: tuple[Choose, ...] = ("one", "some")


@frozen(eq=False, repr=False)
class Applies:
    """When a node is scored at all, and what becomes of its points when it is not."""

    when: Formula
    otherwise: Otherwise
