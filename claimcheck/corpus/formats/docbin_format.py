"""spaCy's DocBin with the claims in ``doc.spans["claims"]``.

Tokens are cut where a span begins or ends, so that every offset is kept. Id and meta ride along
in ``doc.user_data["claimcheck"]`` as JSON. A DocBin is one message, in memory as a whole: what is
written to a folder is divided into several files, as ``spacy train`` and ``spacy.training.Corpus``
read them, and a single file has its limit. Folders are read file by file.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.corpus.formats.common import Documents, Exchange, Format, Place
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.folders import atomic_folder
from claimcheck.output import atomic_binary_writer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

KEY = "claims"
SUFFIX = ".spacy"
SHARD = 4_000_000
"""Characters after which a folder gets its next file: some 2,000 articles, 40 MB of memory."""
MOST_IN_FILE = 50_000_000
_DATA = "claimcheck"


def _read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
    for file in _files(Path(path)):
        yield from _read_file(file, exchange)


def _files(path: Path) -> list[Path]:
    """The file itself, or all DocBins below a folder, in the order of spaCy's Corpus."""
    if not path.is_dir():
        return [path]
    found = sorted(path.rglob(f"*{SUFFIX}"))
    if not found:
        raise CorpusError(f"holds no {SUFFIX} files; is it the folder?", path)
    return found


def _read_file(path: Path, exchange: Exchange) -> Iterator[LabelledDocument]:
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
    target = Path(path)
    if target.is_dir() or not target.suffix:
        _write_folder(target, documents)
    else:
        content = _packed(_limited(documents, target))
        with atomic_binary_writer(target) as file:
            file.write(content)


def _write_folder(path: Path, documents: Documents) -> None:
    others = sorted(path.iterdir()) if path.is_dir() else []
    strange = [item.name for item in others if item.suffix != SUFFIX]
    if strange:
        fault = f"holds '{strange[0]}', which is no {SUFFIX} file; give a folder of its own"
        raise CorpusError(fault, path)
    with atomic_folder(path) as folder:
        for number, shard in enumerate(_shards(documents), 1):
            (folder / f"{number:05}{SUFFIX}").write_bytes(_packed(shard))


def _shards(documents: Documents) -> Iterator[list[LabelledDocument]]:
    shard: list[LabelledDocument] = []
    size = 0
    for document in documents:
        shard.append(document)
        size += len(document.text)
        if size >= SHARD:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _limited(documents: Documents, path: Path) -> Documents:
    size = 0
    for document in documents:
        size += len(document.text)
        if size > MOST_IN_FILE:
            raise CorpusError(
                f"more than {MOST_IN_FILE:,} characters are too many for one DocBin; write to a "
                f"folder of them: --output {path.with_suffix('')} --to docbin",
                path,
            )
        yield document


def _packed(documents: Documents) -> bytes:
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    docs = DocBin(attrs=["ORTH"], store_user_data=True)
    for document in documents:
        docs.add(_doc(nlp, document))
    return docs.to_bytes()


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


FORMAT = Format(_read, _write)
