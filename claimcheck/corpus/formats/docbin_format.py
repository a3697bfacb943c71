"""spaCy's DocBin with the claims in ``doc.spans["claims"]``.

Tokens are cut where a span begins or ends, so that every offset is kept. Id and meta ride along
in ``doc.user_data["claimcheck"]`` as JSON. A DocBin is read and written as a whole: 100,000
documents of 225 words take 1.3 GB. Every other format streams.
"""

from __future__ import annotations

import json
import os
import secrets
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.corpus.formats.common import Documents, Exchange, Format, Place
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

KEY = "claims"
_DATA = "claimcheck"


def _read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = DocBin().from_disk(path)
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}", path) from None
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise CorpusError(f"not a spaCy DocBin: {error}", path) from None
    for number, doc in enumerate(docs.get_docs(Vocab()), 1):
        yield _document(doc, Place(path, number, exchange))


def _document(doc: Doc, place: Place) -> LabelledDocument:
    if KEY not in doc.spans:
        place.tell(f"document {place.line} has no doc.spans['{KEY}']; read as without claims")
    spans = tuple(
        LabelledSpan(span.start_char, span.end_char, place.label(span.label_))
        for span in doc.spans.get(KEY, [])
    )
    data: dict[str, Any] = json.loads(doc.user_data.get(_DATA, "{}"))
    meta = {**place.exchange.meta, **data.get("meta", {})}
    return LabelledDocument(place.name(data.get("id")), doc.text, spans, meta)


def _write(path: str | Path, documents: Documents, exchange: Exchange) -> None:
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    docs = DocBin(attrs=["ORTH"], store_user_data=True)
    for document in documents:
        docs.add(_doc(nlp, document))
    _replace(Path(path), docs.to_bytes())


def _doc(nlp: Language, document: LabelledDocument) -> Doc:
    from spacy.tokens import Doc, SpanGroup

    words, spaces = _words(nlp, document)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    spans = [doc.char_span(span.start, span.end, span.label.value) for span in document.spans]
    if doc.text != document.text or None in spans:
        raise CorpusError(
            f"document '{document.id}': spaCy cannot hold its text or spans (blank edges?); "
            "run `claimcheck corpus validate`"
        )
    doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=[span for span in spans if span])
    doc.user_data[_DATA] = json.dumps({"id": document.id, "meta": dict(document.meta)})
    return doc


def _words(nlp: Language, document: LabelledDocument) -> tuple[list[str], list[bool]]:
    cuts = sorted({at for span in document.spans for at in (span.start, span.end)})
    words: list[str] = []
    spaces: list[bool] = []
    for token in nlp.make_doc(document.text):
        end = token.idx + len(token)
        inner = cuts[bisect_right(cuts, token.idx) : bisect_left(cuts, end)]
        pieces = [document.text[a:b] for a, b in pairwise([token.idx, *inner, end])]
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [bool(token.whitespace_)]
    return words, spaces


def _replace(path: Path, content: bytes) -> None:
    """Write `content` whole or not at all."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


FORMAT = Format(_read, _write)
