"""The mark on a document that is as it was written here."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from claimcheck.report.word.seal import is_sealed, sealed
from tests.readers.made import docx_of


def test_a_sealed_document_says_what_it_said(tmp_path: Path) -> None:
    data = sealed(docx_of("Mint helps."))
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "Mint helps."
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert is_sealed(path)


def test_saving_breaks_the_seal(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document(io.BytesIO(sealed(docx_of("Mint helps.")))).save(str(path))
    assert not is_sealed(path)


@pytest.mark.parametrize("data", [b"", b"no archive", docx_of("Mint helps.")])
def test_what_was_not_written_here_has_none(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert not is_sealed(path)
    assert not is_sealed(tmp_path / "gone.docx")
