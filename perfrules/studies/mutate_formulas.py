"""Mutants of formulas: numbers, comparisons, conditions, functions, and what is named in them."""

import difflib
import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from perfrules.files.spots import Span
from perfrules.formula import walk
from perfrules.formula.functions import FUNCTIONS, TABLE_FUNCTIONS
from perfrules.formula.notation import plain_sign
from perfrules.formula.to_text import name_text
from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Fold,
    Given,
    Logic,
    Name,
    Node,
    Not,
    Number,
    Operate,
)
from perfrules.studies.mutant import Desk, Edit, Kind, Mutant, moved
from perfrules.studies.own_formulas import Known, Written

_BESIDE = {
    ">=": (">",), ">": ("≥",), "<=": ("<",), "<": ("≤",), "==": ("≠",), "!=": ("=",),
}  # fmt: skip
"""The sign that differs at the edge alone; of equality, its contrary."""
_INSTEAD = {
    "min": ("max",), "max": ("min",), "floor": ("ceil",), "ceil": ("floor",),
    "round": ("round_up", "round_down"), "round_up": ("round_down",), "round_down": ("round_up",),
    "any": ("all",), "all": ("any",),
}  # fmt: skip
_MOST_ALIKE = 2
"""So many others of the same unit are tried in the place of a name."""


def of_formula(written: Written, desk: Desk) -> Iterator[Mutant]:
    """Every mutant of one formula, a part before what it is made of."""
    waiting: list[tuple[Node, Mapping[str, Known], bool]] = []
    waiting.append((written.formula.tree, written.names, False))
    while waiting:
        node, names, denied = waiting.pop()
        here = _Here(written, desk, names)
        if node.at is not None and node.at.source is written.formula.source:
            yield from here.of_node(node)
            if here.is_bare_condition(node) and not denied:
                yield here.negated(node)
        if isinstance(node, Fold):
            names = {**names, **written.tables.get(node.table, {})}
        parts = reversed(walk.children(node))
        waiting.extend((part, names, isinstance(node, Not)) for part in parts)


@frozen(eq=False, repr=False)
class _Here:
    """A part of one formula at its place."""

    written: Written
    desk: Desk
    names: Mapping[str, Known]

    def of_node(self, node: Node) -> Iterator[Mutant]:
        """What can be changed at the node itself."""
        assert node.at is not None
        match node:
            case Number():
                yield from self._number(node)
            case Choice(text):
                yield from self._choice(text, node)
            case Name(name):
                yield from self._name(name, node)
            case Compare(first, rest):
                operands = [first, *(operand for _, operand in rest)]
                yield from self._between("comparison", operands, [sign for sign, _ in rest])
            case Operate(("+" | "-") as sign, left, right):
                yield from self._between("function", [left, right], [sign])
            case Logic(_, parts):
                yield from self._parts_dropped(parts, (node.at.start, node.at.end))
            case Call(function, _) | Fold(function):
                yield from self._function(function, node)
            case _:
                pass

    def is_bare_condition(self, node: Node) -> bool:
        """Whether it is a condition without a sign: a fact, a function, a negation."""
        match node:
            case Not() | Given():
                return True
            case Name(name):
                known = self.names.get(name)
                return known is not None and known.kind == "yes/no"
            case Call(function, _) | Fold(function):
                return function in ("one_of", "any", "all")
            case _:
                return False

    def negated(self, node: Node) -> Mutant:
        """The contrary of a condition that is no comparison."""
        assert node.at is not None
        start, end = node.at.start, node.at.end
        if isinstance(node, Not):
            text = node.at.text
            word = re.match(r"(?:非|not)\s*", text)
            return self._change("condition", (start, end), text[word.end() if word else 0 :])
        return self._change("condition", (start, end), f"(非 {node.at.text})")

    def _change(self, kind: Kind, at: tuple[int, int], new: str) -> Mutant:
        path = self.written.path
        old = self.written.formula.text[slice(*at)]
        span = self.desk.inner(path, *at)
        return self.desk.mutant(kind, path, old, [Edit(*span, new)], new)

    def _number(self, node: Number) -> Iterator[Mutant]:
        assert node.at is not None
        for by in (1, -1):
            new = moved(node.at.text, by)
            if new is not None:
                yield self._change("number", (node.at.start, node.at.end), new)

    def _choice(self, text: str, node: Choice) -> Iterator[Mutant]:
        """The next one of the texts among which it was chosen."""
        assert node.at is not None
        choices = next((k.choice for k in self.names.values() if text in k.choice), ())
        if len(choices) > 1:
            other = choices[(choices.index(text) + 1) % len(choices)]
            new = node.at.text.replace(text, other)
            yield self._change("word", (node.at.start, node.at.end), new)

    def _name(self, name: str, node: Name) -> Iterator[Mutant]:
        assert node.at is not None
        for other in alike(name, self.names):
            yield self._change("base", (node.at.start, node.at.end), name_text(other))

    def _between(self, kind: Kind, operands: list[Node], signs: list[str]) -> Iterator[Mutant]:
        """Another sign between two operands."""
        others = {"+": ("−",), "-": ("+",)} if kind == "function" else _BESIDE
        pairs = zip(operands, operands[1:], signs, strict=False)
        for left, right, sign in pairs:
            found = self._sign(left, right, sign)
            for new in others[sign] if found is not None else ():
                assert found is not None
                yield self._change(kind, found, new)

    def _sign(self, left: Node, right: Node, sign: str) -> Span | None:
        """Where the sign stands between two operands, past their brackets."""
        if left.at is None or right.at is None:
            return None
        text, start = self.written.formula.text, left.at.end
        for match in re.finditer(r"[<>=!≤≥≠＜＞＝！+−－＋-]+", text[start : right.at.start]):
            if plain_sign(match[0]) == sign:
                return start + match.start(), start + match.end()
        return None

    def _parts_dropped(self, parts: tuple[Node, ...], whole: Span) -> Iterator[Mutant]:
        """Each part of a logical and, or an or, left out."""
        spans = [self._with_brackets(part, whole) for part in parts]
        path = self.written.path
        for position, (start, end) in enumerate(spans):
            cut = (start, spans[1][0]) if position == 0 else (spans[position - 1][1], end)
            edit = Edit(*self.desk.inner(path, *cut), "")
            old = self.written.formula.text[slice(*cut)].strip()
            yield self.desk.mutant("condition", path, old, [edit], "dropped")

    def _with_brackets(self, part: Node, whole: Span) -> Span:
        """The characters of a part with the brackets around it alone."""
        assert part.at is not None
        text, (start, end) = self.written.formula.text, (part.at.start, part.at.end)
        while True:
            before = re.search(r"[(（]\s*\Z", text[whole[0] : start])
            behind = re.match(r"\s*[)）]", text[end : whole[1]])
            if before is None or behind is None:
                return start, end
            start, end = whole[0] + before.start(), end + behind.end()

    def _function(self, function: str, node: Node) -> Iterator[Mutant]:
        assert node.at is not None
        called = re.match(r"\w+", node.at.text)
        if called is None:
            return
        names = FUNCTIONS if function in FUNCTIONS else TABLE_FUNCTIONS
        for other in _INSTEAD.get(function, ()):
            new = other if called[0].isascii() else names[other].chinese
            yield self._change("function", (node.at.start, node.at.start + called.end()), new)


def alike(name: str, names: Mapping[str, Known]) -> list[str]:
    """The others of the same kind and unit, those first whose names are most alike."""
    own = names.get(name)
    if own is None or own.kind == "text":
        return []
    others = [
        other
        for other, known in names.items()
        if other != name and (known.kind, known.unit.dims) == (own.kind, own.unit.dims)
    ]

    def likeness(other: str) -> int:
        matcher = difflib.SequenceMatcher(None, name, other, autojunk=False)
        return -sum(block.size for block in matcher.get_matching_blocks())

    return sorted(others, key=likeness)[:_MOST_ALIKE]
