"""Many fact files read one by one: what is wrong with one of them stops no other."""

from collections.abc import Iterable, Iterator
from itertools import islice

from attrs import frozen

from perfrules.cli.output import complain_of
from perfrules.messages import Lang
from perfrules.model.facts import FactSet
from perfrules.problem import MOST_ERRORS, Problem, Refused
from perfrules.scoring.loading import Loader, subject_in


@frozen(eq=False)
class Refusal:
    """A file, or a row of one, that could not be used."""

    subject: str
    """As far as it could be read."""
    refused: Refused


Read = tuple[str, FactSet | Refusal]
"""A fact set with its file, or why there is none."""


def read_each(paths: Iterable[str], loader: Loader, lang: Lang) -> Iterator[Read]:
    """The fact sets of every file, a CSV has many; what is wrong is said on standard error."""
    for path in paths:
        try:
            documents = loader.documents(path)
        except Refused as refused:
            complain_of(refused.problems, lang)
            yield path, Refusal("", refused)
            continue
        for document in documents:
            try:
                yield path, loader.facts(document)
            except Refused as refused:
                complain_of(refused.problems, lang)
                yield path, Refusal(subject_in(document), refused)


def warn_of(read: Iterable[Read], lang: Lang) -> None:
    """The warnings of the facts, those of a CSV file's column once and not in every row."""
    warned: dict[str, Problem] = {}
    for path, given in read:
        for each in given.warnings if isinstance(given, FactSet) else ():
            warned.setdefault(f"{path} {each.message('en')}", each)
    complain_of(islice(warned.values(), MOST_ERRORS), lang)
