"""Articles in, reviews out: the only place where a spaCy Doc becomes our records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import load_model_from_path

from claimcheck import reasons
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.info import find_model
from claimcheck.datatypes import Article, Claim, Cue, Finding, Review
from claimcheck.errors import ClaimcheckError, ModelError
from claimcheck.inspection import check_folder
from claimcheck.knowledge.matcher import default_matcher
from claimcheck.labels import Label
from claimcheck.lexicon import default_categories
from claimcheck.parts import parts_of
from claimcheck.pipeline.extensions import NEEDS_REVIEW, SCORES, TERMS
from claimcheck.pipeline.finder import CLAIMS_KEY
from claimcheck.pipeline.segmenter import make_doc
from claimcheck.pipeline.views import CUES_KEY, Overlaps, visible_words
from claimcheck.positions import LineIndex
from claimcheck.reading import Reading, read_off
from claimcheck.wording import suggest

_LONGEST = 10**8
_BATCH = 16
_BY_CONFIGURATION = ["tokenizer"]
"""What spaCy has made from a model's configuration already: reading it again only takes time."""


def load(model: str | Path | None = None) -> Language:
    """The pipeline of a model: a folder, the name of one that comes along, or the default.

    A model is read once, and again where it has been replaced since. Raises ModelError where there
    is no such model or it cannot be read.
    """
    path = find_model(model)
    return _load(path, (path / "meta.json").stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, written: int) -> Language:
    check_folder(path, loading=True)
    try:
        nlp = load_model_from_path(path, exclude=_BY_CONFIGURATION)
    except ClaimcheckError:
        raise
    except Exception as error:  # spaCy's readers raise whatever a damaged file leads them to
        raise ModelError(f"{path}: cannot be loaded ({error}); copy or train it again") from error
    nlp.max_length = _LONGEST
    return nlp


def use_threads(nlp: Language, threads: int) -> None:
    """Let the network of a pipeline, if it has one, use so many threads; it says the same."""
    for _, component in nlp.pipeline:
        encoder = getattr(component, "encoder", None)
        if isinstance(encoder, Encoder):
            encoder.threads = threads


def model_name(nlp: Language) -> str:
    """Name and version as reports state them, such as 'en_claimcheck_sm 1.0.0'."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def review_text(text: str, *, model: str | Path | None = None, source: str = "-") -> Review:
    """Review one plain text; lines and blank lines make its blocks."""
    return next(review_articles([Article(source, text)], load(model)))


def review_articles(articles: Iterable[Article], nlp: Language) -> Iterator[Review]:
    """Review articles in their order, in this process; `claimcheck.batch` shares the work."""
    pairs = (
        (_to_doc(part, nlp), (draft, part))
        for article in articles
        for draft in [_Draft(article)]
        for part in draft.parts
    )
    for doc, (draft, part) in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
        draft.add(doc, part)
        if part is draft.parts[-1]:
            yield draft.review(model_name(nlp))


def review_unless(stopped: Callable[[], bool], article: Article, nlp: Language) -> Review | None:
    """Review one article step by step; None where `stopped` has come true before a step."""
    draft = _Draft(article)
    for part in draft.parts:
        doc = _to_doc(part, nlp)
        for _, component in nlp.pipeline:
            if stopped():
                return None
            doc = component(doc)
        draft.add(doc, part)
    return None if stopped() else draft.review(model_name(nlp))


def _to_doc(article: Article, nlp: Language) -> Doc:
    if article.blocks is None:
        return nlp.make_doc(article.text)
    reading = read_off(article)
    return make_doc(nlp, reading.text, reading.blocks)


@dataclass(slots=True)
class _Draft:
    """What the pipeline has found in an article so far, as plain records."""

    article: Article
    parts: list[Article] = field(init=False)
    lines: LineIndex = field(init=False)
    findings: list[Finding] = field(default_factory=list)
    words: int = 0

    def __post_init__(self) -> None:
        self.parts, self.lines = parts_of(self.article), LineIndex(self.article.text)

    def add(self, doc: Doc, part: Article) -> None:
        cues_in = Overlaps(doc.spans.get(CUES_KEY, ()))
        reading = read_off(part)
        self.findings += [
            _finding(span, cues_in(span.start, span.end), part, reading, self.lines)
            for span in doc.spans.get(CLAIMS_KEY, ())
        ]
        said = (word for _, words in visible_words(doc) for word in words)
        self.words += sum(word.is_alpha or word.like_num for word in said)

    def review(self, model: str) -> Review:
        return Review(self.article, model, self.words, tuple(self.findings))


def _finding(
    span: Span, cues: Sequence[Span], article: Article, reading: Reading, lines: LineIndex
) -> Finding:
    categories = default_categories()
    read = tuple(Cue(cue.start_char, cue.end_char, cue.text, cue.label_) for cue in cues)
    claim = _claim(span, read, article.text, reading)
    line, column = lines.place(claim.start)
    end_line, end_column = lines.place(claim.end)
    terms = span._.get(TERMS) or ()
    deciding = reasons.deciding_cues(claim.label, read, categories)
    notes = default_matcher().notes(claim.text, span.sent.text, claim.label)
    return Finding(
        claim,
        line,
        column,
        end_line,
        end_column,
        reasons.why(claim.label, read, terms, span.text, categories),
        reasons.advice(claim.label, read, categories),
        decided_by=deciding[0].category if deciding else "",
        place=article.place(claim.start),
        notes=notes,
        suggestion=suggest(claim, article.text, notes),
    )


def _claim(span: Span, cues: Sequence[Cue], text: str, reading: Reading) -> Claim:
    scores = span._.get(SCORES)
    start, end = reading.source_span(span.start_char, span.end_char)
    places = [reading.source_span(cue.start, cue.end) for cue in cues]
    return Claim(
        start,
        end,
        text[start:end],
        Label(span.label_),
        {Label(name): value for name, value in scores.items()},
        bool(span._.get(NEEDS_REVIEW)),
        tuple(
            Cue(first, last, text[first:last], cue.category)
            for cue, (first, last) in zip(cues, places, strict=True)
        ),
    )


def explain(text: str, *, model: str | Path | None = None) -> Review:
    """Review one sentence or a few, for `claimcheck explain`."""
    return review_text(text, model=model, source="<text>")
