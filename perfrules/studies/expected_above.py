"""What an example may expect of what stands above the tree, by name."""

from collections.abc import Callable, Iterable

from perfrules.files.tables import Table
from perfrules.messages import Text
from perfrules.messages import studies as say
from perfrules.model.methodology import Methodology
from perfrules.scoring.conclusion import Conclusion
from perfrules.studies.expectation import Expectation, Expectations, Got, refuse_unknown, same


def findings_expected(table: Table, key: str, methodology: Methodology) -> Expectations:
    """`findings`: the names of those that hold."""
    known = methodology.above.findings
    yield _listed(table, key, known, lambda c: [f.finding.name for f in c.findings if f.holds])


def vetoes_expected(table: Table, key: str, methodology: Methodology) -> Expectations:
    """`vetoes`: the names of those that hold."""
    known = methodology.above.vetoes
    yield _listed(table, key, known, lambda c: [v.veto.name for v in c.vetoes if v.holds])


def broken_ties_expected(table: Table, key: str, methodology: Methodology) -> Expectations:
    """`broken_ties`: the names of those that do not hold."""
    known = methodology.above.ties
    yield _listed(table, key, known, lambda c: [t.tie.name for t in c.ties if t.holds is False])


def _listed(
    table: Table, key: str, known: Iterable[str], holding: Callable[[Conclusion], list[str]]
) -> Expectation:
    """All that hold, and no others; an empty list is none."""
    wanted = table.texts(key)
    for name in wanted:
        refuse_unknown(table, key, name, known, say.A_NAMED)

    def hold(got: Got) -> tuple[bool, Text]:
        if got.result is None:
            return False, got.state
        found = holding(got.result.above)
        return set(found) == set(wanted), _names(found)

    return Expectation(key, _names(wanted).zh, table.place(key), hold)


def _names(names: Iterable[str]) -> Text:
    listed = "、".join(names)
    return same(listed) if listed else Text("[]", "[]")
