"""A corrected label as a labelled document."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.corpus.documents import document_line, record_of
from claimcheck.corpus.validate import document_faults
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError
from claimcheck.labels import Label
from claimcheck.lsp.correcting import carried_over, correction, document_of
from claimcheck.readers.markdown import read_markdown
from tests.fakes import review_article

TEXT = "Fine.\n\nIt *is*\n[overstated](http://x) here. That is unsafe.\n\nIt is anecdotal."


def corrected(number: int, label: Label | None) -> LabelledDocument:
    review = review_article(read_markdown("a.md", TEXT))
    return correction(review, review.findings[number].claim, label)


def marked(document: LabelledDocument) -> list[tuple[str, str]]:
    return [(document.text[span.start : span.end], span.label) for span in document.spans]


def test_it_is_the_block_as_it_is_read_with_all_its_claims() -> None:
    document = corrected(0, Label.SUPPORTED)
    assert document.text == "It is overstated here. That is unsafe."
    assert marked(document) == [("overstated here", "supported"), ("unsafe", "unsafe")]
    assert not list(document_faults(document))
    assert document.meta["source"] == "a.md" and document.meta["model"] == "fake 1.0"


def test_character_references_are_read() -> None:
    article = read_markdown("a.md", "It&rsquo;s &eacute; overstated &amp; unsafe.")
    review = review_article(article)
    document = correction(review, review.findings[0].claim, None)
    assert document.text == "It’s é overstated & unsafe."


def test_no_claim_leaves_the_span_out_and_tells_so() -> None:
    document = corrected(1, None)
    assert marked(document) == [("overstated here", "overstated")]
    assert document.meta["corrected"] == [{"start": 31, "end": 37, "from": "unsafe", "to": None}]


def test_each_correction_has_its_own_id() -> None:
    assert corrected(0, None).id != corrected(0, None).id


def test_an_earlier_correction_of_the_text_is_kept() -> None:
    earlier, later = corrected(0, None), corrected(1, Label.OVERSTATED)
    both = carried_over(later, earlier)
    assert marked(both) == [("unsafe", "overstated")] and both.id == later.id
    assert [one["start"] for one in both.meta["corrected"]] == [6, 31]
    again = carried_over(corrected(1, Label.SUPPORTED), both)
    assert marked(again) == [("unsafe", "supported")]
    assert [one["to"] for one in again.meta["corrected"]] == [None, "supported"]


def test_what_comes_back_from_a_client_is_checked() -> None:
    document = corrected(0, Label.UNSAFE)
    assert document_line(document_of(record_of(document), Path())) == document_line(document)
    with pytest.raises(CorpusError, match="the correction is damaged: span 1"):
        damaged = {**record_of(document), "spans": [{"start": 9, "end": 999, "label": "unsafe"}]}
        document_of(damaged, Path())


def test_the_source_is_told_as_seen_from_the_workspace(tmp_path: Path) -> None:
    record = record_of(corrected(0, None))
    record["meta"]["source"] = str(tmp_path / "posts" / "a.md")
    assert document_of(record, tmp_path).meta["source"] == "posts/a.md"
