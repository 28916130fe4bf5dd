"""Rows of cases and bands: that each can be hit, that no two hold at once, and which did."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

from perfrules.formula.tree import If
from perfrules.messages import Text
from perfrules.messages import proofs as say
from perfrules.model.spelled_out import inside
from perfrules.model.stretches import constant_stretch
from perfrules.model.ways import Band, Bands, Case, Cases, Way
from perfrules.problem import Place, Problem
from perfrules.readings.figures import figure
from perfrules.readings.proof_answer import ask
from perfrules.readings.proof_terms import Expr, both, either, negated
from perfrules.scoring.result import Result
from perfrules.scoring.shown import printed_within
from perfrules.studies import prove_shown as engine
from perfrules.studies.fact_sets import draft_of
from perfrules.studies.inlined import inlined, value_of
from perfrules.studies.prove_asked import Asked
from perfrules.studies.proved import Question, Values, Witness
from perfrules.studies.surroundings import names_of, row_names, tables_of

_SOON = Fraction(1, 2)
"""Seconds for each look at which rows cover another."""


def row_text(way: Bands | Cases, position: int) -> Text:
    """A row as its author would find it."""
    row = way.rows[position]
    written = row.inside.at.text if not isinstance(row, Case) else _when(row)
    return say.ROW.filled(number=str(position + 1), text=written)


def _when(row: Case) -> Text | str:
    return say.OTHERWISE if row.when is None else row.when.text.strip()


def rows(asked: Asked) -> Iterator[Question]:
    """For each row that it can be hit; for bands with ends that facts move, that no two overlap."""
    for way in engine.has_rows(asked.way):
        choices = engine.rows_in(asked.tree)
        for position in range(len(way.rows)):
            row = way.rows[position]
            if isinstance(row, Band) and row.open:
                continue  # a gap that the policy leaves need not be reached
            yield asked.question(
                "row",
                _hit(asked, choices, position),
                engine.row_hit(asked.key, asked.tree, position, asked.row),
                _dead(asked, way, choices, position),
                about=row_text(way, position),
                possible=True,
            )
        if isinstance(way, Bands):
            yield from _overlaps(asked, way)


def _hit(asked: Asked, choices: tuple[If, ...], position: int) -> Callable[[], Expr]:
    def hit() -> Expr:
        conditions = [asked.world.reading(c.condition) for c in choices[: position + 1]]
        missed = [both(term.ok, negated(term.value)) for term in conditions[:position]]
        own = conditions[position].holds if position < len(conditions) else True
        return both(*missed, own)

    return hit


def _dead(
    asked: Asked, way: Bands | Cases, choices: tuple[If, ...], position: int
) -> Callable[[Witness | None], Problem]:
    def problem(_: Witness | None) -> Problem:
        name, place = row_text(way, position), _place(way, position) or asked.at
        why = _why_dead(asked, way, choices, position)
        return Problem("E645", place, {"name": asked.named, "row": name, "why": why})

    return problem


def _place(way: Bands | Cases, position: int) -> Place | None:
    row = way.rows[position]
    if isinstance(row, Band):
        return row.inside.at.place()
    formula = row.score if row.when is None else row.when
    return formula.source.place()


def _why_dead(asked: Asked, way: Bands | Cases, choices: tuple[If, ...], position: int) -> Text:
    """Which rows above cover it, the fewest that are found."""
    conditions = [asked.world.reading(c.condition) for c in choices[: position + 1]]
    own = conditions[position].holds if position < len(conditions) else True

    def never(condition: Expr) -> bool:
        whole = both(asked.when(), condition)
        return ask(whole, asked.world, seconds=_SOON).verdict == "never"

    if never(own):
        return say.NEVER_HOLDS
    covering = list(range(position))
    for candidate in range(position):
        fewer = [each for each in covering if each != candidate]
        if never(both(own, *(negated(conditions[each].holds) for each in fewer))):
            covering = fewer
    texts = [row_text(way, each) for each in covering]
    return say.COVERED_BY.filled(rows=joined(texts))


def joined(texts: list[Text]) -> Text:
    """Several in one line."""
    return Text("、".join(t.zh for t in texts), ", ".join(t.en for t in texts))


def _overlaps(asked: Asked, way: Bands) -> Iterator[Question]:
    """Constant ends were looked at when the file was read."""
    if all(constant_stretch(row.inside) is not None for row in way.rows):
        return
    pairs = list(combinations([inside(way.of.tree, row.inside) for row in way.rows], 2))

    def overlap() -> Expr:
        read = asked.world.reading
        return either(*(both(read(a).holds, read(b).holds) for a, b in pairs))

    def shown(result: Result, _: Values) -> Witness | None:
        witness = Witness(result.facts, result)
        found = next((f for f in _held(asked, witness) if len(f) > 1), None)
        return None if found is None else witness

    def problem(witness: Witness | None) -> Problem:
        assert witness is not None, "that something can be is shown by facts"
        fields: dict[str, str | Text] = {"name": asked.named, "rows": holding(asked, witness)}
        return Problem("E644", way.rows[0].inside.at.place(), fields)

    yield asked.question("overlap", overlap, shown, problem)


def holding(asked: Asked, witness: Witness) -> Text:
    """The rows whose conditions hold of the witness."""
    for way in engine.has_rows(asked.way):
        for found in _held(asked, witness):
            if len(found) > 1:
                return joined([row_text(way, position) for position in found])
    return Text("", "")


def _held(asked: Asked, witness: Witness) -> Iterator[list[int]]:
    """The positions of the rows that hold, for the leaf or for each row of the table."""
    rules, draft = witness.facts.rules, draft_of(witness.facts)
    names, tables = names_of(rules, draft), tables_of(rules, draft)
    around = [names]
    if asked.row is not None:
        scored = engine.rows_scored_by(witness.result, asked.row)
        keys = {node.row.name for node in scored if node.row is not None}
        rule = rules.tables[asked.table]
        cells = (row for row in draft.tables[asked.table] if row[rule.key] in keys)
        around = [{**names, **row_names(each, rule)} for each in cells]
    put = inlined(rules).tree
    for way in engine.has_rows(asked.way):
        trees = [
            inside(way.of.tree, row.inside)
            if isinstance(way, Bands) and isinstance(row, Band)
            else choice.condition
            for row, choice in zip(way.rows, engine.rows_in(asked.tree), strict=False)
        ]
        for known in around:
            yield [
                position
                for position, tree in enumerate(trees)
                if value_of(put(tree), known, tables) is True
            ]


def reached(way: Way | None, witness: Witness, said: Text) -> Text:
    """What the rows of bands are of, where none holds."""
    for rows_of in engine.has_rows(way):
        if isinstance(rows_of, Bands):
            of = rows_of.of
            for node in witness.result.walk():
                if node.outcome is None:
                    continue
                for step in node.outcome.evaluation.steps:
                    if step.node is of.tree and isinstance(step.value, Fraction):
                        rules, used = witness.facts.rules, witness.result.used
                        unit, show, least = printed_within(of.tree, rules, used)
                        value = str(figure(step.value, unit, show, least))
                        return say.VALUE_IS.filled(what=of.text, value=value, said=said)
    return said
