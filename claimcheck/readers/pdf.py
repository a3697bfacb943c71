"""PDF files: the text of their pages, lines joined to paragraphs, running headers left out."""

from __future__ import annotations

import io
import logging
from typing import Any

from claimcheck.datatypes import Article
from claimcheck.errors import InputError
from claimcheck.readers.extra import need
from claimcheck.readers.limits import MAX_BOOK, MAX_MARKUP, check_length, size
from claimcheck.readers.pdf_lines import page_article

_MAX_PAGES = 2000


def read_pdf(source: str, data: bytes, *, whole_page: bool = False) -> Article:
    """The article of a PDF file; each claim's place is its page.

    Raises InputError where the file is broken, locked, or holds pictures of text only.
    """
    pypdf = need("pypdf", "PDF files")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _pages(pypdf, data)
    except InputError:
        raise
    except (Exception, RecursionError) as error:
        # pypdf checks little: a broken file surfaces as any error whatever
        raise InputError(
            f"is no PDF file or a broken one ({_told(error)}); get it or save it again"
        ) from error
    if pages and not any(map(str.strip, pages)):
        raise InputError(
            "holds no text, perhaps pictures of pages; make them text with OCR, such as ocrmypdf"
        )
    return page_article(source, pages, whole_page=whole_page)


def _pages(pypdf: Any, data: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("is protected by a password; remove the password and save it again")
    if len(reader.pages) > _MAX_PAGES:
        raise InputError(f"has {len(reader.pages):,} pages (limit {_MAX_PAGES:,}); split it")
    texts: list[str] = []
    length = 0
    for number, page in enumerate(reader.pages, 1):
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > MAX_MARKUP:
            raise InputError(
                f"draws more than {size(MAX_MARKUP)} on page {number}; leave that page out"
            )
        text = page.extract_text()
        length += len(text)
        if length > 2 * MAX_BOOK:
            check_length("".join([*texts, text]), MAX_BOOK)
        texts.append(text.replace("\0", " "))
    return texts


def _told(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:200].lower()
