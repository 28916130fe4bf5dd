"""Which kind of value each part of a formula has, checked before anything is evaluated."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import assert_never

from attrs import evolve, frozen

from perfrules.formula.functions import FUNCTIONS, TABLE_FUNCTIONS, KindName
from perfrules.formula.misnamed import what_was_meant
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
from perfrules.messages import Text
from perfrules.problem import Problem, Problems, did_you_mean

Columns = Mapping[str, "Kind"]


@frozen
class Kind:
    """A number, a yes/no, a text (perhaps one of a few), or a date."""

    name: KindName
    texts: tuple[str, ...] = ()
    """What a choice can be; empty for any text, and for other kinds."""


NUMBER, YES_NO, TEXT, DATE = Kind("number"), Kind("yes/no"), Kind("text"), Kind("date")

KIND_WORDS: Mapping[KindName, Text] = {
    "number": Text("数", "a number"),
    "yes/no": Text("是否（条件）", "a yes/no (condition)"),
    "text": Text("文字", "a text"),
    "date": Text("日期", "a date"),
}
_NO_TABLES: Mapping[str, Columns] = MappingProxyType({})


def kind_of(
    tree: Node,
    names: Mapping[str, Kind],
    tables: Mapping[str, Columns] = _NO_TABLES,
    indicators: Collection[str] | None = None,
) -> Kind:
    """The kind of a formula's value; every branch is checked, also those never taken.

    `names` are the facts, measures and measured indicators; `indicators` may be asked for
    their points and scores (None: anything may).
    Raises Refused with everything that is wrong, each with its place.
    """
    check = _Check(names, tables, indicators, Problems())
    kind = check.kind(tree)
    check.problems.refuse_if_any()
    assert kind is not None, "a part without a kind has a problem"
    return kind


@frozen(eq=False, repr=False)
class _Check:
    """Goes through a tree; a part with a problem has no kind, and is not complained of again."""

    names: Mapping[str, Kind]
    tables: Mapping[str, Columns]
    indicators: Collection[str] | None
    problems: Problems
    inside: str = ""
    """The function over rows that this part is read for."""

    def refuse(self, node: Node, code: str, **fields: str | Text) -> None:
        place = node.at.place() if node.at else None
        self.problems.found.append(Problem(code, place, fields))

    def kind(self, node: Node) -> Kind | None:
        match node:
            case Number(_, unit):
                if unit is not None and unit in self.names:
                    self.refuse(node, "E229", unit=unit)
                return NUMBER
            case Choice(text):
                return Kind("text", (text,))
            case Name(name) | Given(name):
                known = self.named(node, name)
                return YES_NO if isinstance(node, Given) else known
            case Property(_, of) | Judgement(of):
                if of and self.indicators is not None and of not in self.indicators:
                    self.unknown(node, of, self.indicators)
                return NUMBER
            case Negate(operand):
                return self.number(operand)
            case Not(operand):
                return self.condition(operand)
            case Operate(_, left, right):
                self.number(left)
                self.number(right)
                return NUMBER
            case Compare(first, rest):
                left = first
                for sign, right in rest:
                    self.comparison(node, left, sign, right)
                    left = right
                return YES_NO
            case Logic(_, parts):
                for part in parts:
                    self.condition(part)
                return YES_NO
            case If(condition, then, otherwise):
                self.condition(condition)
                return self.one_kind(node, self.kind(then), self.kind(otherwise))
            case Call(function, arguments):
                return self.call(function, arguments)
            case Fold():
                return self.fold(node)
            case Nothing():
                return NUMBER
            case _:
                assert_never(node)

    def named(self, node: Node, name: str) -> Kind | None:
        known = self.names.get(name)
        if known is None:
            self.unknown(node, name, self.names)
        return known

    def unknown(self, node: Node, name: str, known: Collection[str]) -> None:
        guess = did_you_mean(name, known)
        self.refuse(node, "E221", name=name, guess=guess, instead=what_was_meant(name, known))

    def number(self, node: Node) -> Kind | None:
        return self.expect(node, "number")

    def condition(self, node: Node) -> Kind | None:
        return self.expect(node, "yes/no")

    def expect(self, node: Node, expected: KindName) -> Kind | None:
        """The kind of a part that must be one; what it is when it is not is a problem."""
        found = self.kind(node)
        if found is None or found.name == expected:
            return Kind(expected) if expected != "text" else found
        if expected == "number" and found.name == "date":
            self.refuse(node, "E227")
        else:
            self.refuse(
                node,
                "E222",
                expected=KIND_WORDS[expected],
                got=KIND_WORDS[found.name],
                instead=_INSTEAD[expected],
            )
        return Kind(expected)

    def comparison(self, node: Node, left: Node, sign: str, right: Node) -> None:
        one, other = self.kind(left), self.kind(right)
        if one is None or other is None:
            return
        if one.name != other.name:
            fields = {"left": KIND_WORDS[one.name], "right": KIND_WORDS[other.name]}
            self.refuse(node, "E223", **fields)
        elif sign not in ("==", "!=") and one.name in ("text", "yes/no"):
            self.refuse(node, "E224", kind=KIND_WORDS[one.name])
        elif one.name == "text":
            self.allowed(left, one, other)
            self.allowed(right, other, one)

    def allowed(self, node: Node, said: Kind, of: Kind) -> None:
        """A quoted text must be among those that the other side can be."""
        if isinstance(node, Choice) and of.texts and node.text not in of.texts:
            guess, allowed = did_you_mean(node.text, of.texts), "、".join(of.texts)
            self.refuse(node, "E225", text=said.texts[0], guess=guess, allowed=allowed)

    def one_kind(self, node: Node, left: Kind | None, right: Kind | None) -> Kind | None:
        """The kind of either branch."""
        if left is None or right is None:
            return left or right
        if left.name != right.name:
            fields = {"left": KIND_WORDS[left.name], "right": KIND_WORDS[right.name]}
            self.refuse(node, "E226", **fields)
            return None
        both = left.texts and right.texts
        texts = tuple(dict.fromkeys((*left.texts, *right.texts))) if both else ()
        return Kind(left.name, texts)

    def call(self, function: str, arguments: tuple[Node, ...]) -> Kind:
        known = FUNCTIONS[function]
        found = [
            self.expect(argument, known.kind_of_argument(index))
            for index, argument in enumerate(arguments)
        ]
        if function == "one_of" and found[0] is not None:
            for argument in arguments[1:]:
                if isinstance(argument, Choice):
                    self.allowed(argument, Kind("text", (argument.text,)), found[0])
        return Kind(known.gives)

    def fold(self, fold: Fold) -> Kind | None:
        """The kind of what a table's rows come to; columns come before other names."""
        known = TABLE_FUNCTIONS[fold.function]
        if self.inside:
            self.refuse(fold, "E228", function=self.inside, inner=fold.function)
            return None
        columns = self.tables.get(fold.table)
        if columns is None:
            self.unknown(fold, fold.table, self.tables)
            return None
        rows = evolve(self, names={**self.names, **columns}, inside=fold.function)
        if fold.where is not None:
            rows.condition(fold.where)
        if fold.weight is not None:
            rows.number(fold.weight)
        if fold.each is None:
            return NUMBER
        if known.each == "any":
            return rows.kind(fold.each)
        rows.expect(fold.each, "number" if known.each == "number" else "yes/no")
        return YES_NO if fold.function in ("any", "all") else NUMBER


_INSTEAD: Mapping[KindName, Text] = {
    "number": Text(
        "条件或文字不能参加运算；请用 如果(条件, 1, 0)",
        "conditions and texts do not reckon; write IF(condition, 1, 0)",
    ),
    "yes/no": Text("请写成比较，如 x > 0", "write a comparison, such as x > 0"),
    "text": Text("请写带引号的文字，如 '定性'", "write a quoted text, such as 'text'"),
    "date": Text("请写一个日期事实的名称", "write the name of a fact that is a date"),
}
