"""The functions that are others put together, spelled out for readings that know few."""

from fractions import Fraction

from perfrules.formula.tree import Call, Compare, If, Logic, Negate, Node, Number, Operate


def spelled_out(call: Call) -> Node:
    """The call in terms of min, max, floor, days and months; one of these stays as it is."""
    x, *rest = call.arguments
    match call.function:
        case "abs":
            return Call("max", (x, Negate(x)), at=call.at)
        case "clamp":
            low, high = rest
            return Call("max", (low, Call("min", (x, high))), at=call.at)
        case "ceil":
            return Negate(Call("floor", (Negate(x),)), at=call.at)
        case "steps":
            return Call("floor", (Operate("/", x, rest[0]),), at=call.at)
        case "round" | "round_up" | "round_down":
            return _rounded(call.function, x, rest[0])
        case "interpolate":
            return _straight_lines(x, rest)
        case "one_of":
            same = tuple(Compare(x, (("==", text),)) for text in rest)
            return same[0] if len(same) == 1 else Logic("or", same, at=call.at)
        case _:
            return call


def _rounded(function: str, x: Node, to: Node) -> Node:
    """Rounding of the size of x, with its sign put back."""
    quotient = Operate("/", Call("max", (x, Negate(x))), to)
    whole: Node
    if function == "round":
        whole = Call("floor", (Operate("+", quotient, Number(Fraction(1, 2))),))
    elif function == "round_up":
        whole = Negate(Call("floor", (Negate(quotient),)))
    else:
        whole = Call("floor", (quotient,))
    steps = Operate("*", whole, to)
    return If(Compare(x, ((">=", Number(Fraction(0))),)), steps, Negate(steps))


def _straight_lines(x: Node, points: list[Node]) -> Node:
    """One If for each stretch, the first at the outside."""
    xs, ys = points[::2], points[1::2]
    tree: Node = ys[-1]
    for i in reversed(range(1, len(xs))):
        rise = Operate("-", ys[i], ys[i - 1])
        slope = Operate("/", rise, Operate("-", xs[i], xs[i - 1]))
        line = Operate("+", ys[i - 1], Operate("*", Operate("-", x, xs[i - 1]), slope))
        tree = If(Compare(x, (("<=", xs[i]),)), line, tree)
    return If(Compare(x, (("<=", xs[0]),)), ys[0], tree)
