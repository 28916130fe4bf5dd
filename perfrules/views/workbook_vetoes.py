"""What vetoes make of a total: the lowest of those that hold wins, whatever their order."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from perfrules.messages import workbook as say
from perfrules.model.above import Veto
from perfrules.model.rounding import rounded
from perfrules.readings.extents import hull, point
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called, number_text
from perfrules.scoring.conclusion import Total
from perfrules.scoring.vetoes import lowest as lowest_of
from perfrules.scoring.vetoes import on_total
from perfrules.views.workbook_page import ScorePage
from perfrules.views.workbook_total import Stage, bare_total, padded, put_stage

BIG = "1E+99"


def put_vetoes(
    score: ScorePage, row: int, before: Stage, decided: Sequence[tuple[Veto, Said]], total: Total
) -> Stage:
    """After vetoes: the lowest of those that hold wins; while one is not decided it is open."""
    touching = [(veto, said) for veto, said in decided if veto.touches_score]
    others = [said.text for veto, said in decided if not veto.touches_score]
    near, at = before.line.exact.near, before.line.at
    for veto, said in decided:
        near = near.with_(said.near)
        for number in (veto.score, veto.cap):
            if number is not None:
                at = hull(at, point(number))

    def after(base: str, *, printed: bool) -> str:
        text = _touched(score, touching, base, printed=printed)
        if others:
            any_of = called("OR", *others) if len(others) > 1 else others[0]
            text = called("IF", any_of, text, text)
        return text

    exact = Said(after(before.line.exact.text, printed=False), near=near)
    printed = evolve(before.line.printed, text=after(before.line.printed.text, printed=True))
    printed = evolve(printed, near=printed.near.with_(near))
    ends = [_least(score, touching, before.low), _most(score, touching, before.high)]
    wrong = [before.refused, *(called("ISERR", said.text) for _, said in decided)]
    at_printed = hull(before.line.at_printed, padded(at))
    return put_stage(score, row, say.AFTER_VETO, total, exact, at, printed, at_printed, ends, wrong)


def tell_touched(score: ScorePage, before: Stage, touching: Sequence[tuple[Veto, Said]]) -> None:
    """Bare 得分 of vetoes on the grade: the total after those on the score."""
    told = score.work.result.above
    outcomes = {each.veto.name: each for each in told.vetoes}
    known = [outcomes[veto.name] for veto, _ in touching]
    total = told.whole
    if any(each.holds is None for each in known):
        total = evolve(total, state="open")
    held = [each.veto for each in known if each.holds]
    exact = lowest_of(total.exact[0], held, on_total(None), Fraction)
    at, near = before.line.at, before.line.exact.near
    for veto, said in touching:
        near = near.with_(said.near)
        for number in (veto.score, veto.cap):
            at = at if number is None else hull(at, point(number))
    place = f"'{score.page.name}'!{before.line.exact.text}"
    text = _touched(score, list(touching), place, printed=False)
    bare_total(score, Said(text, near=near), at, evolve(total, exact=(exact, exact)))


def _touched(
    score: ScorePage, touching: list[tuple[Veto, Said]], base: str, *, printed: bool
) -> str:
    """A total after the vetoes that set or limit it."""
    made = [(said.text, _made(score, veto, base, printed=printed)) for veto, said in touching]
    return lowest(made, base) if made else base


def _made(score: ScorePage, veto: Veto, base: str, *, printed: bool) -> str:
    """What a veto makes of a total."""
    rounding = score.work.result.methodology.rounding
    made: list[str] = []
    if veto.score is not None:
        number = rounded(veto.score, rounding) if printed else veto.score
        made.append(number_text(number, None))
    if veto.cap is not None:
        number = rounded(veto.cap, rounding) if printed else veto.cap
        made.append(called("MIN", base, number_text(number, None)))
    return made[0] if len(made) == 1 else called("MIN", *made)


def lowest(made: list[tuple[str, str]], base: str) -> str:
    """What comes out of the vetoes that hold, each with what it makes; the base where none does."""
    if len(made) == 1:
        return called("IF", made[0][0], made[0][1], base)
    any_of = called("OR", *(condition for condition, _ in made))
    each = [called("IF", condition, text, BIG) for condition, text in made]
    return called("IF", any_of, called("MIN", *each), base)


def _held(condition: str) -> str:
    return called("IF", called("ISERROR", condition), "FALSE", condition)


def _least(score: ScorePage, vetoes: list[tuple[Veto, Said]], base: str) -> str:
    """The least that can come out, whichever of those not decided will hold."""
    if not vetoes:
        return base
    held = [_held(said.text) for _, said in vetoes]
    any_of = called("OR", *held) if len(held) > 1 else held[0]
    parts = [called("IF", any_of, BIG, base)]
    for veto, said in vetoes:
        may = called("IF", called("ISERROR", said.text), "TRUE", said.text)
        parts.append(called("IF", may, _made(score, veto, base, printed=True), BIG))
    return called("MIN", *parts)


def _most(score: ScorePage, vetoes: list[tuple[Veto, Said]], base: str) -> str:
    """The most that can come out."""
    if not vetoes:
        return base
    held = [_held(said.text) for _, said in vetoes]
    any_of = called("OR", *held) if len(held) > 1 else held[0]
    made = [_made(score, veto, base, printed=True) for veto, _ in vetoes]
    low = called("MIN", *(called("IF", h, m, BIG) for h, m in zip(held, made, strict=True)))
    may = [
        called("IF", called("ISERROR", said.text), m, f"-{BIG}")
        for (_, said), m in zip(vetoes, made, strict=True)
    ]
    return called("IF", any_of, low, called("MAX", base, *may))
