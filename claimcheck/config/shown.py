"""What a report shows under given settings."""

from __future__ import annotations

from claimcheck.config.settings import Settings
from claimcheck.errors import ConfigError
from claimcheck.labels import LABELS, Label
from claimcheck.report import ReportOptions


def report_options(settings: Settings) -> ReportOptions:
    """The choice of claims; ConfigError where it leaves none. Colour and width are the caller's."""
    return ReportOptions(
        labels=_labels(settings),
        min_confidence=settings.min_confidence,
        show_supported=settings.show_supported
        or Label.SUPPORTED in settings.select
        or settings.min_severity == Label.SUPPORTED,
    )


def _labels(settings: Settings) -> frozenset[Label]:
    least = Label(settings.min_severity).severity if settings.min_severity else 0
    wanted = set(settings.select or LABELS) - set(settings.ignore)
    shown = frozenset(label for label in wanted if label.severity >= least)
    if not shown:
        raise ConfigError("--select, --ignore and --min-severity leave no label to show")
    return shown
