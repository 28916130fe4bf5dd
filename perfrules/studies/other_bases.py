"""The other readings from which a figure may follow: printed inputs, another base, digits cut."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from perfrules.formula import walk
from perfrules.formula.tree import Name, Node, Operate, Property
from perfrules.model.published import Published, Stated
from perfrules.model.rounding import rounded
from perfrules.model.terms import Mode, Rounding, Show
from perfrules.readings.figures import figure
from perfrules.readings.number import name_of_property
from perfrules.scoring.nodes import summed
from perfrules.scoring.tree import Scored
from perfrules.studies.audited import Basis, BasisKind, Given
from perfrules.studies.bases import divisions
from perfrules.studies.known import Known

_CUT: tuple[tuple[BasisKind, Mode], ...] = (("half-even", "half-even"), ("truncated", "down"))


def follows(stated: Stated, exact: Fraction, within: Fraction = Fraction(0)) -> bool:
    """Whether a value, at the digits that are printed, is what is printed, or as near as allowed.

    `within` is in the unit in which it is printed.
    """
    assert stated.value is not None, "words follow from nothing"
    at_digits = rounded(exact, Rounding(stated.step, "half-up"))
    return abs(at_digits - stated.value) <= within * stated.unit.factor


def cut(stated: Stated, exact: Fraction) -> Iterator[Basis]:
    """The value itself, rounded in another way.

    Not of a whole number: of one without decimals nobody can tell a cut from a difference.
    """
    for kind, mode in _CUT if stated.decimals else ():
        value = rounded(exact, Rounding(stated.step, mode))
        if value == stated.value:
            yield Basis(kind, value)


def readings_of(tree: Node, known: Known, published: Published) -> Iterator[Basis]:
    """A formula with the printed figures put in for the exact ones, then with another base."""
    printed = dict(_printed(tree, known, published))
    value = known.reckoned(tree, {name: each[0] for name, each in printed.items()})
    if printed and value is not None:
        yield Basis("printed inputs", value, tuple(given for _, given in printed.values()))
    yield from _with_another_base(tree, known)


def _printed(
    tree: Node, known: Known, published: Published
) -> Iterator[tuple[str, tuple[Fraction, Given]]]:
    """By the evaluator's name: the figure that is printed, where it is not the exact one."""
    for node in walk.nodes(tree):
        match node:
            case Name(name):
                key, stated = name, published.figures.get(name)
            case Property("value" | "score" | "rate" as aspect, of):
                key, name = name_of_property(aspect, of), of
                said = published.scores.get(of)
                stated = None if said is None else getattr(said, aspect)
                if aspect == "value" and stated is None:
                    stated = published.figures.get(of)
            case _:
                continue
        exact = known.names.get(key)
        if stated is not None and stated.value is not None:
            value, shown = stated.value, stated.text
        elif isinstance(exact, Fraction):
            value, shown = _as_shown(exact, known.show_of(name))
        else:
            continue
        if value != exact:
            yield key, (value, Given(name, shown))


def _as_shown(value: Fraction, show: Show | None) -> tuple[Fraction, str]:
    """A value with the digits with which its measure is printed."""
    if show is None:
        return value, ""
    step = Fraction(1, 10**show.decimals) * (Fraction(1, 100) if show.percent else 1)
    return rounded(value, Rounding(step, "half-up")), figure(value, show=show).text


def _with_another_base(tree: Node, known: Known, *, below: bool = True) -> Iterator[Basis]:
    """Each division by a fact, by the other bases; those of the measures that it reads, too."""
    methodology = known.result.methodology
    for division, base in divisions(tree, methodology):
        unit = methodology.facts[base].unit
        for other in known.bases:
            if other == base or methodology.facts[other].unit.dims != unit.dims:
                continue

            def put(node: Node, division: Operate = division, other: str = other) -> Node:
                return evolve(division, right=Name(other)) if node == division else node

            value = known.reckoned(walk.rebuilt(tree, put))
            if value is not None:
                yield Basis("another base", value, (Given(other, known.shown_fact(other)),), base)
    for name in walk.names(tree) if below else ():
        if name in methodology.measures:
            measure = methodology.measures[name]
            for found in _with_another_base(measure.tree, known, below=False):
                value = known.reckoned(tree, {name: found.value})
                if value is not None:
                    yield evolve(found, value=value)


def parts_of(nodes: Sequence[Scored], published: Published) -> Iterator[Basis]:
    """The printed scores of the parts added up, when all are printed."""
    said = (published.scores.get(node.indicator.key) for node in nodes)
    stated = (None if each is None else each.score for each in said)
    total = summed(None if each is None else each.value for each in stated)
    if total is not None:
        yield Basis("printed parts", total)
