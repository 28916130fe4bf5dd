"""Problems that a rule file accepts with a reason: taken from the list, and listed as accepted."""

from attrs import evolve

from perfrules.messages import Text
from perfrules.model.above import Above, Accept, Accepted
from perfrules.problem import Problem, Problems

_OF_RULE_FILES = ("E3", "W3")
"""Codes that are known once a rule file is read; a study may find others later."""


def accepting(above: Above, problems: Problems) -> Above:
    """The same with the problems that were found and are accepted; these become notes (W381)."""
    accepted: list[Accepted] = []
    for position, problem in enumerate(problems.found):
        accept = next((each for each in above.accepts if _meets(each, problem)), None)
        if accept is not None:
            accepted.append(Accepted(problem, accept.node, accept.reason))
            problems.found[position] = _note(accept, problem)
    return evolve(above, accepted=(*above.accepted, *accepted))


def met_nothing(above: Above) -> list[Problem]:
    """A warning (W380) for each acceptance of what is not there."""
    met = {(each.problem.code, each.node) for each in above.accepted}
    return [
        Problem("W380", accept.place, {"code": accept.code, "node": accept.node or "—"})
        for accept in above.accepts
        if (accept.code, accept.node) not in met and accept.code.startswith(_OF_RULE_FILES)
    ]


def _meets(accept: Accept, problem: Problem) -> bool:
    named = problem.fields.get("name", problem.fields.get("key", ""))
    return (accept.code, accept.node) == (problem.code, named)


def _note(accept: Accept, problem: Problem) -> Problem:
    said = Text(problem.message("zh"), problem.message("en"))
    fields: dict[str, str | Text] = {"code": problem.code, "said": said, "reason": accept.reason}
    return Problem("W381", accept.place, fields)
