"""Derivations as templates, which the page fills with its own numbers while a value is tried."""

import re
from collections.abc import Iterator
from typing import assert_never

from attrs import frozen

from perfrules.formula import walk
from perfrules.formula.tree import Formula, If, Logic, Name, Node, Number, Property
from perfrules.messages import Lang, labels
from perfrules.model.reckoned import trees_of
from perfrules.model.ways import (
    Adjust,
    Bands,
    Cases,
    Checklist,
    Judged,
    Rank,
    Ratio,
    Rows,
    Score,
    Way,
)
from perfrules.problem import printable
from perfrules.readings.figures import exact_text
from perfrules.readings.prose import substituted, written
from perfrules.scoring.result import Result
from perfrules.scoring.tree import Scored
from perfrules.views.items import unit_of_amount
from perfrules.views.page_formulas import Data, Formulas, show_data, unit_data
from perfrules.views.steps import IN_POINTS, Printed, Reader

_HOLE = re.compile("\ue000([0-9]+)\ue001")
"""Signs for private use, which are in no text that people read."""


def derivations_data(result: Result, formulas: Formulas, lang: Lang) -> Iterator[Data]:
    """A template for each text of the page that numbers alone decide, by its `data-step`.

    The engine's prose writes each text, with holes where numbers stand; the page prints numbers
    into them and writes no prose of its own. Cases, bands, tiers and conditions read other parts
    of their rules when values change: they have no template and stay as exported.
    """
    templates = _Templates(Reader.of(result, lang), formulas)
    for name, measure in result.methodology.measures.items():
        unit = (measure.unit, measure.show, 0)
        yield from templates.of(f"measure.{name}", measure.formula, unit, f"{printable(name)} = ")
    for node in (*result.walk(), *result.above.extras):
        if node.row is None:
            yield from _of_node(node, templates)


def _of_node(node: Scored, templates: "_Templates") -> Iterator[Data]:
    indicator, lang = node.indicator, templates.reader.lang
    if indicator.value is not None:
        unit = (indicator.unit, indicator.show, 0)
        yield from templates.of(f"{node.address}.value", indicator.value, unit)
    for step, formula, unit in _steps(indicator.way, templates.reader):
        yield from templates.of(f"{node.address}.{step}", formula, unit)
    about = {"key": indicator.key, "step": node.address}
    asked = (part for _, tree in trees_of(indicator) for part in templates.reader.asked(tree))
    if any(isinstance(part, Property) and part.aspect != "points" for part in asked):
        yield about | {"kind": "asks"}
    if node.children:
        yield about | {"kind": "children"}
        return
    rounding = indicator.rounding
    text = labels.ROUNDED.in_(lang).format(
        printed="{printed}", to=exact_text(rounding.to), mode=labels.MODES[rounding.mode].in_(lang)
    )
    yield about | {"kind": "printed", "label": labels.PRINTED.in_(lang), "text": text}


def _steps(way: Way | None, reader: Reader) -> Iterator[tuple[str, Formula, Printed]]:
    """The formulas of a way of scoring that are read whatever the values are."""
    match way:
        case Score(formula):
            yield "score", formula, IN_POINTS
        case Bands() as bands:
            yield "bands.of", bands.of, reader.unit_within(bands.of.tree)
        case Adjust() as adjust:
            for kind, items in (("add", adjust.added), ("deduct", adjust.deducted)):
                for number, item in enumerate(items, 1):
                    if item.amount is not None:
                        unit = unit_of_amount(item, reader)
                        yield f"{kind}.{number}.amount", item.amount, unit
        case Ratio() | Cases() | Checklist() | Judged() | Rank() | Rows() | None:
            return
        case unknown:
            assert_never(unknown)


@frozen(eq=False)
class _Templates:
    """Makes templates of formulas for one result."""

    reader: Reader
    formulas: Formulas

    def of(self, step: str, formula: Formula, unit: Printed, name: str = "") -> Iterator[Data]:
        """The template of a formula, unless which of its parts are read depends on values."""
        tree = formula.tree
        if any(isinstance(part, If | Logic) for part in walk.nodes(tree)):
            return
        lang = self.reader.result.methodology.lang
        yield {
            "kind": "formula",
            "step": step,
            "name": name,
            "formula": printable(formula.text),
            "written": printable(written(tree, lang)),
            "parts": list(self._parts(tree, lang)),
            "value": self.formulas.number(tree),
            **_printed(unit),
        }

    def _parts(self, tree: Node, lang: Lang) -> Iterator[str | Data]:
        """The words of the prose, and what is to be put in between them."""
        leaves: list[Node] = []

        def hole(leaf: Node) -> str | None:
            if isinstance(leaf, Number):
                return None
            leaves.append(leaf)
            return f"\ue000{len(leaves) - 1}\ue001"

        text = substituted(tree, hole, lang)
        for number, part in enumerate(_HOLE.split(text)):
            if number % 2 == 0:
                yield printable(part)
                continue
            leaf = leaves[int(part)]
            yield {
                "formula": self.formulas.number(leaf),
                "fact": printable(leaf.name) if isinstance(leaf, Name) else None,
                "alone": leaf is tree,
                **_printed(self.reader.unit_of(leaf)),
            }


def _printed(printed: Printed) -> Data:
    unit, show, least = printed
    return {"unit": unit_data(unit), "show": show_data(show), "least": least}
