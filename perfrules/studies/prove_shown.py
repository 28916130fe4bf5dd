"""Whether a scored fact set shows what a question asks: always told by the engine's own result."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.formula.tree import If, Node
from perfrules.model.ways import Bands, Cases, Rank, Way
from perfrules.problem import Place, Problem
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Outcome, Scored
from perfrules.studies.proved import NO_VALUES, Shown, Values, Witness


def fault_at(address: str, codes: frozenset[str], places: frozenset[str]) -> Shown:
    """A formula that has no value, for one of these reasons, at one of these places."""

    def shown(result: Result, _: Values) -> Witness | None:
        for outcome in outcomes_at(result, address):
            if any(p.code in codes and str(p.place) in places for p in outcome.problems):
                return Witness(result.facts, result)
        return None

    return shown


def fault_in_row(way: Way, codes: frozenset[str]) -> Shown:
    """A row that has no score, for one of these reasons."""

    def shown(result: Result, _: Values) -> Witness | None:
        for node in rows_scored_by(result, way):
            if node.outcome and any(p.code in codes for p in node.outcome.problems):
                return Witness(result.facts, result)
        return None

    return shown


def row_unscored(table: str) -> Shown:
    """A row of a table that no way of scoring fits."""

    def shown(result: Result, _: Values) -> Witness | None:
        rows = (node for node in result.walk() if node.row is not None and node.row.table == table)
        found = any(problem.code == "E525" for node in rows for problem in node.problems)
        return Witness(result.facts, result) if found else None

    return shown


def refused_score(key: str) -> Shown:
    """A score outside its limits, which the engine refuses."""

    def shown(result: Result, _: Values) -> Witness | None:
        node = node_of(result, key)
        outside = node is not None and _is_outside(node)
        return Witness(result.facts, result) if outside else None

    return shown


def refused_score_of_row(way: Way) -> Shown:
    """The same for a row of a table."""

    def shown(result: Result, _: Values) -> Witness | None:
        outside = any(_is_outside(node) for node in rows_scored_by(result, way))
        return Witness(result.facts, result) if outside else None

    return shown


def row_hit(key: str, tree: Node, position: int, way: Way | None = None) -> Shown:
    """A row of cases or bands that scores; `way`: of a row of a table, not of a leaf."""
    ifs = rows_in(tree)

    def shown(result: Result, _: Values) -> Witness | None:
        for outcome in _outcomes(result, key, way):
            if position in _hits(outcome, ifs):
                return Witness(result.facts, result)
        return None

    return shown


def veto_holds(name: str) -> Shown:
    """A veto that holds."""

    def shown(result: Result, _: Values) -> Witness | None:
        return Witness(result.facts, result) if veto_held(result, name) else None

    return shown


def veto_held(result: Result, name: str) -> bool:
    """Whether a veto holds."""
    return any(each.veto.name == name and each.holds for each in result.above.vetoes)


def no_grade(result: Result, _: Values = NO_VALUES) -> Witness | None:
    """A total that no grade holds."""
    found = any(problem.code == "E501" for problem in result.problems)
    return Witness(result.facts, result) if found else None


def other_grade(result: Result, _: Values = NO_VALUES) -> Witness | None:
    """A total whose print lies in another grade than the total itself, before any veto."""
    whole = result.above.whole
    if whole.state != "done" or not result.methodology.weighted:
        return None
    exact, printed = whole.exact[0], whole.printed[0]
    apart = any(g.holds(exact) != g.holds(printed) for g in result.methodology.grades)
    return Witness(result.facts, result) if apart else None


def outcomes_at(result: Result, address: str) -> Iterator[Outcome]:
    """What the formula at an address came to, where it was read."""
    kind, _, name = address.partition(".")
    match kind:
        case "measure":
            yield from (m.outcome for m in result.measures if m.measure.name == name)
        case "veto":
            yield from (v.outcome for v in result.above.vetoes if v.veto.name == name)
        case "finding":
            yield from (f.outcome for f in result.above.findings if f.finding.name == name)
        case "tie":
            for tie in result.above.ties:
                if tie.tie.name == name:
                    yield from (tie.left, tie.right)
        case _:
            node = node_of(result, name)
            if node is not None:
                of = {"value": node.value, "applies": node.applies, "rank": node.ranked}
                found = of.get(kind, node.outcome)
                yield from (found,) if found is not None else ()


def node_of(result: Result, key: str) -> Scored | None:
    """An indicator, bonus or penalty."""
    nodes = (*result.walk(), *result.above.extras)
    return next((node for node in nodes if node.indicator.key == key), None)


def rows_scored_by(result: Result, way: Way) -> list[Scored]:
    """The rows of tables that one way of scoring was taken for."""
    return [n for n in result.walk() if n.row is not None and n.indicator.way is way]


def score_of(result: Result, key: str) -> Fraction | None:
    """The exact score of a node; empty stands for the total."""
    if not key:
        return result.above.whole.exact[0] if result.above.whole.state == "done" else None
    node = node_of(result, key)
    return None if node is None else node.exact


def problem_shown(
    witness: Witness, address: str, codes: frozenset[str], places: frozenset[str]
) -> Problem | None:
    """The engine's own words for what the witness shows; at any place where none is named."""
    node = node_of(witness.result, address.partition(".")[2])
    found = [p for outcome in outcomes_at(witness.result, address) for p in outcome.problems]
    for problem in (*found, *(() if node is None else node.problems)):
        if problem.code in codes and (not places or str(problem.place) in places):
            return problem
    return None


def row_problem(witness: Witness, way: Way, codes: frozenset[str]) -> Problem | None:
    """The same for a row of a table."""
    for node in rows_scored_by(witness.result, way):
        for problem in node.problems:
            if problem.code in codes:
                return problem
    return None


def rows_in(tree: Node) -> tuple[If, ...]:
    """The choices of cases or bands, in the order of their rows."""
    found: list[If] = []
    while isinstance(tree, If):
        found.append(tree)
        tree = tree.otherwise
    return tuple(found)


def has_rows(way: Way | None) -> tuple[Bands | Cases, ...]:
    """The rows by which a way of scoring decides."""
    match way:
        case Bands() | Cases():
            return (way,)
        case Rank(by=Bands() as by):
            return (by,)
        case _:
            return ()


def place_text(node: Node, otherwise: Place | None) -> str:
    """Where the engine says that a part has no value."""
    return str(node.at.place() if node.at is not None else otherwise)


def _is_outside(node: Scored) -> bool:
    return node.exact is None and any(problem.code == "E502" for problem in node.problems)


def _outcomes(result: Result, key: str, way: Way | None) -> Iterator[Outcome]:
    if way is None:
        yield from outcomes_at(result, f"indicator.{key}")
        return
    for node in rows_scored_by(result, way):
        if node.outcome is not None:
            yield node.outcome


def _hits(outcome: Outcome, ifs: tuple[If, ...]) -> set[int]:
    """The position of the row that scored."""
    known = {id(step.node): step.value for step in outcome.evaluation.steps}
    for position, choice in enumerate(ifs):
        holds = known.get(id(choice.condition))
        if holds is not False:
            return {position} if holds is True else set()
    return {len(ifs)}
