"""Articles in, reviews out: the only place where a spaCy Doc becomes our records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import load_model_from_path

from claimcheck import reasons
from claimcheck.classifier.folder import check_manifest
from claimcheck.classifier.info import find_model
from claimcheck.datatypes import Article, Claim, Cue, Failure, Finding, Review
from claimcheck.errors import ModelError
from claimcheck.labels import Label
from claimcheck.lexicon import default_categories
from claimcheck.pipeline.extensions import NEEDS_REVIEW, SCORES, TERMS
from claimcheck.pipeline.finder import CLAIMS_KEY
from claimcheck.pipeline.segmenter import make_doc
from claimcheck.pipeline.views import CUES_KEY, visible_words
from claimcheck.positions import LineIndex

if TYPE_CHECKING:
    from claimcheck.readers import Ignored

_LONGEST = 10**8
_BATCH = 64


def load(model: str | Path | None = None) -> Language:
    """The pipeline of a model: a folder, the name of one that comes along, or the default.

    A model is read once, and again where it has been replaced since. Raises ModelError where there
    is no such model or it cannot be read.
    """
    path = find_model(model)
    return _load(path, (path / "meta.json").stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, written: int) -> Language:
    check_manifest(path)
    try:
        nlp = load_model_from_path(path)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: cannot be loaded ({error}); copy or train it again") from error
    nlp.max_length = _LONGEST
    return nlp


def model_name(nlp: Language) -> str:
    """Name and version as reports state them, such as 'en_claimcheck_sm 1.0.0'."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def review_text(text: str, *, model: str | Path | None = None, source: str = "-") -> Review:
    """Review one plain text; lines and blank lines make its blocks."""
    return next(review_articles([Article(source, text)], load(model)))


def review_articles(
    articles: Iterable[Article], nlp: Language, *, jobs: int = 1
) -> Iterator[Review]:
    """Review articles in their order; `jobs` processes share the work."""
    pairs = ((_to_doc(article, nlp), article) for article in articles)
    batch = max(1, _BATCH // max(jobs, 1))
    for doc, article in nlp.pipe(pairs, as_tuples=True, n_process=jobs, batch_size=batch):
        yield to_review(doc, article, model_name(nlp))


def review_unless(stopped: Callable[[], bool], article: Article, nlp: Language) -> Review | None:
    """Review one article step by step; None where `stopped` has come true before a step."""
    doc = _to_doc(article, nlp)
    for _, component in nlp.pipeline:
        if stopped():
            return None
        doc = component(doc)
    return None if stopped() else to_review(doc, article, model_name(nlp))


def review_paths(
    paths: Sequence[str | Path],
    *,
    model: str | Path | None = None,
    jobs: int = 1,
    stdin_name: str | None = None,
    ignored: Ignored | None = None,
) -> Iterator[Review | Failure]:
    """Review files, directories and globs, in order; what cannot be read leaves a Failure.

    `ignored` says what a search of folders passes over; without it, what the command does.
    """
    from claimcheck.readers import read_all

    articles = read_all(map(str, paths), stdin_name=stdin_name, ignored=ignored)
    return review_results(articles, load(model), jobs=jobs)


def review_results(
    results: Iterable[Article | Failure], nlp: Language, *, jobs: int = 1
) -> Iterator[Review | Failure]:
    """Review the articles among the results; failures keep their places."""
    failures: list[tuple[int, Failure]] = []

    def articles() -> Iterator[Article]:
        for number, item in enumerate(results):
            if isinstance(item, Failure):
                failures.append((number, item))
            else:
                yield item

    position = 0
    for review in review_articles(articles(), nlp, jobs=jobs):
        while failures and failures[0][0] == position:
            yield failures.pop(0)[1]
            position += 1
        yield review
        position += 1
    yield from (failure for _, failure in failures)


def _to_doc(article: Article, nlp: Language) -> Doc:
    if article.blocks is None:
        return nlp.make_doc(article.text)
    return make_doc(nlp, article.text, article.blocks)


def to_review(doc: Doc, article: Article, model: str) -> Review:
    """What the pipeline found, as plain records."""
    lines = LineIndex(article.text)
    cues = sorted(doc.spans.get(CUES_KEY, ()), key=lambda span: (span.start, span.end))
    findings = tuple(_finding(span, cues, lines) for span in doc.spans.get(CLAIMS_KEY, ()))
    words = sum(word.is_alpha or word.like_num for _, found in visible_words(doc) for word in found)
    return Review(article, model, words, findings)


def _finding(span: Span, cues: Sequence[Span], lines: LineIndex) -> Finding:
    categories = default_categories()
    claim = _claim(span, cues)
    line, column = lines.place(claim.start)
    end_line, end_column = lines.place(claim.end)
    terms = span._.get(TERMS) or ()
    deciding = reasons.deciding_cues(claim.label, claim.cues, categories)
    return Finding(
        claim,
        line,
        column,
        end_line,
        end_column,
        reasons.why(claim.label, claim.cues, terms, claim.text, categories),
        reasons.advice(claim.label, claim.cues, categories),
        decided_by=deciding[0].category if deciding else "",
    )


def _claim(span: Span, cues: Sequence[Span]) -> Claim:
    scores = span._.get(SCORES)
    inside = [
        Cue(cue.start_char, cue.end_char, cue.text, cue.label_)
        for cue in cues
        if cue.start < span.end and span.start < cue.end
    ]
    return Claim(
        span.start_char,
        span.end_char,
        span.text,
        Label(span.label_),
        {Label(name): value for name, value in scores.items()},
        bool(span._.get(NEEDS_REVIEW)),
        tuple(inside),
    )


def explain(text: str, *, model: str | Path | None = None) -> Review:
    """Review one sentence or a few, for `claimcheck explain`."""
    return review_text(text, model=model, source="<text>")
