"""Whether totals may be held against each other: what to know before reading a place."""

from collections import Counter
from collections.abc import Iterator, Sequence

from perfrules.messages import Text
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, printable
from perfrules.scoring.population import ranks_in
from perfrules.scoring.result import Result
from perfrules.studies.compare_weights import Parameter, Weight


def warnings_of(methodologies: Sequence[Methodology]) -> Iterator[Problem]:
    """W800 where there are several, also where two texts call themselves by one name."""
    if len(methodologies) > 1:
        names = [f"{each.id} {each.version}" for each in methodologies]
        twice = Counter(names)
        told = [
            f"{name} (SHA-256 {each.documents[0].sha256[:8]}…)" if twice[name] > 1 else name
            for name, each in zip(names, methodologies, strict=True)
        ]
        yield Problem("W800", None, {"count": str(len(told)), "names": _list(told)})


def warnings_in(
    methodology: Methodology,
    results: Sequence[Result],
    weights: Sequence[Weight],
    parameters: Sequence[Parameter],
) -> Iterator[Problem]:
    """W801 to W805 for the departments of one methodology."""
    fields: dict[str, str | Text]
    called = f"{methodology.id} {methodology.version}"
    periods = list(dict.fromkeys(result.facts.period_text for result in results))
    if len(periods) > 1:
        fields = {"methodology": called, "periods": _list([each or "—" for each in periods])}
        yield Problem("W801", None, fields)
    if parameters:
        names = _list([each.name for each in parameters])
        yield Problem("W802", None, {"methodology": called, "names": names})
    if weights:
        lots = (names for weight in weights for _, names in weight.others)
        who = list(dict.fromkeys(name for names in lots for name in names))
        labels = _list([weight.indicator.label for weight in weights])
        fields = {"methodology": called, "who": _list(who)}
        yield Problem("W803", None, {**fields, "indicators": labels})
    waiting = sum(result.state != "done" for result in results)
    ranked = [methodology.indicators[key].label for key in ranks_in(methodology)]
    if waiting and ranked:
        fields = {"methodology": called, "count": str(waiting), "indicators": _list(ranked)}
        yield Problem("W804", None, fields)
    subjects = Counter((r.facts.subject, r.facts.period_text) for r in results if r.facts.subject)
    twice = [subject for (subject, _), count in subjects.items() if count > 1]
    if twice:
        yield Problem("W805", None, {"methodology": called, "names": _list(twice)})


_SHOWN = 8
"""So many names stand in a sentence; the tables have all of them."""


def _list(names: Sequence[str]) -> Text:
    """Names of a file go into both languages; the rest is counted."""
    shown, more = [printable(name) for name in names[:_SHOWN]], len(names) - _SHOWN
    zh, en = "、".join(shown), ", ".join(shown)
    if more > 0:
        zh, en = f"{zh} 等 {len(names)} 个", f"{en} and {more} more"
    return Text(zh, en)
