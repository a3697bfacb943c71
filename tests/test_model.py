"""The shipped model: how good it must be, how it must behave, how it travels."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from claimcheck import Finding, Label, Review, review_paths, review_text
from claimcheck.classifier.estimators import load_estimators
from claimcheck.classifier.evaluation import Report
from claimcheck.corpus.markup import read_markup
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import LABELS
from claimcheck.manifest import check_manifest
from claimcheck.measure import evaluate
from claimcheck.review import load, model_name

FLOORS = {
    "detection": 0.89,
    "macro_f1_five": 0.808,
    "macro_f1_four": 0.773,
    "revise": 0.836,
    "unsafe_recall": 0.728,
    "span_macro_f1": 0.743,
}
"""What the held-out documents of the corpus must show at the least. Raise, never lower."""

SMALL_FLOORS = {
    "detection": 0.852,
    "macro_f1_five": 0.75,
    "macro_f1_four": 0.707,
    "revise": 0.785,
    "unsafe_recall": 0.718,
    "span_macro_f1": 0.672,
}
"""The same for the small model."""

SAMPLE_FLOORS = {"found": 0.85, "right_label": 0.55, "precision": 0.80}
"""Of the sample article: share of the gold claims that are found, that have their gold label, and
share of the findings that overlap a gold claim."""

NOT_YET = {"two claims in one sentence", "headings of the sample"}
"""Behaviour that is wanted and that the model does not have yet. Strike out what it learns."""

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "en_claimcheck_md"
SMALL = ROOT / "models" / "en_claimcheck_sm"
HELD_OUT = ROOT / "corpus" / "held_out.jsonl"
SAMPLE = ROOT / "docs" / "kratom-for-chronic-pain.md"
GOLD = ROOT / "tests" / "data" / "kratom-for-chronic-pain.txt"


def wanted(name: str) -> None:
    """Let the test that follows fail where the model is known not to be so far."""
    if name in NOT_YET:
        pytest.xfail("not yet")


# How good it must be.


@cache
def held_out(model: Path) -> Report:
    return evaluate([HELD_OUT], model)


@pytest.mark.parametrize(("model", "floors"), [(MODEL, FLOORS), (SMALL, SMALL_FLOORS)])
@pytest.mark.parametrize("measure", FLOORS)
def test_the_figures_on_held_out_documents_do_not_sink(
    model: Path, floors: Mapping[str, float], measure: str
) -> None:
    found = getattr(held_out(model), measure)
    assert getattr(found, "f1", found) >= floors[measure]


@cache
def sample() -> Review:
    (review,) = review_paths([SAMPLE], model=MODEL)
    assert isinstance(review, Review)
    return review


@cache
def gold() -> tuple[LabelledSpan, ...]:
    (document,) = read_markup(GOLD)
    assert document.text.strip() == sample().article.text.strip()
    return document.spans


def overlapping(start: int, end: int) -> list[Finding]:
    """The findings of the sample that overlap a stretch of it."""
    return [
        finding
        for finding in sample().findings
        if finding.claim.start < end and start < finding.claim.end
    ]


def test_most_claims_of_the_sample_are_found() -> None:
    found = [bool(overlapping(span.start, span.end)) for span in gold()]
    assert sum(found) / len(found) >= SAMPLE_FLOORS["found"]


def test_the_claims_of_the_sample_have_labels_an_editor_accepts() -> None:
    right = [
        any(item.claim.label == span.label for item in overlapping(span.start, span.end))
        for span in gold()
    ]
    assert sum(right) / len(right) >= SAMPLE_FLOORS["right_label"]


def test_few_findings_of_the_sample_are_no_claims() -> None:
    real = [
        any(item.claim.start < span.end and span.start < item.claim.end for span in gold())
        for item in sample().findings
    ]
    assert sum(real) / len(real) >= SAMPLE_FLOORS["precision"]


def lines_of_findings() -> list[str]:
    lines = sample().article.text.splitlines()
    return [lines[finding.line - 1] for finding in sample().findings]


def test_no_heading_of_the_sample_is_a_claim() -> None:
    found = [line for line in lines_of_findings() if line.startswith("#")]
    if found:
        wanted("headings of the sample")
    assert not found


def test_no_question_of_the_sample_is_a_claim() -> None:
    text = sample().article.text
    asked = [item for item in sample().findings if text[item.claim.end : item.claim.end + 1] == "?"]
    assert not asked


def test_advice_to_see_a_doctor_is_no_claim_of_the_sample() -> None:
    assert not [item for item in sample().findings if "Talk to your doctor" in item.claim.text]


def test_a_lower_risk_of_addiction_is_unsafe() -> None:
    start = sample().article.text.index("lower risk of addiction")
    labels = {item.claim.label for item in overlapping(start, start + 10)}
    if labels != {Label.UNSAFE}:
        wanted("lower risk of addiction")
    assert labels == {Label.UNSAFE}


def test_offering_relief_and_a_lower_risk_are_two_claims() -> None:
    text = sample().article.text
    relief, risk = text.index("offering relief"), text.index("lower risk of addiction")
    if overlapping(relief, relief + 10) == overlapping(risk, risk + 10):
        wanted("two claims in one sentence")
    assert overlapping(relief, relief + 10) != overlapping(risk, risk + 10)


def test_the_sentence_of_the_guide_holds_three_claims() -> None:
    """That of labelling-guide.md, step 2, alone."""
    text = (
        "These compounds act on opioid receptors, offering relief comparable to opioids but with "
        "a lower risk of addiction."
    )
    found = [
        (item.claim.label, item.claim.text) for item in review_text(text, model=MODEL).findings
    ]
    assert found == [
        (Label.SUPPORTED, "These compounds act on opioid receptors"),
        (Label.OVERSTATED, "offering relief comparable to opioids"),
        (Label.UNSAFE, "with a lower risk of addiction"),
    ]


def test_every_finding_of_the_sample_tells_an_editor_why() -> None:
    for finding in sample().findings:
        assert finding.why.endswith(".")
        assert "w:" not in finding.why
        assert "c:" not in finding.why


# How it must behave, sentence by sentence.

S, A, O, U = LABELS  # noqa: E741
BEHAVIOUR = [
    # Claims of every kind, with the labels that an editor would accept.
    ("Kratom has no side effects.", [U]),
    ("Kratom is completely safe and non-addictive.", [U]),
    ("Kratom cures cancer.", [U]),
    ("Vaccines cause autism.", [U]),
    ("Throw away your insulin and drink this tea instead.", [U]),
    ("This herb is a natural alternative to your blood pressure medication.", [U]),
    ("Stop taking your antidepressants and switch to our tea.", [U]),
    ("Bleach drops cure autism.", [U]),
    ("Acupuncture is proven to cure back pain.", [O, U]),
    ("Ginger tea is a miracle cure that works for everyone.", [O, U]),
    ("Ashwagandha reduces stress and improves sleep.", [O]),
    ("This powerful juice boosts your immune system and detoxifies the body.", [O]),
    ("Many people say that ginger tea helped their migraines.", [A]),
    ("My grandmother drank nettle tea and her knees stopped hurting.", [A]),
    ("For centuries healers have used willow bark to treat fever.", [A]),
    ("Turmeric may help ease joint pain.", [S]),
    ("Regular walking lowers blood pressure.", [S]),
    ("A review of twelve trials found that exercise can modestly reduce back pain.", [S]),
    ("Kratom can cause liver damage and seizures.", [S]),
    ("Smoking causes lung cancer.", [S]),
    # Negation and debunking.
    ("There is no good evidence that kratom helps with pain.", [S]),
    ("In the trial the extract did not work better than placebo.", [S]),
    ("There is no cure for fibromyalgia.", [S, None]),
    ("There is no cure for diabetes.", [S, None]),
    ("Kratom does not cure cancer.", [S]),
    ("Homeopathic drops do not prevent the flu.", [S]),
    ("It is a myth that vitamin C cures the common cold.", [S]),
    # What is no claim.
    ("Does kratom cure cancer?", [None]),
    ("Have you ever tried acupuncture?", [None]),
    ("Is turmeric safe in pregnancy?", [None]),
    ("Talk to your doctor before you take kratom.", [None]),
    ("More research is needed.", [None]),
    ("Chronic pain affects millions of adults.", [None]),
    ("Order today and get a second bag free.", [None]),
    ("The powder is sold in bags of 250 grams.", [None]),
    ("The city council met on Tuesday to talk about the new bridge.", [None]),
]


@pytest.mark.parametrize(("text", "labels"), BEHAVIOUR)
def test_a_sentence_gets_a_label_that_an_editor_accepts(
    text: str, labels: Sequence[Label | None]
) -> None:
    found: set[Label | None] = {
        item.claim.label for item in review_text(text, model=MODEL).findings
    }
    if not (found or {None}) <= set(labels):
        wanted(text)
    assert (found or {None}) <= set(labels)


@pytest.mark.parametrize("text", ["There is no cure for fibromyalgia.", "Does kratom cure cancer?"])
def test_what_must_never_be_unsafe(text: str) -> None:
    labels = {finding.claim.label for finding in review_text(text, model=MODEL).findings}
    assert Label.UNSAFE not in labels


FOOTBALL = """Harbour Town 2, Millfield Rovers 1

Harbour Town came from behind on Saturday to beat Millfield Rovers in front of four thousand people
at the Dockside Ground. The visitors took the lead after nine minutes, when Petersen headed a corner
in at the near post. Town looked nervous until half-time and were lucky that the referee waved away
a late appeal for a penalty.

After the break the manager sent on two young wingers, and the game turned. Adeyemi levelled from
the edge of the box with a low shot that went in off the post. Ten minutes from the end the same
player won the ball in midfield, ran forty metres and passed to Lindqvist, who beat the keeper with
ease.

"We kept our heads," said the captain. "The lads ran for each other until the last whistle."

Town climb to third place. They travel to Eastbridge next week, while Rovers have a rest before the
cup tie in March. Tickets go on sale on Monday at nine.
"""
MANUAL = """# Installing the backup tool

The installer copies the program to your computer and adds a shortcut to the start menu. You need
two gigabytes of free space and version 11 of the runtime or a newer one.

1. Download the archive from the release page.
2. Unpack it into an empty folder.
3. Run `setup` and follow the instructions on the screen.

## Settings

The file `backup.toml` holds the settings. The key `interval` sets the number of minutes between two
runs; the default is 60. The key `target` names the folder to which copies are written. A relative
path is taken from the home folder of the user.

## Problems

If the program does not start, look into the log file first. An error such as "port in use" means
that another process is listening on the same port. Stop that process or choose another port with
the option `--port`. Restoring a large archive may take several minutes. Do not close the window
until the progress bar has reached the end.
"""


@pytest.mark.parametrize(("name", "text"), [("football", FOOTBALL), ("manual", MANUAL)])
def test_a_text_from_outside_health_yields_nothing(name: str, text: str) -> None:
    found = [item.claim.text for item in review_text(text, model=MODEL).findings]
    if found:
        wanted(name)
    assert not found


# How it travels.

TEXT = "Kratom has no side effects. Many users say that it helped them. Is that so? Walk daily."


def shown(doc: Doc) -> list[tuple[str, str, dict[str, float], bool]]:
    return [
        (span.text, span.label_, span._.claim_scores, span._.claim_needs_review)
        for span in doc.spans["claims"]
    ]


def test_scores_sum_to_one() -> None:
    claims = shown(load(MODEL)(TEXT))
    assert claims
    for _, label, scores, _ in claims:
        assert list(scores) == [item.value for item in LABELS]
        assert label in scores
        assert sum(scores.values()) == pytest.approx(1, abs=1e-5)


FRESH = f"""
import sys
import spacy
nlp = spacy.load({str(MODEL)!r})
doc = nlp({TEXT!r})
print([(span.text, span.label_) for span in doc.spans["claims"]])
"""


def test_spacy_alone_loads_it_in_a_fresh_process(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FRESH], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    expected = [(text, label) for text, label, _, _ in shown(load(MODEL)(TEXT))]
    assert run.stdout.strip() == str(expected)


def test_two_processes_find_what_one_finds() -> None:
    texts = [f"{TEXT} It costs {number} euros." for number in range(8)]
    nlp = load(MODEL)
    one = [shown(doc) for doc in nlp.pipe(texts)]
    two = [shown(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)]
    assert one == two


def test_a_copy_on_disk_finds_the_same(tmp_path: Path) -> None:
    load(MODEL).to_disk(tmp_path / "copy")
    copy = spacy.load(tmp_path / "copy")
    assert shown(copy(TEXT)) == shown(load(MODEL)(TEXT))


def test_a_docbin_keeps_claims_labels_and_scores(tmp_path: Path) -> None:
    doc = load(MODEL)(TEXT)
    DocBin(store_user_data=True, docs=[doc]).to_disk(tmp_path / "docs.spacy")
    (again,) = DocBin().from_disk(tmp_path / "docs.spacy").get_docs(spacy.blank("en").vocab)
    assert shown(again) == shown(doc)


def test_only_plain_values_lie_on_the_doc() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(plain(key) and plain(item) for key, item in value.items())
        if isinstance(value, list | tuple):
            return all(map(plain, value))
        return value is None or type(value) in {str, int, float, bool}

    assert plain(load(MODEL)(TEXT).user_data)


def test_the_same_text_gives_the_same_scores() -> None:
    nlp = load(MODEL)
    assert shown(nlp(TEXT)) == shown(nlp(TEXT))


def test_its_estimators_can_be_looked_at() -> None:
    estimators = load_estimators(MODEL / "estimators.skops")
    assert sorted(estimators) == ["border", "label", "part", "sentence"]
    assert estimators["label"].classes_.tolist() == [0, 1, 2, 3]


def test_its_folder_is_as_it_was_written() -> None:
    check_manifest(MODEL)


def test_it_is_called_what_its_folder_is_called() -> None:
    name = model_name(load(MODEL))
    assert name.startswith("en_claimcheck_md ")


def test_its_card_tells_its_figures() -> None:
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    assert "macro-F1" in card
    assert "sha256" in card
