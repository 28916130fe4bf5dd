"""All mutants of a rule file, in the order of its lines."""

from perfrules.model.methodology import Methodology
from perfrules.studies.mutant import Desk, Mutant, named_once
from perfrules.studies.mutate_formulas import of_formula
from perfrules.studies.mutate_leaves import leaf_tables, of_grades, of_leaf
from perfrules.studies.mutate_points import of_points
from perfrules.studies.mutate_words import of_words
from perfrules.studies.own_formulas import formulas_of


def mutants_of(methodology: Methodology) -> tuple[Mutant, ...]:
    """The mutants of what the file itself says; what it extends has mutants of its own.

    A framework without points has none of scores: only what it measures and finds is left.
    """
    desk = Desk(methodology.documents[0])
    found = [
        mutant
        for written in formulas_of(methodology)
        if desk.owns(written.path)
        for mutant in of_formula(written, desk)
    ]
    found += of_words(methodology, desk)
    if methodology.weighted:
        found += of_grades(methodology, desk)
        for leaf, indicator in leaf_tables(methodology, desk.document.table):
            found += of_leaf(leaf, indicator, methodology, desk)
        found += of_points(methodology, desk)
    ordered = sorted(found, key=lambda each: (each.place.line, each.place.column))
    return tuple(named_once(ordered))
