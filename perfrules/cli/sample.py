"""`perfrules sample`: fact files by chance that keep to the rules of a methodology."""

import argparse
from pathlib import Path

from attrs import evolve

from perfrules.cli.output import deliver
from perfrules.cli.parser import Parser, whole_number
from perfrules.messages import Lang
from perfrules.messages.generated import SUBJECT
from perfrules.model.facts import FactSet
from perfrules.problem import Problem, Refused
from perfrules.scoring.loading import load_methodology
from perfrules.scoring.whole_file import writing
from perfrules.studies.sample import sampled, seeded
from perfrules.views.fact_formats import FORMATS, fact_csv, names_of_files, one_file

_MOST = 100_000


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.argument("methodology", metavar="METHODOLOGY")
    parser.option("-n", dest="count", metavar="N", type=whole_number("-n", 1, _MOST), default=1)
    parser.option("--seed", dest="seed", metavar="S", type=whole_number("--seed", 0), default=0)
    parser.choice("--format", FORMATS, None)
    parser.option("-o", "--out", dest="out", metavar="DIR|FILE")
    parser.standard("rules", "as_of")


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Write so many fact sets; each is the same whatever their number."""
    methodology = load_methodology(options.methodology, rules=options.rules, as_of=options.as_of)
    inputs = tuple(file.path for file in methodology.documents)
    target = None if options.out is None else Path(options.out)
    suffix = "" if target is None else target.suffix[1:].lower()
    into_one = suffix in FORMATS and not (target and target.is_dir())
    form = options.format or (suffix if into_one else "toml")
    if form != "csv" and options.count > 1 and (target is None or into_one):
        fields = {"count": str(options.count), "format": form.upper()}
        raise Refused(Problem("E662", None, fields))
    sets = [
        _named(sampled(methodology, seeded(options.seed, number)), number, lang)
        for number in range(1, options.count + 1)
    ]
    if form == "csv" and (target is None or into_one):
        deliver(fact_csv(sets), options.out, inputs=inputs)
    elif target is None or into_one:
        deliver(one_file(sets[0], form), options.out, inputs=inputs)
    else:
        _into(target, sets, form, inputs)
    return 0


def _named(facts: FactSet, number: int, lang: Lang) -> FactSet:
    return evolve(facts, subject=SUBJECT.filled(number=str(number)).in_(lang))


def _into(folder: Path, sets: list[FactSet], form: str, inputs: tuple[str, ...]) -> None:
    """One file for each in a folder, which is made where it is not there."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, facts in zip(names_of_files(len(sets), form), sets, strict=True):
        text = fact_csv([facts]) if form == "csv" else one_file(facts, form)
        deliver(text, str(folder / name), inputs=inputs)
