"""Systems that learn next to nothing: the majority class and a list of keywords."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.documents import SplitDocument, TrainingSentences
from benchmarks.accuracy.systems import Spans, System, by_sentence
from claimcheck.assembly import reading_pipeline
from claimcheck.classifier.evaluation import CLASSES, NONE, label_of
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import Label
from claimcheck.lexicon import default_categories
from claimcheck.pipeline.views import CUES_KEY


def majority(training: TrainingSentences) -> System:
    """The class that most sentences of the web have, for every sentence."""
    totals = np.bincount(training.targets, weights=training.shares, minlength=len(CLASSES))
    name = CLASSES[int(totals.argmax())]
    return by_sentence(
        "majority", f"'{name}' for every sentence", lambda texts: [name] * len(texts)
    )


def keywords() -> System:
    """claimcheck's lexicon as a plain list: the most severe label that a cue of the sentence leans
    to; a negated cue leans to what it then means."""
    nlp = reading_pipeline()
    leans = {name: about.leans for name, about in default_categories().items() if about.leans}

    def predict(documents: Sequence[SplitDocument]) -> list[Spans]:
        docs = nlp.pipe(item.document.text for item in documents)
        found = []
        for item, doc in zip(documents, docs, strict=True):
            cues = [
                LabelledSpan(cue.start_char, cue.end_char, leans[cue.label_])
                for cue in doc.spans[CUES_KEY]
                if cue.label_ in leans
            ]
            labels = [(sentence, label_of(sentence, cues)) for sentence in item.sentences]
            found.append(
                [LabelledSpan(*border, Label(name)) for border, name in labels if name != NONE]
            )
        return found

    about = "the wordings of claimcheck's lexicon that lean to a label, without any learning"
    return System("keyword list", about, predict, splits=True)
