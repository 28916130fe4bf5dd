"""What formulas are read with once the tree is scored, and what later ones find there."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import frozen

from perfrules.model.facts import Fact, Judged
from perfrules.model.methodology import Methodology
from perfrules.model.read_above import WHOLE
from perfrules.problem import Place, Problem
from perfrules.readings.number import Failed, Missing, name_of_property
from perfrules.readings.number import Result as Reading
from perfrules.scoring.conclusion import Total
from perfrules.scoring.tree import Outcome, Scored


@frozen(eq=False, repr=False)
class Ground:
    """The names of everything that was found so far, and the way to read one more formula."""

    methodology: Methodology
    used: Mapping[str, Fact]
    judgements: Mapping[str, Judged]
    names: dict[str, Reading]
    outcome: Callable[[str, Place | None], Outcome]
    """Of the formula at an address."""

    def tell_total(self, total: Total) -> None:
        """Put the total so far among the names, as bare 得分 and 得分率."""
        points = self.methodology.points
        reading: Reading = Missing(total.missing)
        if total.state == "refused":
            reading = Failed(total.problems)
        elif total.state == "done":
            reading = total.exact[0]
        # A framework has no points, and nothing in it asks for the rate.
        rate = reading / points if isinstance(reading, Fraction) and points else reading
        self.names[name_of_property("score", WHOLE)] = reading
        self.names[name_of_property("rate", WHOLE)] = rate
        self.names[name_of_property("points", WHOLE)] = points

    def tell_score(self, scored: Scored) -> None:
        """Put score and 得分率 of a bonus or penalty among the names."""
        key = scored.indicator.key
        self.names[name_of_property("score", key)] = reading_of(scored, scored.exact)
        self.names[name_of_property("rate", key)] = reading_of(scored, scored.rate)


def reading_of(scored: Scored, value: Fraction | None) -> Reading:
    """What a formula that reads the score or rate of a node finds."""
    if scored.state == "open":
        return Missing(scored.missing)
    if scored.state == "refused":
        return Failed(scored.problems)
    if value is None:
        key, place = scored.indicator.key, scored.indicator.place
        return Failed((Problem("E503", place, {"key": key}),))
    return value
