"""Problems that a rule file accepts with a reason: taken from the list, and listed as accepted."""

from collections.abc import Iterable

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
        accept = _accept_of(problem, above)
        if accept is not None:
            accepted.append(Accepted(problem, accept.node, accept.reason))
            problems.found[position] = _note(accept, problem)
    return evolve(above, accepted=(*above.accepted, *accepted))


def met_nothing(above: Above) -> list[Problem]:
    """A warning (W380) for each acceptance of what is not there."""
    return _unmet(above, (each.problem for each in above.accepted), _OF_RULE_FILES)


def not_accepted(
    above: Above, found: Iterable[Problem], codes: tuple[str, ...]
) -> tuple[Problem, ...]:
    """What a study found that no rule file accepts, and a W380 for each acceptance without cause.

    `codes` are how the codes begin that the study looks for.
    """
    problems = tuple(found)
    left = (problem for problem in problems if _accept_of(problem, above) is None)
    return (*left, *_unmet(above, problems, codes))


def _unmet(above: Above, found: Iterable[Problem], codes: tuple[str, ...]) -> list[Problem]:
    met = {(problem.code, _named(problem)) for problem in found}
    return [
        Problem("W380", accept.place, {"code": accept.code, "node": accept.node or "—"})
        for accept in above.accepts
        if accept.code.startswith(codes) and (accept.code, accept.node) not in met
    ]


def _accept_of(problem: Problem, above: Above) -> Accept | None:
    named = _named(problem)
    for accept in above.accepts:
        if (accept.code, accept.node) == (problem.code, named):
            return accept
    return None


def _named(problem: Problem) -> str | Text:
    return problem.fields.get("name", problem.fields.get("key", ""))


def _note(accept: Accept, problem: Problem) -> Problem:
    said = Text(problem.message("zh"), problem.message("en"))
    fields: dict[str, str | Text] = {"code": problem.code, "said": said, "reason": accept.reason}
    return Problem("W381", accept.place, fields)
