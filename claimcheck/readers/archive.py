"""Documents that are zip archives: looked over before a byte of them is unpacked.

Nothing is ever written to disk, so that a member's name can lead nowhere.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

from claimcheck.errors import InputError
from claimcheck.readers.limits import size
from claimcheck.readers.sniff import OLD_OR_LOCKED, OLE

MAX_MEMBERS = 10_000
MAX_UNPACKED = 256 * 2**20
MAX_MARKUP_MEMBER = 16 * 2**20
"""Bytes of one XML or XHTML member: a tree of it takes twenty times as much."""
MAX_RATIO = 200
_SMALL = 2**20
_MARKUP = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")
_ENCRYPTED = 0x1


class Archive:
    """A zip archive in memory whose members have been found to be of bearable size."""

    def __init__(self, data: bytes, what: str) -> None:
        self.what = what
        if data.startswith(OLE):
            raise InputError(OLD_OR_LOCKED)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise InputError(
                f"is no {what} or a broken one ({_told(error)}); get it or save it again"
            ) from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._check(self._members.values())

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._members)

    def read(self, name: str) -> bytes:
        """The content of a member; InputError where it is missing, damaged or locked."""
        if name not in self._members:
            raise InputError(f"lacks the part '{name}' of a {self.what}; save it again")
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise self._damaged(name, error) from error
        except (RuntimeError, NotImplementedError) as error:
            raise self._damaged(name, error) from error

    def _damaged(self, name: str, error: Exception) -> InputError:
        return InputError(
            f"is damaged: '{name}' cannot be unpacked ({_told(error)}); get it or save it again"
        )

    def _check(self, members: Iterable[zipfile.ZipInfo]) -> None:
        """Refuse archives that unpack to far more than they hold: sizes are stated in advance,
        and no more than what is stated is ever unpacked."""
        listed = list(members)
        if any(info.flag_bits & _ENCRYPTED for info in listed):
            raise InputError("is protected by a password; remove the password and save it again")
        if len(listed) > MAX_MEMBERS:
            raise InputError(f"holds {len(listed):,} files, too many for a {self.what}; refused")
        total = sum(info.file_size for info in listed)
        if total > MAX_UNPACKED:
            raise InputError(f"unpacks to {size(total)} (limit {size(MAX_UNPACKED)}); refused")
        for info in listed:
            if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                raise InputError(
                    f"looks like a zip bomb: '{info.filename[:80]}' unpacks from "
                    f"{size(info.compress_size)} to {size(info.file_size)}; refused"
                )
            if info.file_size > MAX_MARKUP_MEMBER and info.filename.lower().endswith(_MARKUP):
                raise InputError(
                    f"holds '{info.filename[:80]}' of {size(info.file_size)} "
                    f"(limit {size(MAX_MARKUP_MEMBER)}); split the document"
                )


def refuse_entities(data: bytes, name: str) -> bytes:
    """The XML `data`, refused where it defines entities: they can grow without bound."""
    if (
        b"<!ENTITY" in data
        or b"<\0!\0E\0N\0T\0I\0T\0Y" in data
        or b"\0<\0!\0E\0N\0T\0I\0T\0Y" in data
    ):
        raise InputError(f"defines XML entities in '{name}', which no document needs; refused")
    return data


def _told(error: Exception) -> str:
    return (str(error) or type(error).__name__).lower()
