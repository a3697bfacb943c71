"""Labelled articles as training examples for the three steps of the finder and for the labeller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.classifier import clauses
from claimcheck.classifier.features import DocumentFeatures, Row
from claimcheck.classifier.linear import Array
from claimcheck.classifier.vectors import DocumentVectors, WordVectors
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import LABELS
from claimcheck.protocols import Sentence

_EDGE = frozenset(",;:.!?()[]–—-\"'“”‘’…*/")


@dataclass(frozen=True, slots=True)
class TrainingArticle:
    """An article cut into sentences, with its gold spans.

    `weights_only` marks articles whose wording must not enter a stored vocabulary by itself;
    `natural` those whose shares of labels are those of the web. `weight` is what each of its
    examples counts for in the fit.
    """

    id: str
    sentences: Sequence[Sentence]
    spans: Sequence[LabelledSpan]
    weights_only: bool = False
    natural: bool = True
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """One training row: what the estimator sees, the number of its class, the article's number,
    what the example counts for and the number of its sentence in the article (-1 for a sentence
    taught as a text of its own).

    An example of the class UNTAUGHT is not fitted on; it gets probabilities out of fold.
    """

    row: Row
    vector: Array
    target: int
    article: int
    weight: float = 1.0
    sentence: int = -1


UNTAUGHT = -1


ALONE = 8
"""One sentence in so many is taught as a text of its own as well: people ask about one sentence."""

Mark = tuple[int, int, int]
"""First token, last token + 1 and label rank of a gold claim inside one sentence."""


def gold_marks(article: TrainingArticle) -> list[list[Mark]]:
    """The gold claims of every sentence as token ranges, in order."""
    found: list[list[Mark]] = []
    for sentence in article.sentences:
        marks = []
        for span in article.spans:
            inside = [
                at
                for at, token in enumerate(sentence.tokens)
                if token.start < span.end and span.start < token.end
            ]
            if inside and _counts(sentence, span):
                marks.append((inside[0], inside[-1] + 1, LABELS.index(span.label)))
        found.append(sorted(marks))
    return found


def _counts(sentence: Sentence, span: LabelledSpan) -> bool:
    """Whether the overlap is at least half of the shorter of sentence and span."""
    overlap = min(sentence.end, span.end) - max(sentence.start, span.start)
    return overlap > 0 and overlap * 2 >= min(sentence.end - sentence.start, span.end - span.start)


class ExampleMaker:
    """Examples of one article for each estimator; thresholds are chosen on those that are `known`
    to have the shares of the web."""

    def __init__(
        self, number: int, article: TrainingArticle, vectors: WordVectors, *, known: bool = False
    ) -> None:
        self.number, self.weight, self._known = number, article.weight, known
        self.marks = gold_marks(article)
        self.features = DocumentFeatures(article.sentences)
        self._words = vectors
        self.vectors = DocumentVectors(article.sentences, vectors)
        self.bare = DocumentVectors(article.sentences, WordVectors.empty())

    def sentences(self) -> Iterator[Example]:
        """Does the sentence hold a claim?"""
        for at, marks in enumerate(self.marks):
            row, vector = self.features.sentence_row(at), self.vectors.sentence(at)
            yield Example(row, vector, int(bool(marks)), self.number, self.weight, at)
            if self._stands_alone(at):
                features, vectors = self._alone(at)
                row, vector = features.sentence_row(0), vectors.sentence(0)
                yield Example(row, vector, int(bool(marks)), self.number, self.weight)

    def borders(self) -> Iterator[Example]:
        """Does the claim change at this border? For the sentences with claims."""
        for at, marks in enumerate(self.marks):
            tokens = self.features.sentences[at].tokens
            for border in clauses.boundaries(tokens) if marks else ():
                row = self.features.border_row(at, border, clauses.is_strong(tokens, border))
                changes, vector = self._divides(at, border), self.vectors.border(at, border)
                yield Example(row, vector, int(changes), self.number, self.weight)

    def parts(self) -> Iterator[Example]:
        """Is this part of a claim sentence a claim? Parts between the true borders, and wholes."""
        for at, marks in enumerate(self.marks):
            if not marks:
                continue
            tokens = self.features.sentences[at].tokens
            splits = [border for border in clauses.boundaries(tokens) if self._divides(at, border)]
            for first, last in clauses.units(tokens, splits):
                covered = sum(self._owner(at, token) >= 0 for token in range(first, last))
                yield self._span(at, first, last, int(covered * 2 >= last - first))

    def labels(self) -> Iterator[Example]:
        """Which label does the claim have? Known sentences without one come untaught."""
        for at, marks in enumerate(self.marks):
            whole = (0, len(self.features.sentences[at].tokens), UNTAUGHT)
            for first, last, label in marks or [whole] * self._known:
                row = self.features.span_row(at, first, last)
                vector = self.bare.span(at, first, last)
                yield Example(row, vector, label, self.number, self.weight, at)
                if marks and self._stands_alone(at):
                    features, _ = self._alone(at)
                    bare = DocumentVectors(features.sentences, WordVectors.empty())
                    row, vector = features.span_row(0, first, last), bare.span(0, first, last)
                    yield Example(row, vector, label, self.number, self.weight)

    def _stands_alone(self, at: int) -> bool:
        """Whether the sentence is also taught as a text of its own: one in ALONE is."""
        return (at + self.number) % ALONE == 0

    def _alone(self, at: int) -> tuple[DocumentFeatures, DocumentVectors]:
        sentences = [self.features.sentences[at]]
        return DocumentFeatures(sentences), DocumentVectors(sentences, self._words)

    def _span(self, at: int, first: int, last: int, target: int) -> Example:
        row = self.features.span_row(at, first, last)
        vector = self.vectors.span(at, first, last)
        return Example(row, vector, target, self.number, self.weight)

    def _divides(self, at: int, border: int) -> bool:
        """Whether the words left and right of the border belong to different claims or to none."""
        tokens = self.features.sentences[at].tokens
        left, right = border - 1, border
        while left > 0 and tokens[left].text in _EDGE:
            left -= 1
        while right < len(tokens) - 1 and self._joins(at, right):
            right += 1
        return self._owner(at, left) != self._owner(at, right)

    def _joins(self, at: int, token: int) -> bool:
        """Whether the token is punctuation, or a conjunction that the gold span leaves outside."""
        text = self.features.sentences[at].tokens[token].text
        return text in _EDGE or (text.lower() in clauses.LEAD_INS and self._owner(at, token) < 0)

    def _owner(self, at: int, token: int) -> int:
        """Number of the gold claim that holds the token, or -1."""
        for number, (first, last, _) in enumerate(self.marks[at]):
            if first <= token < last:
                return number
        return -1
