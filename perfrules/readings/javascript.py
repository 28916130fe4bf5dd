"""A formula as JavaScript: calls over exact fractions, in which every name is a number."""

from typing import assert_never

from attrs import Factory, frozen

from perfrules.formula.to_text import to_text
from perfrules.formula.tree import (
    Call,
    Choice,
    Compare,
    Fold,
    Given,
    If,
    Judgement,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Nothing,
    Number,
    Operate,
    Property,
)
from perfrules.readings.values import name_of_judgement, name_of_property


@frozen(eq=False, repr=False)
class Numbered:
    """The numbers, from 0, by which formulas know names, tables and texts.

    What an author wrote travels beside the formulas as data; nothing of it is ever run.
    """

    names: dict[str, int] = Factory(dict)
    """By the evaluator's keys of names."""
    tables: dict[str, int] = Factory(dict)
    texts: dict[str, int] = Factory(dict)
    """Quoted texts, and parts of formulas as a refusal cites them."""

    def name(self, key: str) -> int:
        """The number of a name, given to it when it is first met."""
        return self.names.setdefault(key, len(self.names))

    def table(self, name: str) -> int:
        """The number of a table."""
        return self.tables.setdefault(name, len(self.tables))

    def text(self, text: str) -> int:
        """The number of a text."""
        return self.texts.setdefault(text, len(self.texts))


_OPERATORS = {"+": "add", "-": "sub", "*": "mul"}
_SIGNS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}


def javascript(node: Node, numbers: Numbered) -> str:
    """The formula as one expression over N (names), T (tables), X (texts).

    The functions that it calls stand in `views/page/formulas.js`. A value that is not there is
    passed on by each of them, so an expression never throws.
    """
    match node:
        case Number(value):
            return f"K({value.numerator}n, {value.denominator}n)"
        case Choice(text):
            return f"X[{numbers.text(text)}]"
        case Name(name):
            return f"N[{numbers.name(name)}]"
        case Property(aspect, of):
            return f"N[{numbers.name(name_of_property(aspect, of))}]"
        case Judgement(of):
            return f"N[{numbers.name(name_of_judgement(of))}]"
        case Given(name):
            return f"given(N[{numbers.name(name)}])"
        case Negate(operand):
            return f"neg({javascript(operand, numbers)})"
        case Not(operand):
            return f"not({javascript(operand, numbers)})"
        case Operate("/", left, right):
            below = numbers.text(right.at.text if right.at else to_text(right))
            return f"div({javascript(left, numbers)}, {javascript(right, numbers)}, {below})"
        case Operate(op, left, right):
            return (
                f"{_OPERATORS[op]}({javascript(left, numbers)}, {javascript(right, numbers)}, "
                f"{numbers.text(_cited(node))})"
            )
        case Compare(first, rest):
            pairs = "".join(f", {_SIGNS[sign]}, {javascript(part, numbers)}" for sign, part in rest)
            return f"compare({javascript(first, numbers)}{pairs})"
        case Logic(op, parts):
            return f"{op}_({', '.join(_late(part, numbers) for part in parts)})"
        case If(condition, then, otherwise):
            branches = f"{_late(then, numbers)}, {_late(otherwise, numbers)}"
            return f"choose({javascript(condition, numbers)}, {branches})"
        case Call(function, arguments):
            read = "".join(f", {javascript(part, numbers)}" for part in arguments)
            return f"call_{function}({numbers.text(_cited(node))}{read})"
        case Fold(function, table, each, weight, where):
            read = ", ".join(
                "null" if part is None else f"(N) => {javascript(part, numbers)}"
                for part in (each, weight, where)
            )
            at, rows = numbers.text(_cited(node)), numbers.table(table)
            return f"fold_{function}({at}, {rows}, N, T, {read})"
        case Nothing(why):
            return f"nothing_{why}()"
        case _:
            assert_never(node)


def _late(node: Node, numbers: Numbered) -> str:
    """A part that is read only when it is needed."""
    return f"() => {javascript(node, numbers)}"


def _cited(node: Node) -> str:
    """What a refusal shows of the part; nothing of one that the engine spelled out."""
    return node.at.text if node.at else ""
