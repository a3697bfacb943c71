"""spaCy factories, found through entry points: `nlp.add_pipe("claimcheck_segmenter")` and so on."""

from __future__ import annotations

from spacy.language import Language

from claimcheck.pipeline.cues import CueMatcher
from claimcheck.pipeline.encoder import ClaimEncoder
from claimcheck.pipeline.extensions import register
from claimcheck.pipeline.finder import ClaimFinder
from claimcheck.pipeline.labeller import ClaimLabeller
from claimcheck.pipeline.segmenter import Segmenter
from claimcheck.protocols import EncoderModel, FinderModel, LabellerModel

READING = ("claimcheck_segmenter", "claimcheck_cues")
"""The components that need no training."""
ENCODER, FINDER, LABELLER = "claimcheck_encoder", "claimcheck_finder", "claimcheck_labeller"
COMPONENTS = (*READING, ENCODER, FINDER, LABELLER)
"""In their order; a model may do without the encoder."""
register()


@Language.factory(
    "claimcheck_segmenter", assigns=["token.is_sent_start", "doc.spans"], retokenizes=False
)
def make_segmenter(nlp: Language, name: str) -> Segmenter:
    """Sentences and blocks."""
    return Segmenter(nlp, name)


@Language.factory("claimcheck_cues", assigns=["doc.spans"])
def make_cue_matcher(nlp: Language, name: str) -> CueMatcher:
    """Lexicon matches in `doc.spans["cues"]`."""
    return CueMatcher(nlp, name)


@Language.factory(
    "claimcheck_encoder",
    default_config={"model": {"@misc": "claimcheck_encoder_model"}},
    assigns=["doc.tensor"],
)
def make_encoder(nlp: Language, name: str, model: EncoderModel) -> ClaimEncoder:
    """Logits of tokens and sentences in `doc.tensor`."""
    return ClaimEncoder(nlp, name, model=model)


@Language.factory(
    "claimcheck_finder",
    default_config={"model": {"@misc": "claimcheck_finder_model"}},
    assigns=["doc.spans"],
)
def make_finder(nlp: Language, name: str, model: FinderModel) -> ClaimFinder:
    """Claim spans in `doc.spans["claims"]`."""
    return ClaimFinder(nlp, name, model=model)


@Language.factory(
    "claimcheck_labeller",
    default_config={"model": {"@misc": "claimcheck_labeller_model"}},
    assigns=["doc.spans", "span._.claim_scores"],
)
def make_labeller(nlp: Language, name: str, model: LabellerModel) -> ClaimLabeller:
    """Labels and scores of the claim spans."""
    return ClaimLabeller(nlp, name, model=model)
