"""Zip archives are looked over before they are unpacked."""

from __future__ import annotations

import io
import zipfile

import pytest

from claimcheck.errors import InputError
from claimcheck.readers import archive as archive_module
from claimcheck.readers.archive import Archive
from tests.readers.made import archive


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"a.bin": bytes(30 * 2**20)}, "looks like a zip bomb: 'a.bin' unpacks from .* to 30 MiB"),
        ({f"{n}": b"" for n in range(10_001)}, "holds 10,001 files, too many"),
    ],
    ids=["ratio", "members"],
)
def test_bombs_are_refused(members: dict[str, bytes], told: str) -> None:
    with pytest.raises(InputError, match=told):
        Archive(archive(members), "book")


@pytest.mark.parametrize(
    ("limit", "told"),
    [("MAX_UNPACKED", "unpacks to 3,000 bytes"), ("MAX_MARKUP_MEMBER", "holds 'a.xml' of 3,000")],
)
def test_what_is_too_large_is_refused(
    limit: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, limit, 2_999)
    with pytest.raises(InputError, match=told):
        Archive(archive({"a.xml": bytes(range(250)) * 12}), "book")


def test_a_member_that_lies_about_its_size_is_damaged() -> None:
    data = archive({"a.txt": b"x" * 500})
    lying = data.replace((500).to_bytes(4, "little"), (20).to_bytes(4, "little"))
    with pytest.raises(InputError, match=r"'a\.txt' cannot be unpacked"):
        Archive(lying, "book").read("a.txt")


def test_a_locked_member_is_told() -> None:
    stream = io.BytesIO(archive({"a.txt": b"mint"}))
    data = bytearray(stream.getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(InputError, match="protected by a password"):
        Archive(bytes(data), "book")


def test_names_of_members_lead_nowhere() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("../../evil.txt", "x")
    assert Archive(stream.getvalue(), "book").read("../../evil.txt") == b"x"
