"""Mutants that no example notices, as text for a terminal, for JSON, for JUnit XML."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from perfrules.messages import Lang
from perfrules.messages import mutation as say
from perfrules.problem import printable
from perfrules.studies.mutation import Fate, FileMutated, State
from perfrules.studies.telling import Catch
from perfrules.views.fact_file import example_expecting

STATES: tuple[State, ...] = ("killed", "survived", "accepted", "stillborn")


def lines(files: Sequence[FileMutated], lang: Lang, *, verbose: bool = False) -> Iterator[str]:
    """Each survivor as a diff with the example that would notice it; the counts of each file."""
    for file in files:
        for fate in file.fates:
            if fate.state == "survived":
                yield from _survivor(fate, file, lang)
            elif verbose:
                yield _in_a_line(fate, lang)
        yield from (problem.render(lang) for problem in file.problems)
        name = printable(file.file)
        if file.unusable:
            yield say.NOT_MUTATED.in_(lang).format(file=name)
        else:
            yield say.MUTATED.in_(lang).format(file=name, **_counts([file]))
    if len(files) > 1:
        yield say.ALL_MUTATED.in_(lang).format(**_counts(files))


def document(file: FileMutated, lang: Lang) -> dict[str, Any]:
    """The mutants of one file."""
    counts = _counts([file])
    return {**counts, "tried": file.tried, "mutants": [_fate(each, lang) for each in file.fates]}


def add_suite(suites: ET.Element, file: FileMutated, lang: Lang) -> None:
    """A test suite with a case for each mutant; a survivor is a failure."""
    counts = _counts([file])
    suite = ET.SubElement(
        suites,
        "testsuite",
        name=say.MUTATION_SUITE.in_(lang).format(file=printable(file.file)),
        tests=str(counts["all"]),
        failures=str(counts["survived"]),
        errors="0",
        skipped=str(counts["stillborn"] + counts["accepted"]),
    )
    for fate in file.fates:
        case = ET.SubElement(suite, "testcase", name=printable(fate.mutant.node))
        case.set("classname", printable(file.file))
        case.set("line", str(fate.mutant.place.line))
        if fate.state == "survived":
            problem = fate.problem
            failure = ET.SubElement(
                case, "failure", message=problem.message(lang), type=problem.code
            )
            failure.text = "\n".join(_survivor(fate, file, lang))
        elif fate.state != "killed":
            ET.SubElement(case, "skipped", message=printable(fate.by))


def _survivor(fate: Fate, file: FileMutated, lang: Lang) -> Iterator[str]:
    problem = fate.problem
    yield f"{printable(str(problem.place))}: {problem.code} {problem.message(lang)}"
    yield from (f"  {printable(line)}" for line in fate.diff)
    example = catch_text(fate, lang)
    if fate.catch is not None and fate.catch.node != fate.mutant.node:
        yield f"  {say.CATCH_ABOVE.in_(lang).format(name=_name(fate.catch, lang))}"
    elif example:
        yield f"  {say.CATCH.in_(lang)}"
        yield from (f"    {printable(line)}".rstrip() for line in example.split("\n"))
    else:
        yield f"  {say.NO_CATCH.in_(lang).format(tried=file.tried)}"


def catch_text(fate: Fate, lang: Lang) -> str:
    """The [[example]] that would notice a survivor; empty where none was found."""
    if fate.catch is None:
        return ""
    catch = fate.catch
    return example_expecting(catch.facts, catch.expect, _name(catch, lang)).rstrip("\n")


def _name(catch: Catch, lang: Lang) -> str:
    return say.CATCH_NAME.in_(lang).format(node=catch.node)


def _in_a_line(fate: Fate, lang: Lang) -> str:
    by = fate.by
    if fate.state == "killed":
        by = say.BY_EXAMPLE.in_(lang).format(by=by)
    place, node = printable(str(fate.mutant.place)), printable(fate.mutant.node)
    return f"{place}: {say.STATES[fate.state].in_(lang)}  {node}  {printable(by)}"


def _fate(fate: Fate, lang: Lang) -> dict[str, Any]:
    mutant = fate.mutant
    return {
        "kind": mutant.kind,
        "node": mutant.node,
        "line": mutant.place.line,
        "column": mutant.place.column,
        "state": fate.state,
        "by": fate.by,
        "diff": list(fate.diff),
        "example": catch_text(fate, lang),
    }


def _counts(files: Sequence[FileMutated]) -> dict[str, int]:
    counts = {"all": sum(len(file.fates) for file in files)}
    for state in STATES:
        counts[state] = sum(len(file.of(state)) for file in files)
    return counts
