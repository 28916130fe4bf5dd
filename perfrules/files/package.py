"""The package that an XLSX file is: its parts, unpacked within bounds and read without a DTD."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

from attrs import Factory, frozen

from perfrules.messages import Text
from perfrules.messages.in_form import (
    DAMAGED,
    ENCRYPTED,
    IS_OLD,
    NO_PART,
    NO_WORKBOOK,
    NO_ZIP,
    PARTS,
    TAGS,
    TWICE,
    UNPACKED,
    WITH_DTD,
)
from perfrules.problem import Place, Problem, Refused

MOST_BYTES = 20_000_000
"""Of all parts together, unpacked: a bomb of 300 MB is a file of 0.3."""
_MOST_PARTS = 1000
_MOST_TAGS = 1_200_000
"""Of all parts together: so many make up as many cells as may be, each in a row of its own."""
_ENCODINGS = {"utf-8", "utf-16", "us-ascii", "iso-8859-1"}
"""A workbook is in UTF-8 or UTF-16; of the others, in which `<` has another byte, none is read."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    KeyError, ValueError, OSError,
)  # fmt: skip
"""What zipfile raises for files that are damaged or made to harm."""

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], object]


@frozen(eq=False, repr=False)
class Package:
    """The parts of a file by their names."""

    name: str
    """Of the file."""
    archive: zipfile.ZipFile
    tags: list[int] = Factory(list)
    """How many each part had that was read."""

    def __contains__(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def walk(
        self,
        part: str,
        start: Start,
        end: Callable[[str], object] | None = None,
        text: Callable[[str], object] | None = None,
    ) -> None:
        """Read a part of XML; names come as `namespace local`, or alone where there is none.

        E770: the part is not there, damaged, no XML, or has a DTD, which no workbook has.
        E772: too many elements.
        """
        try:
            data = self.archive.read(part)
        except _FAULTS as error:
            raise self.broken(DAMAGED if part in self else NO_PART, part) from error
        self.tags.append(data.count(b"<"))
        if sum(self.tags) > _MOST_TAGS:
            raise _too_large(self.name, _MOST_TAGS, TAGS)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def dtd(*_: object) -> None:
            raise self.broken(WITH_DTD, part)

        def declared(_: str, encoding: str | None, __: int) -> None:
            if encoding is not None and encoding.lower() not in _ENCODINGS:
                raise self.broken(DAMAGED, part)

        parser.XmlDeclHandler = declared
        parser.StartDoctypeDeclHandler = dtd
        parser.EntityDeclHandler = dtd
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise self.broken(DAMAGED, part) from error

    def broken(self, reason: Text, part: str = "") -> Refused:
        """E770, with the reason."""
        return _broken(self.name, reason, part)


def opened(data: bytes, name: str) -> Package:
    """The package in the bytes of a file.

    E770: it is none. E771: it is encrypted, or a workbook of before 2007. E772: it is too large
    when unpacked.
    """
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused(Problem("E771", Place(name), {"found": ENCRYPTED if encrypted else IS_OLD}))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except _FAULTS as error:
        raise _broken(name, NO_ZIP) from error
    size = sum(part.file_size for part in parts)
    for most, found, what in (
        (_MOST_PARTS, len(parts), PARTS),
        (MOST_BYTES, size, UNPACKED),
    ):
        if found > most:
            raise _too_large(name, most, what)
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise _broken(name, TWICE)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(Problem("E771", Place(name), {"found": ENCRYPTED}))
    if "[Content_Types].xml" not in archive.NameToInfo:
        raise _broken(name, NO_WORKBOOK)
    return Package(name, archive)


def _too_large(name: str, most: int, what: Text) -> Refused:
    return Refused(Problem("E772", Place(name), {"most": f"{most:,}", "what": what}))


def _broken(name: str, reason: Text, part: str = "") -> Refused:
    return Refused(Problem("E770", Place(name), {"reason": reason.filled(part=part)}))
