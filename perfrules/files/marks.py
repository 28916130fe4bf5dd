"""Where the values of a workbook stand: for each path of a document its cells."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from attrs import evolve, frozen

from perfrules.files.spots import Path
from perfrules.problem import Place


@frozen
class Mark:
    """The cell with a name, and the cell with its value where that is another."""

    key: Place
    value: Place | None = None


@frozen(eq=False, repr=False)
class Marks:
    """The marked paths of one document, found when a message needs one."""

    find: Callable[[], Mapping[Path, Mark]]

    def place(
        self, path: Path, *, key: bool = False, start: int = 0, end: int | None = None
    ) -> Place | None:
        """The cell of a path, or else what is nearest above it; None where nothing is.

        `start` and `end` count characters of the text in the cell.
        """
        marked = _marked(self)
        found = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in marked), None)
        if found is None:
            return None
        mark = marked[found]
        if key or found != path or mark.value is None:
            return mark.key
        if end is None:
            return mark.value
        return evolve(mark.value, column=start + 1, width=max(1, end - start))


@lru_cache(maxsize=16)
def _marked(marks: Marks) -> Mapping[Path, Mark]:
    return marks.find()
