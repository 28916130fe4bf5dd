"""Auditable scoring by written rules: exact arithmetic, every score explained to the last digit.

>>> from perfrules import explain, facts, load_methodology, score
>>> methodology = load_methodology("beijing/department@2022")
>>> result = score(
...     methodology,
...     facts(
...         methodology,
...         {"财政拨款预算": "492824.40 万元", "财政拨款支出": "462144.30 万元"},
...         period=2022,
...     ),
... )
>>> result["当年预算执行情况"].printed
Fraction(75, 4)
>>> result.state, result.printed  # 80 points wait for judgements
('open', None)

A whole fact file, with the methodology that it names:

>>> from perfrules import load_facts
>>> given = load_facts("examples/beijing-traffic-2022.toml")
>>> score(given.rules, given).grade.name
'优'
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.model.facts import FactSet
    from perfrules.model.methodology import Methodology
    from perfrules.problem import Problem, Refused
    from perfrules.scoring.loading import facts, load_facts, load_methodology
    from perfrules.scoring.many import score_table
    from perfrules.scoring.population import score_all
    from perfrules.scoring.result import Result
    from perfrules.scoring.score import score
    from perfrules.scoring.scorer import scorer
    from perfrules.views.explain import explain
else:
    # `perfrules --help` must not wait for the engine: names are imported when asked for.
    _HOME = {
        "FactSet": "model.facts",
        "Methodology": "model.methodology",
        "Problem": "problem",
        "Refused": "problem",
        "Result": "scoring.result",
        "explain": "views.explain",
        "facts": "scoring.loading",
        "load_facts": "scoring.loading",
        "load_methodology": "scoring.loading",
        "score": "scoring.score",
        "score_all": "scoring.population",
        "score_table": "scoring.many",
        "scorer": "scoring.scorer",
    }

    def __getattr__(name):  # noqa: ANN001, ANN202
        if name not in _HOME:
            raise AttributeError(f"module 'perfrules' has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415

        value = getattr(import_module(f"perfrules.{_HOME[name]}"), name)
        globals()[name] = value
        return value

    def __dir__():  # noqa: ANN202
        return sorted({*globals(), *_HOME})


__version__ = "0.1.0"

__all__ = [
    "FactSet",
    "Methodology",
    "Problem",
    "Refused",
    "Result",
    "explain",
    "facts",
    "load_facts",
    "load_methodology",
    "score",
    "score_all",
    "score_table",
    "scorer",
]
