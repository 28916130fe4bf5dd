"""A branch of a rule file, and what the results of examples read of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from attrs import frozen

from perfrules.files.spots import Path
from perfrules.formula.tree import Node, Number
from perfrules.model.facts import Value
from perfrules.problem import Place
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Outcome, Scored

Kind = Literal[
    "case", "band", "tier", "ratio", "item", "check", "limit", "condition", "applies", "picked",
    "variant", "veto", "finding", "tie", "grade", "version", "parameter",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "case", "band", "tier", "ratio", "item", "check", "limit", "condition", "applies", "picked",
    "variant", "veto", "finding", "tie", "grade", "version", "parameter",
)  # fmt: skip

Side = Literal[
    "row", "met", "missed", "over", "some", "none", "most", "unless", "counted", "least", "yes",
    "no", "then", "otherwise", "applies", "not_applicable", "picked", "taken", "held", "not_held",
    "broken", "reached", "given", "read",
]  # fmt: skip
"""What an example must do to reach the branch; the words for a person stand among messages."""

Values = Mapping[int, Value]
"""What the parts of one formula came to, by the identity of the part: two may be equal."""


@frozen
class Spot:
    """Where the author wrote a part of a formula."""

    file: str
    path: Path
    start: int
    end: int


@frozen(eq=False)
class Seen:
    """A node of one result, with what the parts of its formula came to."""

    scored: Scored
    values: Values

    def came_to(self, node: Node) -> Value | None:
        """What a part came to; None when it was not read."""
        return self.values.get(id(node))

    def number(self, node: Node) -> Fraction | None:
        """The same as a number; a constant is no step."""
        value = node.value if isinstance(node, Number) else self.came_to(node)
        return value if isinstance(value, Fraction) else None


class Read:
    """Everything that some results read: truths by place, nodes by formula and by name."""

    def __init__(self, results: Iterable[Result]) -> None:
        self.results = tuple(results)
        self.truths: dict[Spot, set[bool]] = {}
        self.by_tree: dict[int, list[Seen]] = {}
        self.by_key: dict[str, list[Scored]] = {}
        for result in self.results:
            for outcome in _outcomes(result):
                self._note(outcome)
            for scored in (*result.walk(), *result.above.extras):
                self.by_key.setdefault(scored.indicator.key, []).append(scored)
                tree, outcome_of_it = scored.indicator.tree, scored.outcome
                if tree is not None and outcome_of_it is not None:
                    values = {id(step.node): step.value for step in outcome_of_it.evaluation.steps}
                    self.by_tree.setdefault(id(tree), []).append(Seen(scored, values))

    def _note(self, outcome: Outcome) -> None:
        for step in outcome.evaluation.steps:
            spot = spot_of(step.node)
            if spot is not None and isinstance(step.value, bool):
                self.truths.setdefault(spot, set()).add(step.value)

    def of(self, tree: Node) -> list[Seen]:
        """The nodes that were scored by a formula."""
        return self.by_tree.get(id(tree), [])

    def called(self, key: str) -> list[Scored]:
        """The nodes of a name."""
        return self.by_key.get(key, [])

    def came_to(self, node: Node, *, truth: bool) -> bool:
        """Whether a part of an author's formula was true, or false."""
        spot = spot_of(node)
        return spot is not None and truth in self.truths.get(spot, ())


def spot_of(node: Node) -> Spot | None:
    """Where the author wrote the node; None where the engine spelled it out."""
    if node.at is None:
        return None
    source = node.at.source
    file = "" if source.document is None else source.document.path
    return Spot(file, source.path, source.offset + node.at.start, source.offset + node.at.end)


def _outcomes(result: Result) -> Iterator[Outcome]:
    for measured in result.measures:
        yield measured.outcome
    for scored in (*result.walk(), *result.above.extras):
        found = (scored.value, scored.outcome, scored.applies, scored.ranked)
        yield from (outcome for outcome in found if outcome is not None)
    above = result.above
    yield from (veto.outcome for veto in above.vetoes)
    yield from (finding.outcome for finding in above.findings)
    for tie in above.ties:
        yield from (tie.left, tie.right)


Reached = Callable[[Read], bool]
"""Whether some of the results reached a branch."""


@frozen(eq=False, repr=False)
class Branch:
    """One thing that an example can reach."""

    kind: Kind
    side: Side
    node: str
    """Names it for [[accept]]: where it stands, without a line number."""
    place: Place | None
    words: str
    """What the author wrote there."""
    reached: Reached
