"""Made-up departments: at random, or with rates on the edges of bands, scores on half-cents."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from tests.benchmarks.formulas import FACTS


def departments(kind: str, count: int, seed: int = 1) -> pl.DataFrame:
    """So many rows; each number is the double next to a decimal of few digits."""
    rng = np.random.default_rng(seed)
    columns = (_random if kind == "random" else _ties)(count, rng)
    return pl.DataFrame({name: columns[name] / 10**places for name, places in FACTS.items()})


def _random(count: int, rng: np.random.Generator) -> Mapping[str, Any]:
    def between(low: float, high: float) -> Any:
        return rng.uniform(low, high, count)

    def hundredths(values: Any) -> Any:
        return np.rint(values * 100).astype("i8")

    budget = between(1e3, 1e6)
    total = budget * between(1, 1.3)
    last = total * between(0.8, 1.2)
    final = budget * between(0.8, 1.3)
    planned = rng.integers(100, 5000, count)
    done = np.maximum((planned * between(0.7, 1.1)).astype("i8"), 1)
    return {
        "budget": hundredths(budget),
        "executed": hundredths(budget * between(0.6, 1.05)),
        "total_budget": hundredths(total),
        "carry": hundredths(total * between(0, 0.25)),
        "total_budget_ly": hundredths(last),
        "carry_ly": hundredths(last * between(0, 0.25)),
        "final_budget": hundredths(final),
        "final_accounts": hundredths(final * between(0.5, 1.5)),
        "planned": planned,
        "done": done,
        "passed": (done * between(0.75, 1.0001)).astype("i8"),
        "on_time": (done * between(0.75, 1.0001)).astype("i8"),
        "sat": hundredths(between(70, 100)),
        "complaints": (done * between(0, 0.03)).astype("i8"),
        **{name: hundredths(between(0, 2.2)) for name in ("e1", "e2", "e3")},
    }


def _ties(count: int, rng: np.random.Generator) -> Mapping[str, Any]:
    def whole(low: int, high: int) -> Any:
        return rng.integers(low, high, count)

    def one_of(values: Sequence[float]) -> Any:
        return rng.choice(values, count)

    def mixed(share: float, often: Any, else_: Any) -> Any:
        return np.where(rng.random(count) < share, often, else_)

    budget = 20_000_000 * whole(1, 100)
    total = mixed(0.5, budget, budget + 20_000_000 * whole(0, 20))
    carry = mixed(0.4, one_of([1200, 1500, 2000]), whole(0, 2500))
    last = 20_000_000 * whole(1, 100)
    final = budget // 2000 * (2000 + mixed(0.3, 100, whole(-300, 600)))
    apart = mixed(0.3, 2830, whole(0, 6000)) * one_of([-1, 1])
    size = one_of([1, 2, 5, 10, 25])
    done = mixed(0.5, size * whole(560, 880), one_of([640, 720, 760, 800]) * size)

    def part(steps: Sequence[float]) -> Any:
        share = mixed(0.6, one_of(steps), rng.uniform(0.75, 1, count))
        return np.floor(done * share + 1e-9).astype("i8")

    return {
        "budget": budget,
        "executed": budget // 4000 * mixed(0.5, whole(2400, 4200), 40 * whole(60, 105)),
        "total_budget": total,
        "carry": total // 10000 * carry,
        "total_budget_ly": last,
        "carry_ly": last // 10000 * mixed(0.2, carry, whole(0, 2500)),
        "final_budget": final,
        "final_accounts": final + final // 10000 * apart,
        "planned": 800 * size,
        "done": done,
        "passed": part([0.95, 0.9, 0.8, 0.98, 1]),
        "on_time": part([0.95, 0.9, 0.8, 1]),
        "sat": mixed(0.5, one_of([9500, 9000, 8000, 9499, 8999, 7999]), whole(7000, 10000)),
        "complaints": mixed(
            0.5, (done * one_of([0.01, 0.02, 0.015, 0.0125])).astype("i8"), whole(0, 30)
        ),
        **{name: mixed(0.2, 200, whole(0, 220)) for name in ("e1", "e2", "e3")},
    }
