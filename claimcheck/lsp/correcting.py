"""A claim whose label an editor corrects, as a labelled document."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from claimcheck.corpus.documents import document_from, record_faults
from claimcheck.datatypes import Article, Block, Claim, LabelledDocument, LabelledSpan, Review
from claimcheck.errors import CorpusError
from claimcheck.labels import Label
from claimcheck.lsp.ignoring import block_of
from claimcheck.reading import visible
from claimcheck.report.words import relative_path

CORRECTED = "corrected"
_LINE_END = re.compile(r"\s*[\r\n]\s*")


def correction(review: Review, claim: Claim, label: Label | None) -> LabelledDocument:
    """The block of a claim as it is read, its claims marked, the corrected one with `label`.

    None for `label`: it is no claim. The other claims have the labels that the model gave;
    ``meta.corrected`` lists the spans somebody looked at, with the labels before and after.
    """
    article = review.article
    block = block_of(article, claim) or Block(claim.start, claim.end)
    others = [
        _span(article, one.claim, block)
        for one in review.findings
        if one.claim is not claim and block.start <= one.claim.start and one.claim.end <= block.end
    ]
    place = _span(article, claim, block)
    spans = others if label is None else [*others, replace(place, label=label)]
    looked_at = {"start": place.start, "end": place.end, "from": claim.label.value, "to": label}
    return LabelledDocument(
        f"correction-{uuid4().hex}",
        _line(visible(article, block.start, block.end)),
        tuple(sorted(spans, key=lambda span: span.start)),
        {"source": review.path, "model": review.model, CORRECTED: [looked_at]},
    )


def carried_over(document: LabelledDocument, earlier: LabelledDocument) -> LabelledDocument:
    """A correction with what an earlier one of the same text says of the other spans."""
    new = document.meta[CORRECTED]
    old = [one for one in earlier.meta.get(CORRECTED, []) if not _among(one, new)]
    theirs = [span for span in earlier.spans if not any(_overlap(span, one) for one in new)]
    ours = [span for span in document.spans if any(_overlap(span, one) for one in new)]
    spans = tuple(sorted([*theirs, *ours], key=lambda span: span.start))
    return replace(document, spans=spans, meta={**document.meta, CORRECTED: [*old, *new]})


def document_of(record: Any, root: Path) -> LabelledDocument:
    """The correction that a client sends back; CorpusError where it is none.

    Its source is told as seen from `root`: where somebody's files lie is nobody's business.
    """
    for fault in record_faults(record):
        raise CorpusError(f"the correction is damaged: {fault}")
    document = document_from(record)
    source = relative_path(str(document.meta.get("source", "")), str(root))
    return replace(document, meta={**document.meta, "source": source})


def _span(article: Article, claim: Claim, block: Block) -> LabelledSpan:
    start = len(_line(visible(article, block.start, claim.start)))
    end = len(_line(visible(article, block.start, claim.end)))
    return LabelledSpan(start, end, claim.label)


def _line(text: str) -> str:
    """Text on one line."""
    return _LINE_END.sub(" ", text)


def _overlap(span: LabelledSpan, place: dict[str, Any]) -> bool:
    return span.start < int(place["end"]) and int(place["start"]) < span.end


def _among(place: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    return any(place["start"] == one["start"] and place["end"] == one["end"] for one in others)
