"""Two versions side by side as text for a terminal, as Markdown, as JSON."""

from fractions import Fraction
from typing import Any

from perfrules.messages import Lang
from perfrules.problem import Place
from perfrules.readings.figures import exact_text, fraction_text
from perfrules.studies.changes import Change
from perfrules.studies.diff import Department, Diff, Unscored
from perfrules.studies.parts import Part
from perfrules.studies.versions import Version
from perfrules.views.diff_sections import sections
from perfrules.views.json_text import json_text
from perfrules.views.sections import sections_markdown, sections_text

FORMATS = ("text", "json", "markdown")
FORMAT = "perfrules.diff/1"


def to_text(diff: Diff, lang: Lang, width: int = 80) -> str:
    """Sections with aligned columns, no line wider than `width` but for what cannot be broken."""
    return sections_text(sections(diff, lang), width)


def to_markdown(diff: Diff, lang: Lang) -> str:
    """Sections with tables."""
    return sections_markdown(sections(diff, lang))


def to_json(diff: Diff, lang: Lang) -> str:
    """One object; every number as a decimal where it ends, and as a fraction."""
    return json_text(_values(diff, lang))


def _values(diff: Diff, lang: Lang) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "old": _version(diff.old),
        "new": _version(diff.new),
        "changes": [_change(change) for change in diff.changes],
        "departments": [_department(each) for each in diff.departments],
        "not_compared": [_unscored(each, lang) for each in diff.unscored],
        "skipped": diff.skipped,
    }


def _version(version: Version) -> dict[str, Any]:
    methodology = version.methodology
    files = {version.called(each.path): each.sha256 for each in methodology.documents}
    return {"id": methodology.id, "version": methodology.version, "files": files}


def _change(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "kind": change.kind,
        "table": change.table,
        "name": change.name,
        "key": change.key,
        "old": change.old,
        "new": change.new,
        "old_place": _place(change.old_place),
        "new_place": _place(change.new_place),
        "moves_scores": change.scores,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"file": place.file, "line": place.line, "column": place.column}


def _department(each: Department) -> dict[str, Any]:
    old, new = each.grades
    return {
        "file": each.file,
        "subject": each.subject,
        "old": {"total": _number(each.old.printed), "grade": old},
        "new": {"total": _number(each.new.printed), "grade": new},
        "change": _number(each.change),
        "nodes": [
            {"key": moved.key, "old": _number(moved.old), "new": _number(moved.new)}
            for moved in each.moved
        ],
        "parts": [_part(part) for part in each.parts],
        "by_change": [
            {"changes": [change.number for change in changes], "points": _number(points)}
            for changes, points in each.by_change().items()
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    numbers = [change.number for change in part.changes]
    return {"changes": numbers, "node": part.node, "points": _number(part.points)}


def _unscored(each: Unscored, lang: Lang) -> dict[str, Any]:
    problems = [{"code": p.code, "message": p.message(lang)} for p in each.problems]
    return {
        "file": each.file,
        "subject": each.subject,
        "version": each.version,
        "state": each.state,
        "missing": list(each.missing),
        "problems": problems,
    }


def _number(value: Fraction | None) -> dict[str, str] | None:
    return None if value is None else {"shown": exact_text(value), "exact": fraction_text(value)}
