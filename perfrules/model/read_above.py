"""What stands above the tree, each out of its own table; names are not resolved yet."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from attrs import evolve

from perfrules.files.tables import Table
from perfrules.formula import walk
from perfrules.formula.digits import exact_text
from perfrules.formula.tree import Aspect, Compare, Formula, Node, Property
from perfrules.model.above import SEVERITIES, Above, Accept, Finding, Sentence, Severity, Tie, Veto
from perfrules.model.declared import Gap, Indicator
from perfrules.model.methodology import Grade
from perfrules.model.parts import with_formulas
from perfrules.model.read_formula import formula, formula_if_given, one_of, positive
from perfrules.model.read_head import Head
from perfrules.model.read_indicators import indicator_of
from perfrules.model.read_ways import WAY_KEYS
from perfrules.model.sentence import sentence
from perfrules.model.stretches import constant
from perfrules.model.terms import STATUSES, Role
from perfrules.model.ways import Adjust, Bands, Cases, Checklist, Judged, Ratio, Score
from perfrules.problem import Problem, Problems, Refused, did_you_mean

T = TypeVar("T")

ABOVE = ("bonus", "penalty", "veto", "tie", "finding", "gap", "accept")
"""The tables of a rule file that stand above its tree."""

WHOLE = "\n"
"""The key under which formulas above the tree ask for the total; no author's name is that."""

_WAYS = (Score, Cases, Bands, Ratio, Adjust, Checklist, Judged)
"""The ways of scoring that need neither other nodes nor other departments."""

ACCEPTABLE = ("E315", "E316")
"""Errors that a file may accept: points that do not tie; of warnings, all."""
REFUTED = tuple(f"E{number}" for number in range(640, 652))
"""What proofs refute, which may be accepted as well."""


def above_of(table: Table, head: Head, grades: tuple[Grade, ...], problems: Problems) -> Above:
    """Everything above the tree of a rule file."""

    def each(key: str, read: Callable[[str, Table], T]) -> dict[str, T]:
        found: dict[str, T] = {}
        with problems.collecting():
            for name, entry in table.named(key, {}).items():
                with problems.collecting():
                    found[name] = read(name, entry)
        return found

    def listed(key: str, read: Callable[[Table], T]) -> tuple[T, ...]:
        found: list[T] = []
        with problems.collecting():
            for entry in table.tables(key, []):
                with problems.collecting():
                    found.append(read(entry))
        return tuple(found)

    above = Above(
        bonuses=each("bonus", lambda key, entry: _extra(key, entry, head, "bonus")),
        penalties=each("penalty", lambda key, entry: _extra(key, entry, head, "penalty")),
        vetoes=each("veto", lambda name, entry: _veto(name, entry, head, grades)),
        ties=each("tie", tie_of),
        findings=each("finding", lambda name, entry: _finding(name, entry, head)),
        gaps=listed("gap", _gap),
        accepts=listed("accept", _accept),
    )
    with problems.collecting():
        if above.extras and (head.total_at_most is None or head.total_floor is None):
            raise table.table("methodology").refuse("E381", at="key")
    return above


def _extra(key: str, entry: Table, head: Head, role: Role) -> Indicator:
    """A bonus or penalty as a leaf whose points and cap are `at_most`."""
    entry.only(
        "label", "at_most", "value", "unit", "show", "rounding", "floor", "needs_reason", "basis",
        "status", "about", *WAY_KEYS,
    )  # fmt: skip
    most = positive(entry, "at_most")
    said = {name: value for name, value in entry.values.items() if name != "at_most"}
    leaf = evolve(entry, values={**said, "points": entry.raw("at_most")})
    extra = indicator_of(key, leaf, head)
    if not isinstance(extra.way, _WAYS) or (isinstance(extra.way, Adjust) and not extra.way.added):
        raise entry.refuse("E380", name=key)
    # Bare 分值 and 指标值 are its own, as in a leaf; 得分 is what it adds to or takes from.
    way = with_formulas(extra.way, lambda part, _: of_whole(part, "score", "rate"))
    return evolve(extra, role=role, cap=most, way=way)


def of_whole(part: Formula, *aspects: Aspect) -> Formula:
    """The formula with bare properties of these kinds standing for those of the total so far."""

    def asked(node: Node) -> Node:
        if isinstance(node, Property) and not node.of and node.aspect in aspects:
            return evolve(node, of=WHOLE)
        return node

    return evolve(part, tree=walk.rebuilt(part.tree, asked))


def _veto(name: str, entry: Table, head: Head, grades: tuple[Grade, ...]) -> Veto:
    entry.only("when", "says", "score", "cap", "grade", "best_grade", "basis", "status")
    if not any(key in entry for key in ("score", "cap", "grade", "best_grade")):
        raise entry.refuse("E383", name=name)
    problems = Problems()
    limits: dict[str, Fraction | None] = {"score": None, "cap": None}
    for key in limits:
        with problems.collecting():
            limits[key] = _total(entry, key, head) if key in entry else None
    named = {"grade": "", "best_grade": ""}
    for key in named:
        with problems.collecting():
            named[key] = _grade(entry, key, grades) if key in entry else ""
    problems.refuse_if_any()
    return Veto(
        name=name,
        when=formula(entry, "when"),
        says=entry.text("says"),
        score=limits["score"],
        cap=limits["cap"],
        grade=named["grade"],
        best_grade=named["best_grade"],
        basis=entry.text("basis", head.basis),
        status=one_of(entry, "status", STATUSES, head.status),
        place=entry.place(at="key"),
    )


def _total(entry: Table, key: str, head: Head) -> Fraction:
    """A total that the methodology can come to."""
    number = entry.number(key)
    low, high = head.limits
    if not low <= number <= high:
        raise entry.refuse("E385", key, low=exact_text(low), high=exact_text(high))
    return number


def _grade(entry: Table, key: str, grades: tuple[Grade, ...]) -> str:
    name = entry.text(key)
    names = [grade.name for grade in grades]
    if name not in names:
        raise entry.refuse("E384", key, name=name, near=did_you_mean(name, names))
    return name


def tie_of(name: str, entry: Table, severity: Severity | None = None) -> Tie:
    """A tie; one that needs not say how severe it is gets the given severity."""
    entry.only("that", "within", "severity", "says")
    that, within = formula(entry, "that"), formula_if_given(entry, "within")
    match that.tree:
        case Compare(left, (("==", right),)):
            pass
        case _:
            raise entry.refuse("E386", "that")
    allowed = Fraction(0) if within is None else constant(within.tree)
    if allowed is None or allowed < 0:
        raise entry.refuse("E387", "within")
    return Tie(
        name=name,
        that=that,
        left=left,
        right=right,
        within=within,
        allowed=allowed,
        severity=one_of(entry, "severity", SEVERITIES, severity),
        says=entry.text("says", ""),
        place=entry.place("that"),
    )


def _finding(name: str, entry: Table, head: Head) -> Finding:
    entry.only("when", "problem", "advice", "basis", "status")
    problems = Problems()
    told: dict[str, Sentence] = {}
    for key in ("problem", "advice"):
        with problems.collecting():
            told[key] = sentence(entry, key)
    problems.refuse_if_any()
    return Finding(
        name=name,
        when=formula(entry, "when"),
        problem=told["problem"],
        advice=told["advice"],
        basis=entry.text("basis", head.basis),
        status=one_of(entry, "status", STATUSES, head.status),
        place=entry.place(at="key"),
    )


def _gap(entry: Table) -> Gap:
    entry.only("says", "parent", "points", "basis")
    return Gap(
        says=entry.text("says"),
        parent=entry.text("parent", ""),
        points=positive(entry, "points") if "points" in entry else None,
        basis=entry.text("basis", ""),
        place=entry.place("parent" if "parent" in entry else None),
    )


def _accept(entry: Table) -> Accept:
    entry.only("code", "node", "reason")
    code = entry.text("code")
    if not code.startswith("W") and code not in (*ACCEPTABLE, *REFUTED):
        options = f"W…、{'、'.join(ACCEPTABLE)}、{REFUTED[0]}–{REFUTED[-1]}"
        raise entry.refuse("E302", "code", word=code, options=options)
    return Accept(code, entry.text("node", ""), entry.text("reason"), entry.place())


def with_gaps(
    indicators: Mapping[str, Indicator], gaps: tuple[Gap, ...], problems: Problems
) -> dict[str, Indicator]:
    """The parents with the points that gaps leave open below them."""
    found = dict(indicators)
    for gap in gaps:
        if not gap.parent:
            continue
        with problems.collecting():
            found[gap.parent] = _opened(gap, found)
    return found


def _opened(gap: Gap, indicators: Mapping[str, Indicator]) -> Indicator:
    parent = indicators.get(gap.parent)
    if parent is None:
        near = did_you_mean(gap.parent, indicators)
        raise Refused(Problem("E313", gap.place, {"parent": gap.parent, "near": near}))
    if parent.way is not None:
        raise Refused(Problem("E382", gap.place, {"name": gap.parent}))
    return evolve(parent, gaps=(*parent.gaps, gap)) if gap.points else parent
