"""What the columns of a table are to a methodology: facts, judgements, picks, or nothing."""

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import Factory, frozen

from perfrules.model.declared import FactRule, Indicator
from perfrules.model.methodology import Methodology
from perfrules.model.ways import Judged
from perfrules.problem import Problem, Refused

Part = Literal["score", "tier", "reason", "origin"]
"""What a column says of a judgement."""


@frozen(eq=False)
class Columns:
    """The columns of a table that a methodology can read, each by its name in the table."""

    facts: Mapping[str, FactRule] = Factory(dict)
    judged: Mapping[str, tuple[Indicator, Part]] = Factory(dict)
    picked: Mapping[str, str] = Factory(dict)
    """To the key of the parent that lets choose."""
    extra: tuple[str, ...] = ()
    """The others, which say nothing to the methodology."""
    absent: tuple[str, ...] = ()
    """What the methodology asks every department for, without a column."""

    @property
    def read(self) -> tuple[str, ...]:
        """The names of the columns that are read."""
        return (*self.facts, *self.judged, *self.picked)


def columns_of(methodology: Methodology, names: Iterable[str]) -> Columns:
    """What each column is: a fact's name, `judgement.KEY`, `judgement.KEY.tier`, `picked.KEY`.

    Raises Refused, with E403, for a column of a fact that a parameter file sets for everybody.
    """
    known = known_columns(methodology)
    names = tuple(names)
    given = set(names)
    set_for_all = [n for n in names if n in known.facts and known.facts[n].from_parameters]
    if set_for_all:
        raise Refused(*(Problem("E403", None, {"name": name}) for name in set_for_all))
    wanted = [name for name, rule in known.facts.items() if not rule.optional]
    wanted += [name for name, (_, part) in known.judged.items() if part == "score"]
    wanted += known.picked
    return Columns(
        facts={name: rule for name, rule in known.facts.items() if name in given},
        judged={name: part for name, part in known.judged.items() if name in given},
        picked={name: key for name, key in known.picked.items() if name in given},
        extra=tuple(name for name in names if name not in known.read),
        absent=tuple(n for n in wanted if n not in given and not _from_parameters(n, known)),
    )


def known_columns(methodology: Methodology) -> Columns:
    """Every column that the methodology can read."""
    parts: tuple[Part, ...] = ("score", "tier", "reason", "origin")
    return Columns(
        facts=methodology.facts,
        judged={
            f"judgement.{leaf.key}" + ("" if part == "score" else f".{part}"): (leaf, part)
            for leaf in methodology.scored()
            if isinstance(leaf.way, Judged)
            for part in parts
        },
        picked={
            f"picked.{key}": key
            for key, node in methodology.indicators.items()
            if node.choose is not None
        },
    )


def _from_parameters(name: str, known: Columns) -> bool:
    return name in known.facts and known.facts[name].from_parameters
