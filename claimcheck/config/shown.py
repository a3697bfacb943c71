"""What a report shows under a configuration."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.config.configuration import Configuration
from claimcheck.config.settings import Settings
from claimcheck.errors import ConfigError
from claimcheck.labels import LABELS, Label
from claimcheck.report import ReportOptions


def report_options(configuration: Configuration) -> ReportOptions:
    """What is shown, path by path; ConfigError where that is no label at all.

    A per-path table may hide everything: that is its right. Colour and width are the caller's.
    """
    chosen = _choice(configuration.settings)
    if not chosen.labels:
        raise ConfigError(
            "select, ignore and min-severity leave no label to show; "
            "`claimcheck review --show-settings` says where they are set"
        )
    if configuration.file is None or not configuration.file.per_path:
        return chosen
    return replace(chosen, for_path=lambda path: _choice(configuration.settings_for(path)))


def _choice(settings: Settings) -> ReportOptions:
    least = Label(settings.min_severity).severity if settings.min_severity else 0
    wanted = set(settings.select or LABELS) - set(settings.ignore)
    return ReportOptions(
        labels=frozenset(label for label in wanted if label.severity >= least),
        min_confidence=settings.min_confidence,
        show_supported=settings.show_supported
        or Label.SUPPORTED in settings.select
        or settings.min_severity == Label.SUPPORTED,
        why=settings.why,
    )
