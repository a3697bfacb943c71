"""Finds claim spans: `doc.spans["claims"]`, not yet labelled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, SpanGroup

from claimcheck.manifest import check_part
from claimcheck.pipeline.extensions import PROBABILITY
from claimcheck.pipeline.views import sentences_of
from claimcheck.protocols import Candidate, FinderModel

CLAIMS_KEY = "claims"

Found = tuple[int, int, float]
"""First token, last token + 1 and probability of a claim."""


class ClaimFinder(Pipe):
    """Asks its model for the claim candidates of an article and marks them.

    Sets `span._.claim_probability`, the probability that the sentence holds a claim.
    """

    def __init__(
        self, nlp: Language, name: str = "claimcheck_finder", *, model: FinderModel
    ) -> None:
        self.vocab, self.name, self.finder = nlp.vocab, name, model

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[Found]:
        """Doc token ranges of the claims with their probability, in the order of the text."""
        sentences, places = sentences_of(doc)
        return sorted(
            (
                places[found.sentence][found.first],
                places[found.sentence][found.last - 1] + 1,
                found.score,
            )
            for found in self.finder.find(sentences)
        )

    def set_annotations(self, doc: Doc, claims: Sequence[Found]) -> None:
        spans = []
        for start, end, probability in claims:
            span = Span(doc, start, end)
            span._.set(PROBABILITY, probability)
            spans.append(span)
        doc.spans[CLAIMS_KEY] = SpanGroup(doc, name=CLAIMS_KEY, spans=spans)

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        self.finder.to_disk(Path(path))

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> ClaimFinder:
        check_part(Path(path))
        self.finder = self.finder.from_disk(Path(path))
        return self


def candidates_of(doc: Doc, places: Sequence[Sequence[int]]) -> list[Candidate]:
    """The marked claims as candidates of their sentences; a claim outside all of them is lost.

    One that somebody else marked is a claim for certain.
    """
    home = {token: (at, i) for at, words in enumerate(places) for i, token in enumerate(words)}
    found = []
    for span in doc.spans.get(CLAIMS_KEY, ()):
        words = [home[token.i] for token in span if token.i in home]
        if words:
            at = words[0][0]
            inside = [i for sentence, i in words if sentence == at]
            probability = span._.get(PROBABILITY)
            score = 1.0 if probability is None else probability
            found.append(Candidate(at, inside[0], inside[-1] + 1, score))
    return found
