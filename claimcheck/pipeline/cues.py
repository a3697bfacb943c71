"""Matches the lexicon: `doc.spans["cues"]`, the label of a span being the cue's category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans

from claimcheck.lexicon import Lexicon
from claimcheck.pipeline.views import CUES_KEY, visible_words

_REACH = 5
_STOPS = frozenset([",", ";", ":", "but", "–", "—"])
_NEGATION = "negation"


class CueMatcher(Pipe):
    """Finds cues inside sentences; under a negation a cue turns into what it then means."""

    def __init__(self, nlp: Language, name: str = "claimcheck_cues", *, lexicon: Lexicon) -> None:
        self.vocab, self.name, self.lexicon = nlp.vocab, name, lexicon
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for cue in lexicon.cues:
            docs = list(nlp.tokenizer.pipe(_spellings(cue.wordings)))
            self._matcher.add(f"{cue.category}/{cue.id}", docs)

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Span]:
        """The longest cue of every category at each place, in the order of the text.

        Line breaks and markup inside a cue do not hide it.
        """
        if not self._matcher:
            return []
        sentences = [[word.i for word in words] for _, words in visible_words(doc)]
        places = [at for words in sentences for at in words]
        home = {at: number for number, words in enumerate(sentences) for at in words}
        running = Doc(doc.vocab, words=[doc[at].text for at in places])
        by_category: dict[str, list[Span]] = {}
        for key, start, end in self._matcher(running):
            category, _, cue_id = self.vocab.strings[key].partition("/")
            first, last = places[start], places[end - 1]
            if home[first] == home[last]:
                span = Span(doc, first, last + 1, label=category, span_id=cue_id)
                by_category.setdefault(category, []).append(span)
        found = [span for spans in by_category.values() for span in filter_spans(spans)]
        return sorted(self._negated(doc, found, home), key=lambda span: (span.start, span.end))

    def set_annotations(self, doc: Doc, cues: Sequence[Span]) -> None:
        doc.spans[CUES_KEY] = SpanGroup(doc, name=CUES_KEY, spans=list(cues))

    def _negated(self, doc: Doc, spans: Sequence[Span], home: dict[int, int]) -> list[Span]:
        """The spans, those under a negation with the category it leaves."""
        negations = [span for span in spans if span.label_ == _NEGATION]
        found = []
        for span in spans:
            turned = self.lexicon.categories[span.label_].negates_to
            negation = _negation_of(doc, span, negations, home) if turned else None
            if turned and negation is not None:
                span = Span(doc, negation.start, span.end, label=turned, span_id=span.id_)
            found.append(span)
        return found

    def to_disk(self, path: object, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to keep: the cue files are package data."""

    def from_disk(self, path: object, *, exclude: Sequence[str] = ()) -> CueMatcher:
        return self

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        return b""

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> CueMatcher:
        return self


def _spellings(wordings: Iterable[str]) -> Iterable[str]:
    """Each wording, and with curly apostrophes where it has straight ones."""
    for wording in wordings:
        yield wording
        if "'" in wording:
            yield wording.replace("'", "’")


def _negation_of(
    doc: Doc, span: Span, negations: Sequence[Span], home: dict[int, int]
) -> Span | None:
    """The nearest negation of the same clause, at most a few words before the span."""
    for negation in reversed(negations):
        between = doc[negation.end : span.start] if negation.end <= span.start else None
        if (
            between is not None
            and len(between) <= _REACH
            and home[negation.start] == home[span.start]
            and not any(token.lower_ in _STOPS for token in between)
        ):
            return negation
    return None
