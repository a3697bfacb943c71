"""A server whose reviews are made by hand, as a process of its own: `python -m tests.lsp.served`.

'stuck' in a text holds its review until it is stopped, 'slow' for a while whatever happens,
'broken' makes it fail.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from claimcheck.datatypes import Article, Cue, Finding, Review
from claimcheck.labels import Label
from claimcheck.lsp.features import serve
from claimcheck.lsp.settings import Workshop
from tests import fakes

SLOW_SECONDS = 0.3


def review(stopped: Callable[[], bool], article: Article, model: str | None) -> Review | None:
    """A claim wherever a label's name stands; 'harmless' is a cue, unsafe claims can be mended."""
    print("noise of a library")  # noqa: T201
    if "broken" in article.text:
        raise RuntimeError("a bug")
    if "slow" in article.text:
        time.sleep(SLOW_SECONDS)
    while "stuck" in article.text and not stopped():
        time.sleep(0.005)
    if stopped():
        return None
    found = fakes.review_article(article)
    return replace(found, findings=tuple(_dressed(article.text, one) for one in found.findings))


def _dressed(text: str, finding: Finding) -> Finding:
    claim, at = finding.claim, text.find("harmless", finding.claim.start, finding.claim.end)
    if at >= 0:
        cues = (Cue(at, at + len("harmless"), "harmless", "risk_denial"),)
        claim = replace(claim, cues=cues)
    suggestion = "a careful word" if claim.label == Label.UNSAFE else None
    return replace(finding, claim=claim, suggestion=suggestion)


if __name__ == "__main__":
    serve(Workshop(), review)
    sys.exit(0)
