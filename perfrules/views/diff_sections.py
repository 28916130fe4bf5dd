"""Two versions side by side as titled tables of text: what every format of a diff shows."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import PurePath

from perfrules.messages import Lang, Text, labels
from perfrules.messages import studies as say
from perfrules.problem import Place
from perfrules.readings.figures import figure
from perfrules.studies.changes import Change
from perfrules.studies.diff import Department, Diff, Unscored
from perfrules.studies.parts import MOST
from perfrules.studies.versions import Version
from perfrules.views.sections import Section


def sections(diff: Diff, lang: Lang) -> Iterator[Section]:
    """The versions, the changes, and, where fact sets were given, what became of them."""
    versions = tuple(
        f"{word.in_(lang)}  {_version(version, lang)}"
        for word, version in ((say.OLD, diff.old), (say.NEW, diff.new))
    )
    if not diff.changes:
        yield Section(say.CHANGES.in_(lang), (*versions, say.NO_CHANGES.in_(lang)))
    else:
        rows = tuple(_change_row(change, diff, lang) for change in diff.changes)
        heads = _words(say.CHANGE_HEADS, lang)
        yield Section(say.CHANGES.in_(lang), versions, heads, rows, frozenset({0}))
    parts = any(each.parts for each in diff.departments)
    if diff.departments or diff.unscored:
        how = (say.HOW.in_(lang).format(most=MOST),) if parts else ()
        yield Section(say.SUMMARY.in_(lang), (_counts(diff, lang), *how))
    if diff.departments:
        yield _departments(diff, lang)
        if parts:
            yield _by_change(diff, lang)
        yield from (_department(each, lang) for each in diff.departments if each.moved)
    if diff.unscored:
        unscored = tuple(_unscored_row(each, lang) for each in diff.unscored)
        heads = _words(say.NOT_COMPARED_HEADS, lang)
        yield Section(say.NOT_COMPARED.in_(lang), (), heads, unscored)


def numbers_of(changes: Sequence[Change]) -> str:
    """`2`, or `2+3` for changes that cannot be parted."""
    return "+".join(str(change.number) for change in changes)


def signed(points: Fraction) -> str:
    """Points with their sign."""
    return f"{'+' if points > 0 else ''}{figure(points, least=2)}".replace("+≈", "≈+")


def where(change: Change, lang: Lang) -> str:
    """The entry and the key that a change is of."""
    table = say.TABLES[change.table].in_(lang) if change.table in say.TABLES else change.table
    return " ".join(filter(None, (table, change.name, change.key)))


def why(unscored: Unscored, lang: Lang) -> str:
    """Why a fact set has no total."""
    messages = [f"{problem.code} {problem.message(lang)}" for problem in unscored.problems]
    if unscored.missing:
        names = labels.LIST.in_(lang).join(unscored.missing)
        messages.append(say.IS_MISSING.in_(lang).format(names=names))
    messages = messages or [say.NO_TOTAL.in_(lang)]
    return labels.SEMICOLON.in_(lang).join(dict.fromkeys(messages))


def _words(texts: Sequence[Text], lang: Lang) -> tuple[str, ...]:
    return tuple(text.in_(lang) for text in texts)


def _version(version: Version, lang: Lang) -> str:
    methodology = version.methodology
    return say.VERSION_LINE.in_(lang).format(
        id=methodology.id, version=methodology.version, file=version.name
    )


def _change_row(change: Change, diff: Diff, lang: Lang) -> tuple[str, ...]:
    nothing = say.NOTHING.in_(lang)
    said = say.FROM_TO.in_(lang).format(
        where=where(change, lang), old=change.old or nothing, new=change.new or nothing
    )
    lines = f"{_line(change.old_place, diff.old)}→{_line(change.new_place, diff.new)}"
    return (str(change.number), say.CHANGE_KINDS[change.kind].in_(lang), lines, said)


def _line(place: Place | None, version: Version) -> str:
    """The line in the rule file; of another file, its name too."""
    if place is None:
        return "–"
    asked_for = version.called(version.methodology.documents[0].path)
    return (
        str(place.line) if place.file == asked_for else f"{PurePath(place.file).name}:{place.line}"
    )


def _counts(diff: Diff, lang: Lang) -> str:
    changes = [each.change for each in diff.departments]
    return say.COUNTS.in_(lang).format(
        all=len(changes),
        up=sum(change > 0 for change in changes),
        down=sum(change < 0 for change in changes),
        same=sum(change == 0 for change in changes),
        regraded=sum(each.regraded for each in diff.departments),
        unscored=len(diff.unscored),
        skipped=diff.skipped,
    )


def _departments(diff: Diff, lang: Lang) -> Section:
    rows = tuple(
        (*_from_to(each.old.printed, each.new.printed), _grades(each), _name(each, lang))
        for each in diff.departments
    )
    heads = _words(say.DEPARTMENT_HEADS, lang)
    return Section(say.DEPARTMENTS.in_(lang), (), heads, rows, frozenset({0, 1, 2}))


def _department(each: Department, lang: Lang) -> Section:
    """The nodes that moved, and under each leaf the changes that moved it."""
    rows: list[tuple[str, ...]] = []
    for moved in each.moved:
        rows.append((*_from_to(moved.old, moved.new), moved.label))
        rows += (
            _part_row(part.changes, part.points, lang)
            for part in each.parts
            if part.node == moved.key
        )
    rows += (_part_row(part.changes, part.points, lang) for part in each.parts if not part.node)
    title = f"{_name(each, lang)}  {signed(each.change)}"
    return Section(title, (), _words(say.NODE_HEADS, lang), tuple(rows), frozenset({0, 1, 2}))


def _part_row(changes: Sequence[Change], points: Fraction, lang: Lang) -> tuple[str, ...]:
    text = say.DUE_TO if len(changes) == 1 else say.DUE_TO_SEVERAL
    return ("", "", signed(points), f"  {text.in_(lang).format(numbers=numbers_of(changes))}")


def _from_to(old: Fraction | None, new: Fraction | None) -> tuple[str, str, str]:
    change = (new or Fraction(0)) - (old or Fraction(0))
    return (_points(old), _points(new), signed(change) if change else "0")


def _points(points: Fraction | None) -> str:
    return "–" if points is None else str(figure(points, least=2))


def _grades(each: Department) -> str:
    old, new = each.grades
    return f"{old} → {new}" if each.regraded else new


def _name(each: Department, lang: Lang) -> str:
    return each.subject or each.file or say.NAMELESS.in_(lang)


def _by_change(diff: Diff, lang: Lang) -> Section:
    points: dict[tuple[Change, ...], list[Fraction]] = {}
    for each in diff.departments:
        for changes, value in each.by_change().items():
            points.setdefault(changes, []).append(value)
    rows = tuple(
        (
            numbers_of(changes),
            str(len(values)),
            signed(sum(values, Fraction(0))),
            signed(min(values)),
            signed(max(values)),
        )
        for changes, values in sorted(points.items(), key=lambda p: [c.number for c in p[0]])
    )
    heads = _words(say.BY_CHANGE_HEADS, lang)
    return Section(say.BY_CHANGE.in_(lang), (), heads, rows, frozenset({1, 2, 3, 4}))


def _unscored_row(each: Unscored, lang: Lang) -> tuple[str, ...]:
    return (each.file, each.version, why(each, lang))
