"""Mutants of chosen words and plain numbers: rounding, steps, signs, limits; vetoes left out."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfrules.files.spots import Path
from perfrules.formula.digits import decimals_of, fixed
from perfrules.formula.tree import Name
from perfrules.model.methodology import Methodology
from perfrules.model.options import OTHERWISES
from perfrules.model.stretches import constant
from perfrules.model.terms import BARES, BETTERS, GRADE_ONS, MODES
from perfrules.model.ways import HITS, REMAINDERS, STEPS, TIES, Adjust
from perfrules.studies.grid import grid_of, has_total, reaches_most
from perfrules.studies.mutant import Desk, Edit, Mutant, moved
from perfrules.studies.plausible import scale_of

_WORDS: Mapping[str, tuple[str, ...]] = {
    "methodology.grade_on": GRADE_ONS,
    "hit": HITS,
    "steps": STEPS,
    "rank.better": BETTERS,
    "rank.ties": TIES,
    "otherwise": OTHERWISES,
    "split.remainder": REMAINDERS,
    "bare": BARES,
    "tie.severity": ("error", "warning"),
}
"""Words that a rule chooses from, by their key (or table and key): each other is a mutant."""
_SIGNS: Mapping[str, str] = {"≥": "≤", "≤": "≥", "=": "≥", ">=": "<=", "<=": ">=", "==": ">="}
_NUMBERS = (
    "cap", "floor", "at_most", "veto.score", "total_at_most", "total_floor", "raters",
)  # fmt: skip
"""Plain numbers that limit a score."""
_DROPPED = ("unless", "at_most", "over")
"""Keys of a way of scoring without which the rest still stands."""
_KINDS = ("methodology", "fact", "indicator", "bonus", "penalty", "table", "veto", "tie")


def of_words(methodology: Methodology, desk: Desk) -> Iterator[Mutant]:
    """Everything that is no formula, no row and no points."""
    grid = grid_of(methodology)
    for path, value in _leaves(desk.document.values):
        if path[0] not in _KINDS or not desk.owns(path):
            continue
        if not methodology.weighted and path[0] == "methodology":
            continue
        if "rounding" in path:
            if methodology.weighted:
                yield from _rounding(path, value, grid, desk)
        elif not (path[-1] == "steps" and _counted_one_by_one(path, methodology)):
            yield from _at(path, value, methodology, desk)
    for kind in ("veto", "tie"):
        for name in desk.document.table.named(kind, {}):
            path = (kind, name)
            if desk.owns(path) and desk.is_header(path):
                yield desk.gone("dropped", path, [desk.block_dropped(path)])


def _at(path: Path, value: Any, methodology: Methodology, desk: Desk) -> Iterator[Mutant]:
    key = str(path[-1])
    above = [str(part) for part in path[:-1] if isinstance(part, str)]
    for name, words in _WORDS.items():
        table, _, last = name.rpartition(".")
        if key == last and value in words and (not table or table in (above[0], above[-1])):
            yield from _replaced(path, words, str(value), desk)
    if key == "sign" and value in _SIGNS:
        yield from _replaced(path, (_SIGNS[value],), str(value), desk)
    if path[0] == "veto" and key in ("grade", "best_grade"):
        names = [grade.name for grade in methodology.grades]
        beside = names.index(str(value)) + (1 if value != names[-1] else -1)
        yield from _replaced(path, names[beside : beside + 1], str(value), desk)
    if key == "counts" and path[0] == "methodology":
        yield from _replaced(path, methodology.stages, str(value), desk)
    if key == "to" and above[-1] == "split":
        yield from _other_steps(path, desk)
    if _is_limit(path, key):
        for mutant in _moved(path, desk):
            if not (path[0] == "methodology" and _beyond_reach(mutant, methodology)):
                yield mutant
    if key in _DROPPED and len(path) > 3:
        yield desk.gone("dropped", path, [desk.key_dropped(path)])


def _is_limit(path: Path, key: str) -> bool:
    if key == "at_most":
        return path[0] in ("bonus", "penalty") and len(path) == 3
    if key in ("score", "cap") and path[0] == "veto":
        return True
    return key in ("cap", "floor", "total_at_most", "total_floor")


def _beyond_reach(mutant: Mutant, methodology: Methodology) -> bool:
    """Whether no total comes to the limit, neither as it is nor as it would be."""
    if not has_total(methodology):
        return True
    if methodology.total_at_most is None or not mutant.node.startswith("methodology.total_at"):
        return False
    least = min(methodology.total_at_most, Fraction(mutant.edits[0].text))
    return not reaches_most(methodology, least)


def _replaced(path: Path, words: Sequence[str], old: str, desk: Desk) -> Iterator[Mutant]:
    start, end = desk.span(path)
    for word in words:
        if word != old:
            yield desk.mutant("word", path, old, [Edit(start + 1, end - 1, word)], word)


def _rounding(path: Path, value: Any, grid: Fraction | None, desk: Desk) -> Iterator[Mutant]:
    """Another step or mode, unless every score is a multiple of the old and the new step."""
    key, step = path[-1], _step_beside(path, desk)

    def kept(*steps: Fraction) -> bool:
        return grid is not None and all(grid % each == 0 for each in steps)

    if key == "mode" and not kept(step):
        yield from _replaced(path, MODES, str(value), desk)
    for mutant in _other_steps(path, desk) if key == "to" else ():
        if not kept(step, Fraction(mutant.edits[0].text)):
            yield mutant


def _step_beside(path: Path, desk: Desk) -> Fraction:
    """The step of the rounding to which a key belongs."""
    value: Any = desk.document.values
    for part in path[: path.index("rounding") + 1]:
        value = value[part]
    return Fraction(value["to"])


def _counted_one_by_one(path: Path, methodology: Methodology) -> bool:
    """Whether an item counts a fact that has whole numbers only, each for itself."""
    node = methodology.node(str(path[1]))
    if node is None or not isinstance(node.way, Adjust) or path[0] == "table":
        return False
    items = node.way.deducted if path[2] == "deduct" else node.way.added
    item = items[int(path[3])]
    amount = None if item.amount is None else item.amount.tree
    each = None if item.each is None else constant(item.each.tree)
    rule = methodology.facts.get(amount.name) if isinstance(amount, Name) else None
    if rule is None or not each:
        return False
    return scale_of(rule, methodology).step % each == 0


def _other_steps(path: Path, desk: Desk) -> Iterator[Mutant]:
    """Ten times as coarse, and ten times as fine."""
    span = desk.span(path)
    old = desk.written(span)
    step = Fraction(old.replace("_", ""))
    for other in (step * 10, step / 10):
        new = fixed(other, decimals_of(other) or 0)
        yield desk.mutant("word", path, old, [Edit(*span, new)], new)


def _moved(path: Path, desk: Desk) -> Iterator[Mutant]:
    span = desk.span(path)
    old = desk.written(span)
    for by in (1, -1):
        new = moved(old, by)
        if new is not None:
            yield desk.mutant("number", path, old, [Edit(*span, new)], new)


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value with its path, tables before what they hold."""
    if path:
        yield path, value
    pairs: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, Mapping):
        pairs = iter(value.items())
    elif isinstance(value, list):
        pairs = iter(enumerate(value))
    for key, inner in pairs:
        yield from _leaves(inner, (*path, key))
