"""One formula that is asked about: where it stands, when it is read, and in which world."""

from collections.abc import Callable

from attrs import frozen

from perfrules.formula.tree import Node
from perfrules.messages import Text
from perfrules.model.ways import Way
from perfrules.problem import Place, Problem
from perfrules.readings.proof import Term
from perfrules.readings.proof_terms import Expr, both
from perfrules.readings.proof_world import World
from perfrules.readings.seen import Seen
from perfrules.studies.proved import Kind, Question, Shown, Witness

NOTHING = Text("", "")


@frozen(eq=False, repr=False)
class Asked:
    """A formula of a methodology, and the world in which it is read."""

    subject: str
    """The node as the file names it."""
    key: str
    address: str
    tree: Node
    world: World
    place: Place | None
    when: Callable[[], Expr] = lambda: True
    """When it is read at all."""
    seen: Seen | None = None
    """What intervals know of it."""
    row: Way | None = None
    """Of a row of a table: how it is scored."""
    table: str = ""

    about: Text = NOTHING
    """Of a row of a table: which rows are scored so."""
    way: Way | None = None
    """How the score comes about."""

    @property
    def named(self) -> Text:
        """The node in a sentence."""
        if self.about == NOTHING:
            return Text(self.subject, self.subject)
        zh, en = self.about
        return Text(f"{self.subject}（{zh}）", f"{self.subject} ({en})")

    @property
    def at(self) -> Place | None:
        """Where its author wrote it."""
        return self.place if self.tree.at is None else self.tree.at.place()

    def term(self) -> Term:
        """The formula, read."""
        return self.world.reading(self.tree)

    def question(  # noqa: PLR0913  # by name
        self,
        kind: Kind,
        condition: Callable[[], Expr],
        shown: Shown,
        problem: Callable[[Witness | None], Problem],
        *,
        about: Text = NOTHING,
        possible: bool = False,
        by_bounds: bool = False,
        settled: Text | None = None,
    ) -> Question:
        """A question of this formula."""
        return Question(
            kind=kind,
            subject=self.subject,
            about=about if about != NOTHING else self.about,
            place=self.place,
            possible=possible,
            condition=lambda: both(self.when(), condition()),
            worlds=(self.world,),
            shown=shown,
            problem=problem,
            by_bounds=by_bounds,
            settled=settled,
            row_of=self.table,
            on="unrounded" if kind == "score" else "",
        )
