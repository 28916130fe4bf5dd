"""The tables that a rule file declares, each out of its own table."""

from collections.abc import Iterator, Mapping

from perfrules.files.tables import Table
from perfrules.formula.functions import KindName, is_reserved
from perfrules.formula.tree import Choice, Compare, Name, Node
from perfrules.formula.units import PLAIN, POINTS
from perfrules.messages import Text
from perfrules.model.read_formula import formula_if_given, one_of, refuse_twice
from perfrules.model.read_rules import unit_of_table
from perfrules.model.read_ways import SIGNS, WAY_KEYS, way_of
from perfrules.model.spelled_out import spelled_out
from perfrules.model.table_rules import (
    Column,
    TableRule,
    Variant,
    row_key,
)
from perfrules.problem import Problem, Problems, Refused, did_you_mean

_KINDS: tuple[str, ...] = ("text", "number", "yes/no", "date", "unit")
_POINTS_WORDS = ("分值", "points")


def table_of(name: str, entry: Table) -> TableRule:
    """A table of a rule file; the names in its formulas are not resolved yet.

    Raises Refused for a column that cannot be, and for a key that names no such column.
    """
    entry.only("name", "points", "unit", "group", "columns", "must", "total", "score", "about")
    points = entry.text("points", None)
    columns = _columns(entry, points)
    unit = _named(entry, "unit", columns, "unit")
    for column in columns.values():
        if column.is_unit and column.name != unit:
            fields: dict[str, str | Text] = {"name": column.name, "must": _KIND_WORDS["unit"]}
            raise Refused(Problem("E373", column.place, fields))
    _named(entry, "points", columns, "number")
    if "name" not in entry:
        raise entry.refuse("E131", "name")
    key = _named(entry, "name", columns, "text") or ""
    group = tuple(entry.texts("group")) if "group" in entry else ()
    refuse_twice(entry, "group", group)
    for column_name in group:
        _refuse_unless(entry, "group", column_name, columns, "text")
    return TableRule(
        name=name,
        key=key,
        points=points,
        unit=unit,
        group=group,
        columns=columns,
        must=formula_if_given(entry, "must"),
        total=formula_if_given(entry, "total"),
        variants=_variants(name, entry, columns) if "score" in entry else (),
        about=entry.text("about", ""),
        place=entry.place(at="key"),
    )


_KIND_WORDS: Mapping[str, Text] = {
    "text": Text('文字（"text"）', 'a text ("text")'),
    "number": Text('数（"number"）', 'a number ("number")'),
    "unit": Text(
        '单位（"unit"），并由表的 unit = "列名" 指明',
        'a unit ("unit"), named by unit = "column" of the table',
    ),
}


def _named(entry: Table, key: str, columns: Mapping[str, Column], kind: str) -> str | None:
    """The column that a key of the table names, of the kind that it must have."""
    if key not in entry:
        return None
    name = entry.text(key)
    _refuse_unless(entry, key, name, columns, kind)
    return name


def _refuse_unless(
    entry: Table, key: str, name: str, columns: Mapping[str, Column], kind: str
) -> None:
    column = columns.get(name)
    if column is None:
        raise entry.refuse("E372", key, name=name, near=did_you_mean(name, columns))
    found = "unit" if column.is_unit else column.kind
    if found != kind or column.many:
        raise entry.refuse("E373", key, name=name, must=_KIND_WORDS[kind])


def _columns(entry: Table, points: str | None) -> dict[str, Column]:
    outer = entry.table("columns")
    problems = Problems()
    found: dict[str, Column] = {}
    for name in outer.values:
        with problems.collecting():
            if is_reserved(name) and not (name == points and name in _POINTS_WORDS):
                raise outer.refuse("E370", name, at="key", name=name)
            found[name] = _column(name, outer, entry, is_points=name == points)
    problems.refuse_if_any()
    return found


def _column(name: str, outer: Table, entry: Table, *, is_points: bool) -> Column:
    """A column, written as the word of its kind or as a table."""
    short = isinstance(outer.raw(name), str)
    said = Table(outer.document, outer.path, {"kind": outer.raw(name)}) if short else None
    if said is None:
        said = outer.table(name)
        said.only("kind", "unit", "choice", "optional", "only_when", "refers", "many", "about")
    word = _kind(name, said, outer, short=short)
    choice = tuple(said.texts("choice")) if "choice" in said else ()
    refuse_twice(said, "choice", choice)
    for key, kind in (("unit", "number"), ("choice", "text"), ("refers", "text")):
        if key in said and word != kind:
            raise said.refuse("E308", key, at="key", kind=word)
    if "many" in said and "refers" not in said:
        raise said.refuse("E340", "many", at="key", partner="refers")
    plain = word == "number" and "unit" not in said
    kind_name: KindName = "text"
    if word in ("number", "yes/no", "date"):
        kind_name = one_of(said, "kind", ("number", "yes/no", "date"), "number")
    return Column(
        name=name,
        kind=kind_name,
        unit=POINTS if plain and is_points else unit_of_table(said) if not plain else PLAIN,
        in_row_unit=plain and not is_points and "unit" in entry,
        is_unit=word == "unit",
        choice=choice,
        optional=said.flag("optional", False),
        only_when=formula_if_given(said, "only_when"),
        refers=said.text("refers", None),
        many=said.flag("many", False),
        about=said.text("about", ""),
        place=outer.place(name, at="key"),
    )


def _kind(name: str, said: Table, outer: Table, *, short: bool) -> str:
    if "kind" not in said:
        for key, kind in (("choice", "text"), ("refers", "text"), ("unit", "number")):
            if key in said:
                return kind
        raise said.refuse("E307", name=name)
    word = said.text("kind")
    if word not in _KINDS:
        where, key = (outer, name) if short else (said, "kind")
        raise where.refuse("E302", key, word=word, options="、".join(_KINDS))
    return word


def _variants(name: str, entry: Table, columns: Mapping[str, Column]) -> tuple[Variant, ...]:
    rows = entry.tables("score")
    if not rows:
        raise entry.refuse("E321", "score")
    problems = Problems()
    found: list[Variant] = []
    for position, row in enumerate(rows):
        with problems.collecting():
            if "when" not in row and position < len(rows) - 1:
                raise row.refuse("E330")
            found += _variant(name, row, columns)
    problems.refuse_if_any()
    return tuple(found)


def _variant(name: str, row: Table, columns: Mapping[str, Column]) -> Iterator[Variant]:
    """One way; of a ratio whose sign stands in a column, one for each sign."""
    row.only("when", *(key for key in WAY_KEYS if key not in ("rows", "rank", "raters")))
    when = formula_if_given(row, "when")
    for said, sign in _by_sign(row, columns):
        way = way_of(said)
        if way is None:
            raise row.refuse("E314", name=name)
        tree = spelled_out(way, row_key(name), None, None)
        assert tree is not None, "only the rows of a table have none"
        yield Variant(
            when=when,
            sign=sign,
            way=way,
            tree=tree,
            needs_reason=row.flag("needs_reason", False),
            place=row.place(),
            path=row.path,
        )


def _by_sign(row: Table, columns: Mapping[str, Column]) -> Iterator[tuple[Table, Node | None]]:
    """The row as it reads for each sign that the column of signs can hold."""
    ratio = row.values.get("ratio")
    written = ratio.get("sign") if isinstance(ratio, dict) else None
    if not isinstance(written, str) or written in SIGNS:
        yield row, None
        return
    column = columns.get(written)
    rule = row.table("ratio")
    if column is None:
        near = did_you_mean(written, (*columns, *SIGNS))
        raise rule.refuse("E372", "sign", name=written, near=near)
    signs = [word for word in column.choice if word in SIGNS]
    if not signs:
        raise rule.refuse("E377", "sign", name=written)
    for word in signs:
        one = {**rule.values, "sign": word}
        if SIGNS[word] == "=":
            one.pop("over", None)
        values = {**row.values, "ratio": one}
        is_sign = Compare(Name(written), (("==", Choice(word)),))
        yield Table(row.document, row.path, values), is_sign
