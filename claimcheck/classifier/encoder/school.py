"""One vocabulary and one set of lessons, from which encoders are trained on chosen articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from claimcheck.classifier.encoder.export import exported
from claimcheck.classifier.encoder.fit import Trainer, lesson
from claimcheck.classifier.encoder.network import Network
from claimcheck.classifier.encoder.published import MINILM, TOKENIZER
from claimcheck.classifier.encoder.recipe import Recipe
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.encoder.teacher import taught
from claimcheck.classifier.encoder.vocabulary import pruned
from claimcheck.classifier.encoder.windows import Wordpieces
from claimcheck.classifier.examples import TrainingArticle


class School:
    """Trains encoders. The vocabulary is chosen by the corpus, not by weight-only articles."""

    def __init__(
        self,
        articles: Sequence[TrainingArticle],
        weights: Path,
        seed: int,
        progress: Callable[[str], None],
        teacher: Path | None = None,
    ) -> None:
        """`weights`, `teacher`: folders of all-MiniLM-L6-v2 and of all-mpnet-base-v2."""
        own = [item.sentences for item in articles if not item.weights_only]
        self._tokenizer = pruned(weights / TOKENIZER, own)
        vocabulary: dict[str, int] = json.loads(self._tokenizer)["model"]["vocab"]
        self._pieces = sorted(vocabulary, key=vocabulary.__getitem__)
        self._wordpieces = Wordpieces(Tokenizer.from_str(self._tokenizer))
        self._lessons = [lesson(item, self._wordpieces) for item in articles]
        self._weights, self._recipe, self._progress = weights, Recipe(seed=seed), progress
        if teacher is not None:
            self._lessons = taught(
                self._lessons, self._wordpieces, self._pieces, teacher, seed, progress
            )

    def train(self, chosen: Iterable[int]) -> Encoder:
        """An encoder of the articles with these numbers, as it will be stored."""
        network = Network(len(self._pieces), MINILM.shape)
        network.load(MINILM, self._weights, self._pieces)
        trainer = Trainer(network, self._wordpieces, self._recipe, self._progress)
        trainer.fit([self._lessons[at] for at in chosen])
        return exported(network, trainer.heads, self._tokenizer)
