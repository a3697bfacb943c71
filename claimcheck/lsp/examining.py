"""One document reviewed: what the worker thread does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from claimcheck.cli.silence import silenced
from claimcheck.config.configuration import Configuration
from claimcheck.config.settings import Settings
from claimcheck.config.shown import report_options
from claimcheck.datatypes import Article, Failure, Finding, Review
from claimcheck.errors import ClaimcheckError
from claimcheck.lsp.documents import Document
from claimcheck.lsp.settings import Workshop
from claimcheck.report import ReportOptions

logger = logging.getLogger(__name__)
Stopped = Callable[[], bool]
Reviewer = Callable[[Stopped, Article, str | None], Review | None]
"""Reviews an article with a model by name; None where the first argument has come true."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A document with its review, or why there is none, and the findings that are shown.

    `fault` tells what is wrong with the settings, where the defaults stood in for them;
    `whole_page` is the setting that it was read by.
    """

    document: Document
    result: Review | Failure
    shown: tuple[Finding, ...] = ()
    fault: str = ""
    whole_page: bool = False


def review_with_model(stopped: Stopped, article: Article, model: str | None) -> Review | None:
    """The reviewer with spaCy behind it, loaded when it is first needed."""
    from claimcheck.review import load, review_unless

    return review_unless(stopped, article, load(model))


class Examiner:
    """Reviews documents, and again only where text or model are others than before."""

    def __init__(self, workshop: Workshop, reviewer: Reviewer = review_with_model) -> None:
        self._workshop, self._reviewer = workshop, reviewer
        self._kept: dict[str, tuple[object, Review]] = {}

    def __call__(self, document: Document, stopped: Stopped) -> Examined | None:
        """The document examined; None where it was stopped. No error comes out of here."""
        try:
            return self._examined(document, stopped)
        except ClaimcheckError as error:
            told = str(error)
        except Exception as error:
            logger.exception("the review of %s failed", document.uri)
            told = f"{type(error).__name__}: {error} (a fault of claimcheck; please report it)"
        return Examined(document, Failure(document.source, "Failure", told))

    def forget(self, uri: str) -> None:
        """Drop what is kept of a document."""
        self._kept.pop(uri, None)

    def _examined(self, document: Document, stopped: Stopped) -> Examined | None:
        configuration, options, fault = self._settings(document.path)
        if _is_excluded(document, configuration):
            return Examined(document, _nothing(document), fault=fault)
        review = self._review(document, configuration.settings, stopped)
        if review is None:
            return None
        (result,) = silenced(iter([review]), [document.source], configuration)
        found = options.shown(result, for_people=True) if isinstance(result, Review) else ()
        whole_page = configuration.settings.whole_page
        return Examined(document, result, tuple(found), fault, whole_page)

    def _settings(self, path: str | None) -> tuple[Configuration, ReportOptions, str]:
        """The settings for a document; the defaults and what is wrong, where something is."""
        try:
            found = self._workshop.configuration(path)
            return found, report_options(found), ""
        except ClaimcheckError as error:
            defaults = self._workshop.defaults(path)
            return defaults, report_options(defaults), str(error)

    def _review(self, document: Document, settings: Settings, stopped: Stopped) -> Review | None:
        key = (document.suffix, document.text, settings.model, settings.whole_page)
        known = self._kept.get(document.uri)
        if known is not None and known[0] == key:
            return known[1]
        article = document.article(whole_page=settings.whole_page)
        review = self._reviewer(stopped, article, settings.model)
        if review is not None:
            self._kept[document.uri] = (key, review)
        return review


def _is_excluded(document: Document, configuration: Configuration) -> bool:
    """Whether the settings leave out even what somebody opens by name."""
    path, force = document.path, configuration.settings.force_exclude
    return bool(force and path and configuration.ignored().named(path))


def _nothing(document: Document) -> Review:
    return Review(replace(document.article(""), blocks=()), "", 0)
