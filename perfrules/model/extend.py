"""A rule file with the chain of files that it extends, read from within one rules folder."""

from pathlib import Path

from perfrules.files.from_toml import read_toml
from perfrules.files.tables import Document
from perfrules.messages import Text
from perfrules.model.merge import merged
from perfrules.model.within import followed, from_root, is_plain_path, resolved_within
from perfrules.problem import Problem, Refused

LONGEST = 5
"""How many files may stand in one chain of `extends`."""

_SHOWN = 100


def load_document(path: Path, rules_root: Path, *others: Path) -> Document:
    """A rule file with everything that it extends.

    `extends` starts at the rules folder; a file that is not there is looked for in the other
    folders, so that a bureau's rules may extend the shipped ones. Raises Refused with E350 to
    E355 where `extends`, `remove` or `after` cannot be followed, and whatever reading a file
    raises.
    """
    return extended(read_toml(path), rules_root, *others)


def extended(own: Document, rules_root: Path, *others: Path) -> Document:
    """A rule file that is at hand, as text that may stand nowhere yet, with what it extends."""
    return _extended(own, (rules_root, *others), (followed(Path(own.path)),))


def _extended(own: Document, roots: tuple[Path, ...], chain: tuple[Path, ...]) -> Document:
    if "extends" not in own.values:
        return own
    path = _base_of(own, roots)
    if path in chain or len(chain) == LONGEST:
        names = " → ".join(from_root(step, roots[0]) for step in (*chain, path))
        fields = {"chain": names, "longest": str(LONGEST)}
        raise Refused(Problem("E352", own.place(("extends",)), fields))
    return merged(own, _extended(read_toml(path), roots, (*chain, path)))


def _base_of(own: Document, roots: tuple[Path, ...]) -> Path:
    """The file that `extends` names, in the first folder that has it."""
    text = own.values["extends"]
    inside: list[Path | None] = []
    if isinstance(text, str) and is_plain_path(text) and text.endswith(".toml"):
        inside = [resolved_within(root / text, root) for root in roots]
    found = next((path for path in inside if path is not None and path.is_file()), None)
    if found is None:
        code = "E351" if inside and inside[0] is not None else "E350"
        shown = text[:_SHOWN] if isinstance(text, str) else Text("非文字", "no text")
        raise Refused(Problem(code, own.place(("extends",)), {"text": shown}))
    return found
