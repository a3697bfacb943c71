"""Labels the claims the finder marked: `label_`, and calibrated scores as an extension.

What the model gives no label is taken out of `doc.spans["claims"]`. Neighbouring parts of a
sentence with one label are one claim: it is divided only where its parts earn different labels, and
where they surely do, it is divided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, SpanGroup

from claimcheck.labels import LABELS
from claimcheck.manifest import check_part
from claimcheck.pipeline.extensions import NEEDS_REVIEW, PROBABILITY, SCORES, TERMS
from claimcheck.pipeline.finder import CLAIMS_KEY, candidates_of
from claimcheck.pipeline.views import sentences_of
from claimcheck.protocols import Candidate, Judgement, LabellerModel

_BETWEEN = 2
"""Tokens between two parts of one claim, at most."""


class ClaimLabeller(Pipe):
    """Asks its model for the label of every claim.

    Sets `span.label_`, `span._.claim_scores` (label to probability, summing to 1),
    `span._.claim_terms` (words that decided) and `span._.claim_needs_review`.
    """

    def __init__(
        self, nlp: Language, name: str = "claimcheck_labeller", *, model: LabellerModel
    ) -> None:
        self.vocab, self.name, self.labeller = nlp.vocab, name, model

    def __call__(self, doc: Doc) -> Doc:
        if not doc.spans.get(CLAIMS_KEY):
            self.set_annotations(doc, [])
            return doc
        sentences, places = sentences_of(doc)
        divided = self.labeller.divide(sentences, candidates_of(doc, places))
        doc.spans[CLAIMS_KEY] = SpanGroup(doc, name=CLAIMS_KEY, spans=_parts(doc, places, divided))
        self.set_annotations(doc, self.labeller.label(sentences, candidates_of(doc, places)))
        claims = _joined(doc)
        if len(claims) < len(doc.spans[CLAIMS_KEY]):
            doc.spans[CLAIMS_KEY] = SpanGroup(doc, name=CLAIMS_KEY, spans=claims)
            self.set_annotations(doc, self.labeller.label(sentences, candidates_of(doc, places)))
        return doc

    def predict(self, doc: Doc) -> list[Judgement]:
        """One judgement a claim of `doc.spans["claims"]`, in their order."""
        if not doc.spans.get(CLAIMS_KEY):
            return []
        sentences, places = sentences_of(doc)
        return self.labeller.label(sentences, candidates_of(doc, places))

    def set_annotations(self, doc: Doc, judgements: Sequence[Judgement]) -> None:
        spans = []
        for old, judged in zip(doc.spans.get(CLAIMS_KEY, ()), judgements, strict=True):
            if judged.label is None:
                continue
            span = Span(doc, old.start, old.end, label=judged.label.value)
            span._.set(PROBABILITY, old._.get(PROBABILITY))
            scores = dict(zip((label.value for label in LABELS), judged.scores, strict=True))
            span._.set(SCORES, scores)
            span._.set(TERMS, list(judged.terms))
            span._.set(NEEDS_REVIEW, scores[judged.label.value] < self.labeller.review_below)
            spans.append(span)
        doc.spans[CLAIMS_KEY] = SpanGroup(doc, name=CLAIMS_KEY, spans=spans)

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        self.labeller.to_disk(Path(path))

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> ClaimLabeller:
        check_part(Path(path))
        self.labeller = self.labeller.from_disk(Path(path))
        return self


def _parts(
    doc: Doc, places: Sequence[Sequence[int]], divided: Sequence[Sequence[Candidate]]
) -> list[Span]:
    """The claims, those of the finder in the parts that they were divided into."""
    found: list[Span] = []
    for span, parts in zip(doc.spans[CLAIMS_KEY], divided, strict=True):
        probability = span._.get(PROBABILITY)
        if len(parts) == 1 or probability is None:
            found.append(span)
            continue
        for part in parts:
            words = places[part.sentence]
            made = Span(doc, words[part.first], words[part.last - 1] + 1)
            made._.set(PROBABILITY, probability)
            found.append(made)
    return found


def _joined(doc: Doc) -> list[Span]:
    """The claims, those joined that the finder divided and that have the same label."""
    found: list[Span] = []
    for span in doc.spans.get(CLAIMS_KEY, ()):
        last = found[-1] if found else None
        if last is not None and _belong_together(last, span):
            joined = Span(doc, last.start, span.end, label=span.label_)
            joined._.set(PROBABILITY, max(last._.get(PROBABILITY), span._.get(PROBABILITY)))
            found[-1] = joined
        else:
            found.append(span)
    return found


def _belong_together(first: Span, second: Span) -> bool:
    """Whether nothing but a comma and a conjunction is between them; not for what others marked."""
    return (
        first.label_ == second.label_
        and 0 <= second.start - first.end <= _BETWEEN
        and first.sent.start == second.sent.start
        and None not in (first._.get(PROBABILITY), second._.get(PROBABILITY))
    )
