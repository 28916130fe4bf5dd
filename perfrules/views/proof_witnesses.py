"""The facts that show what is refuted: as an example, as a fact file, and what was changed."""

from collections.abc import Iterator
from typing import Any

from perfrules.messages import Lang
from perfrules.messages import proofs as say
from perfrules.readings.figures import exact_text
from perfrules.studies.proved import Witness
from perfrules.studies.written import raw_of
from perfrules.views.fact_file import example, fact_file
from perfrules.views.to_toml import to_toml


def example_text(witness: Witness, name: str) -> str:
    """A ready [[example]] that expects what the engine came to."""
    return example(witness.facts, witness.result, name)


def changed_lines(witness: Witness, lang: Lang) -> Iterator[str]:
    """What is other the second time, and the total then."""
    if witness.changed and witness.then is not None:
        yield say.CHANGED.in_(lang)
        yield from (f"  {line}" for line in to_toml(_changed(witness)).splitlines() if line)


def placed_lines(witness: Witness, lang: Lang) -> Iterator[str]:
    """The places among other departments that were taken."""
    for name, standing in witness.standings.items():
        yield say.PLACE_TAKEN.in_(lang).format(
            name=name, rank=exact_text(standing.rank), count=standing.ranked
        )


def witness_document(witness: Witness, name: str) -> dict[str, Any]:
    """The same as values."""
    total = witness.result.printed
    return {
        "fact_file": fact_file(witness.facts),
        "example": example_text(witness, name),
        "total": None if total is None else exact_text(total),
        "changed": {key: str(raw) for key, raw in _changed(witness).items()},
        "places": {key: exact_text(each.rank) for key, each in witness.standings.items()},
    }


def _changed(witness: Witness) -> dict[str, Any]:
    facts = witness.facts.rules.facts
    return {name: raw_of(name, value, facts[name].unit) for name, value in witness.changed.items()}
