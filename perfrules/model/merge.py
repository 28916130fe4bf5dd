"""One file laid over the file that it extends; each value keeps the place where it was written."""

from collections.abc import Mapping
from typing import Any

from attrs import Factory, evolve, frozen

from perfrules.files.spots import Path as Keys
from perfrules.files.tables import Document
from perfrules.messages import Text
from perfrules.model.read_ways import READERS, WAY_KEYS
from perfrules.problem import Problem, Problems, Refused, did_you_mean

_APPENDED = ("gap", "accept")
_NOT_INHERITED = ("extends", "example")


def merged(own: Document, base: Document) -> Document:
    """What the file says once its own words stand over those of its base.

    Entries of named tables are merged key by key, lists are replaced, gaps and accepted
    problems are added to, examples are not inherited. Raises Refused with E354 and E355.
    """
    merge = _Merge(own, base)
    values = merge.top()
    merge.problems.refuse_if_any()
    return evolve(own, values=values, parts=merge.parts, base=base)


@frozen(eq=False, repr=False)
class _Merge:
    """The two files, which part of the result stands where, and what is wrong."""

    own: Document
    base: Document
    parts: dict[Keys, tuple[Document, Keys]] = Factory(dict)
    problems: Problems = Factory(Problems)

    def top(self) -> dict[str, Any]:
        """The whole file."""
        own, base = self.own.values, self.base.values
        values: dict[str, Any] = {}
        for key in dict.fromkeys((*base, *own)):
            if key in _NOT_INHERITED:
                if key in own and key != "extends":
                    values[key] = own[key]
            elif key not in own:
                values[key] = self._inherited((key,), base[key])
            elif _both(key, own, base, list) and key in _APPENDED:
                values[key] = self._appended(key, own[key], base[key])
            elif _both(key, own, base, dict) and key == "methodology":
                values[key] = self._entry((key,), own[key], base[key])
            elif _both(key, own, base, dict):
                values[key] = self._entries(key, own[key], base[key])
            else:
                values[key] = own[key]
        return values

    def _inherited(self, keys: Keys, value: Any) -> Any:
        self.parts[keys] = (self.base, keys)
        return value

    def _appended(self, key: str, own: list[Any], base: list[Any]) -> list[Any]:
        self._inherited((key,), base)
        for position in range(len(own)):
            self.parts[key, len(base) + position] = (self.own, (key, position))
        return base + own

    def _entries(
        self, table: str, own: Mapping[str, Any], base: Mapping[str, Any]
    ) -> dict[str, Any]:
        """A table of named entries: those of the base in their order, then the new ones."""
        entries = dict(base)
        for name, entry in own.items():
            with self.problems.collecting():
                self._lay(entries, (table, name), entry, base.get(name))
        for name in entries:
            if name not in own:
                self._inherited((table, name), None)
        for name, entry in own.items():
            if isinstance(entry, dict) and "after" in entry and name in entries:
                with self.problems.collecting():
                    self._move(entries, (table, name), entry["after"])
        return entries

    def _lay(self, entries: dict[str, Any], keys: Keys, own: Any, base: Any) -> None:
        """One entry over the one of its name, where there is one."""
        name = str(keys[-1])
        if not isinstance(own, dict):
            entries[name] = own
            return
        if "remove" in own and not isinstance(base, dict):
            raise self._unknown((*keys, "remove"), name, self.base.values[str(keys[0])])
        if own.get("remove") is not True:
            entries[name] = self._entry(keys, own, base if isinstance(base, dict) else {})
            return
        if len(own) > 1:
            raise Refused(Problem("E355", self.own.place((*keys, "remove"))))
        del entries[name]

    def _entry(self, keys: Keys, own: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
        """Key by key; an entry that says how it is scored drops how it was scored before."""
        dropped = set(own) | set(self._removed(keys, own, base))
        if any(key in READERS for key in own):
            dropped.update(WAY_KEYS)
        kept = {
            key: self._inherited((*keys, key), value)
            for key, value in base.items()
            if key not in dropped
        }
        return kept | {key: value for key, value in own.items() if key != "remove"}

    def _removed(self, keys: Keys, own: Mapping[str, Any], base: Mapping[str, Any]) -> list[str]:
        names = own.get("remove", [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise Refused(Problem("E355", self.own.place((*keys, "remove"))))
        for position, name in enumerate(names):
            if name not in base:
                raise self._unknown((*keys, "remove", position), name, base)
        return names

    def _move(self, entries: dict[str, Any], keys: Keys, other: Any) -> None:
        """Place the entry right behind the other one."""
        name = str(keys[-1])
        if not isinstance(other, str) or other == name or other not in entries:
            raise self._unknown((*keys, "after"), str(other), entries.keys() - {name})
        del entries[name]["after"]
        names = list(entries)
        behind = names[names.index(other) + 1 :]
        for last in [name, *(each for each in behind if each != name)]:
            entries[last] = entries.pop(last)  # a key that is put in again comes last

    def _unknown(self, keys: Keys, name: str, known: Any) -> Refused:
        fields: dict[str, str | Text] = {"name": name, "near": did_you_mean(name, known)}
        return Refused(Problem("E354", self.own.place(keys), fields))


def _both(key: str, own: Mapping[str, Any], base: Mapping[str, Any], kind: type) -> bool:
    return isinstance(own[key], kind) and isinstance(base.get(key), kind)
