"""The rows of tables that departments fill in, joined to the departments by a key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, frozen

from perfrules.extras import needing
from perfrules.model.methodology import Methodology
from perfrules.model.table_rules import TableRule
from perfrules.problem import Problem, Refused, did_you_mean, printable
from perfrules.scoring import frames

with needing("tables"):
    import polars as pl

_SHOWN = 5
_EVIDENCE = ("source", "page", "reason")


@frozen(eq=False, repr=False)
class Children:
    """The rows of each table as a list beside the key of their department."""

    key: str
    lists: Mapping[str, pl.DataFrame]
    """By `table.NAME`: `key` as text, and `rows`, those of a department in their order."""

    def joining(self) -> "Joining":
        """Ready to be put beside the batches of one table of departments."""
        return Joining(self.key, self.lists)


@frozen(eq=False, repr=False)
class Joining:
    """Which rows have found their department so far."""

    key: str
    lists: Mapping[str, pl.DataFrame]
    _met: dict[str, pl.Series] = Factory(dict)

    def beside(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A batch of departments, each with its lists; who fills in no row has an empty one.

        Raises Refused, with E727, for a key that stands twice and has rows.
        """
        keys = rows.get_column(self.key).cast(pl.String)
        found = rows
        for name, lists in self.lists.items():
            self._meet(name, keys.filter(keys.is_in(lists.get_column("key").implode())))
            joined = pl.DataFrame({"key": keys}).join(
                lists, on="key", how="left", maintain_order="left"
            )
            column = joined.get_column("rows")
            none = pl.Series("rows", [[]], dtype=column.dtype)
            found = found.with_columns(column.fill_null(none.first()).alias(name))
        return found

    def _meet(self, name: str, keys: pl.Series) -> None:
        met = keys if name not in self._met else self._met[name].append(keys)
        twice = met.filter(met.is_duplicated())
        if twice.len():
            fields = {"key": self.key, "values": _some(twice.unique(maintain_order=True))}
            raise Refused(Problem("E727", None, fields))
        self._met[name] = met

    def finish(self) -> None:
        """Refuse, with E728, rows whose department has not come."""
        for name, lists in self.lists.items():
            keys, met = lists.get_column("key"), self._met.get(name)
            of_nobody = keys if met is None else keys.filter(~keys.is_in(met.implode()))
            if of_nobody.len():
                table = name.removeprefix("table.")
                fields = {"table": table, "key": self.key, "values": _some(of_nobody)}
                raise Refused(Problem("E728", None, fields))


def children_of(
    methodology: Methodology, tables: Mapping[str, Any], key: str | None
) -> Children | None:
    """The frames of tables, grouped by the key; None where there is none.

    Raises Refused: E430 for a table that the methodology does not have, E725 where no key is named,
    E726 where a frame lacks a column, E729 where rows lack a key.
    """
    if not tables:
        return None
    return Children(needed_key(key, tables), dict(_grouped(methodology, tables, key or "")))


def needed_key(key: str | None, tables: Mapping[str, Any]) -> str:
    """The column that says whose a row is; raises Refused, with E725, where none is named."""
    if key is None:
        raise Refused(Problem("E725", None, {"tables": ", ".join(map(printable, tables))}))
    return key


def rule_of(methodology: Methodology, name: str, names: Sequence[str], key: str) -> TableRule:
    """The rule of a table, whose rows have columns of these names.

    Raises Refused: E430 where the methodology has no such table, E726 where a column is not there.
    """
    if name not in methodology.tables:
        near = did_you_mean(name, methodology.tables)
        raise Refused(Problem("E430", None, {"name": name, "near": near}))
    rule = methodology.tables[name]
    for needed in (key, rule.key):
        refuse_without(needed, name, names)
    return rule


def columns_of_rows(rule: TableRule, names: Sequence[str]) -> list[str]:
    """What is read of each row."""
    return [name for name in (*rule.columns, *_EVIDENCE) if name in names]


def _grouped(
    methodology: Methodology, tables: Mapping[str, Any], key: str
) -> Iterator[tuple[str, pl.DataFrame]]:
    for name, frame in tables.items():
        held = frames.held(frame.collect() if isinstance(frame, pl.LazyFrame) else frame)
        columns = columns_of_rows(rule_of(methodology, name, held.names, key), held.names)
        rows = held.pick(dict.fromkeys((*columns, key)))
        if rows.get_column(key).null_count():
            raise Refused(Problem("E729", None, {"table": name, "key": key}))
        of_whom, what = pl.col(key).cast(pl.String).alias("key"), pl.struct(columns).alias("rows")
        lists = rows.select(of_whom, what).group_by("key", maintain_order=True).agg("rows")
        yield f"table.{name}", lists


def refuse_without(column: str, table: str, names: Sequence[str]) -> None:
    """Refuse, with E726, a table without a column that it must have."""
    if column not in names:
        raise Refused(Problem("E726", None, {"table": table, "column": column}))


def _some(values: pl.Series) -> str:
    """The first few values, as they are shown."""
    shown = [printable(str(value)) for value in values.head(_SHOWN)]
    return ", ".join(shown) + ("…" if values.len() > _SHOWN else "")
