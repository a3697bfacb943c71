"""Matches the lexicon: `doc.spans["cues"]`, the label of a span being the cue's category."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, SpanGroup, Token
from spacy.util import filter_spans

from claimcheck.errors import ModelError
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.manifest import check_part
from claimcheck.phrasebook import folded
from claimcheck.pipeline.cue_table import CueTable, check_table, inverted
from claimcheck.pipeline.views import CUES_KEY, visible_words

_REACH = 5
_STOPS = frozenset([",", ";", ":", "but", "–", "—"])
_NEGATION = "negation"
_FILE = "cues.json"


class CueMatcher(Pipe):
    """Finds cues inside sentences; under a negation a cue turns into what it then means.

    The wordings are saved with the pipeline, so that a model keeps the cues it was trained with;
    a fresh component takes those of the lexicon.
    """

    def __init__(
        self, nlp: Language, name: str = "claimcheck_cues", *, lexicon: Lexicon | None = None
    ) -> None:
        self.vocab, self.name = nlp.vocab, name
        self._tokenizer, self._lexicon = nlp.tokenizer, lexicon
        self._table: CueTable | None = None

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Span]:
        """The longest cue of every category at each place, in the order of the text.

        Line breaks and markup inside a cue do not hide it. One that speaks for a label is none
        inside a longer one that does: "lower risk" names a finding, but "lower risk of addiction"
        plays down a risk.
        """
        sentences = [words for _, words in visible_words(doc)]
        home = {word.i: number for number, words in enumerate(sentences) for word in words}
        by_category: dict[str, list[Span]] = {}
        for words in sentences:
            for first, last, key in self.matches(words):
                category, _, cue_id = key.partition("/")
                span = Span(doc, first, last + 1, label=category, span_id=cue_id)
                by_category.setdefault(category, []).append(span)
        found = [span for spans in by_category.values() for span in filter_spans(spans)]
        outermost = list(self._outermost(found))
        return sorted(self._negated(doc, outermost, home), key=lambda span: (span.start, span.end))

    def matches(self, words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Index of the first and last token and the key of every cue in a sentence."""
        table = self._cues()
        texts = [folded(word.text) for word in words]
        for start, text in enumerate(texts):
            for length in table.lengths.get(text, ()):
                if start + length <= len(words):
                    wording = " ".join(texts[start : start + length])
                    for key in table.wordings.get(wording, ()):
                        yield words[start].i, words[start + length - 1].i, key

    def _cues(self) -> CueTable:
        if self._table is None:
            lexicon = self._lexicon or default_lexicon()
            self._table = CueTable.compile(lexicon, self._tokenizer)
        return self._table

    def set_annotations(self, doc: Doc, cues: Sequence[Span]) -> None:
        doc.spans[CUES_KEY] = SpanGroup(doc, name=CUES_KEY, spans=list(cues))

    def _outermost(self, spans: Sequence[Span]) -> Iterator[Span]:
        """The spans without those that lean to a label inside a longer one that leans."""
        end, last = 0, (-1, 0)
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            if span.label_ not in self._cues().leaning:
                yield span
            elif span.end > end or last == (span.start, span.end):
                end, last = span.end, (span.start, span.end)
                yield span

    def _negated(self, doc: Doc, spans: Sequence[Span], home: dict[int, int]) -> list[Span]:
        """The spans, those under a negation with the category it leaves."""
        negations = [span for span in spans if span.label_ == _NEGATION]
        turns = self._cues().negates_to
        found = []
        for span in spans:
            turned = turns.get(span.label_)
            negation = _negation_of(doc, span, negations, home) if turned else None
            if turned and negation is not None:
                span = Span(doc, negation.start, span.end, label=turned, span_id=span.id_)
            found.append(span)
        return found

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write `cues.json` into the component's folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> CueMatcher:
        check_part(Path(path))
        try:
            return self.from_bytes((Path(path) / _FILE).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            place = Path(path) / _FILE
            raise ModelError(f"{place}: cannot be read ({error}); copy the model again") from None

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        table = self._cues()
        record = {
            "negates_to": table.negates_to,
            "leaning": sorted(table.leaning),
            "cues": table.cues,
        }
        return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> CueMatcher:
        record = json.loads(data)
        table = _cues_of(record), record["negates_to"], record.get("leaning", [])
        check_table(*table)
        self._table = CueTable.of(*table)
        return self


def _cues_of(record: dict[str, Any]) -> Any:
    """The cues with their wordings; models of version 1.0 have the wordings with their cues."""
    if "cues" in record:
        return record["cues"]
    check_table(record["wordings"], {}, [])
    return inverted(record["wordings"])


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
