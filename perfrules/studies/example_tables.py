"""The [[example]] tables of a rule file, each with what it takes over by `like`."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from perfrules.files.spots import Path as Keys
from perfrules.files.tables import Document, Table
from perfrules.messages import Text
from perfrules.model.methodology import Methodology
from perfrules.problem import Place, Problems, did_you_mean

_OWN = ("name", "like", "peers", "expect")
"""Keys of an example that are no part of its fact set."""

_NOT_FACTS = ("format", "methodology", "subject", "published", "extends")
"""Keys of a fact file that an example has in another form, or not at all."""


@frozen(eq=False, repr=False)
class Example:
    """One example: a fact set as its file would say it, and the table of what is expected."""

    name: str
    document: Document
    """Values as in a fact file; each has its place in the rule file."""
    expect: Table
    place: Place
    has_period: bool
    peers: Table | None = None
    """Of each ranked indicator, what the other departments have of what is compared."""


def examples_of(methodology: Methodology) -> tuple[Example, ...]:
    """The examples of a rule file, in its order.

    Raises Refused with every unknown key, unknown or circular `like`, and name that stands twice.
    """
    tables: dict[str, Table] = {}
    problems = Problems()
    for table in methodology.examples:
        with problems.collecting():
            name = table.text("name")
            if name in tables:
                raise table.refuse("E624", "name", name=name)
            tables[name] = table
    problems.refuse_if_any()
    found: list[Example] = []
    laid: dict[str, _Laid] = {}
    for name, table in tables.items():
        with problems.collecting():
            found.append(_example(name, table, tables, laid))
    problems.refuse_if_any()
    return tuple(found)


_Laid = tuple[dict[str, Any], dict[Keys, tuple[Document, Keys]]]
"""The values of an example with what it takes over, and where each stands."""


def _example(
    name: str, table: Table, tables: Mapping[str, Table], laid: dict[str, _Laid]
) -> Example:
    table.only(*(key for key in table.values if key not in _NOT_FACTS))
    if not table.table("expect").values:
        raise table.refuse("E625", "expect", name=name)
    known, places = _laid_over(name, tables, laid)
    values, parts = dict(known), dict(places)
    period = values.pop("period", None)
    values["subject"] = {"name": name} | ({} if period is None else {"period": period})
    if period is not None:
        parts["subject", "period"] = parts.pop(("period",))
    document = evolve(table.document, values=values, parts=parts, base=None)
    return Example(
        name=name,
        document=document,
        expect=table.table("expect"),
        place=table.place("name"),
        has_period=period is not None,
        peers=_peers(name, tables),
    )


def _peers(name: str, tables: Mapping[str, Table]) -> Table | None:
    """The peers of an example, or of the nearest that it is like; `like` has no circles here."""
    while "peers" not in tables[name] and "like" in tables[name]:
        name = tables[name].text("like")
    return tables[name].table("peers") if "peers" in tables[name] else None


def _laid_over(name: str, tables: Mapping[str, Table], laid: dict[str, _Laid]) -> _Laid:
    """An example laid over what it is like; each once, as many may be like one."""
    values: dict[str, Any] = {}
    parts: dict[Keys, tuple[Document, Keys]] = {}
    for each in reversed(_chain(name, tables, laid)):
        if each in laid:
            values, parts = laid[each]
        else:
            values, parts = dict(values), dict(parts)
            _lay_over(values, parts, tables[each])
            laid[each] = values, parts
    return values, parts


def _chain(name: str, tables: Mapping[str, Table], laid: Mapping[str, _Laid]) -> list[str]:
    """The example and what it is like, the nearest first, up to one that is known."""
    names = {name: None}
    last = name
    while last not in laid and "like" in tables[last]:
        table = tables[last]
        like = table.text("like")
        if like not in tables:
            raise table.refuse("E621", "like", like=like, near=did_you_mean(like, tables))
        if like in names:
            chain = list(names)
            circle = " → ".join((*chain[chain.index(like) :], like))
            raise table.refuse("E622", "like", circle=Text(circle, circle))
        names[like] = None
        last = like
    return list(names)


def _lay_over(
    values: dict[str, Any], parts: dict[Keys, tuple[Document, Keys]], table: Table
) -> None:
    """What one example says over what it is like: entry by entry in tables, else as a whole."""
    for key, value in table.values.items():
        if key in _OWN:
            continue
        parts[key,] = (table.document, (*table.path, key))
        if isinstance(value, dict) and isinstance(values.get(key), dict):
            values[key] = values[key] | value
        else:
            values[key] = value
        for name in value if isinstance(value, dict) else ():
            parts[key, name] = (table.document, (*table.path, key, name))
