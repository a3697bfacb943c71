"""One vocabulary and one set of lessons, from which encoders are trained on chosen articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from claimcheck.classifier.encoder.export import exported
from claimcheck.classifier.encoder.fit import Recipe, Trainer, lesson
from claimcheck.classifier.encoder.network import Network
from claimcheck.classifier.encoder.runtime import Encoder
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
    ) -> None:
        own = [item.sentences for item in articles if not item.weights_only]
        self._tokenizer, self._kept = pruned(weights / "tokenizer.json", own)
        self._wordpieces = Wordpieces(Tokenizer.from_str(self._tokenizer))
        self._lessons = [lesson(item, self._wordpieces) for item in articles]
        self._weights, self._recipe, self._progress = weights, Recipe(seed=seed), progress

    def train(self, chosen: Iterable[int]) -> Encoder:
        """An encoder of the articles with these numbers, as it will be stored."""
        network = Network(len(self._kept))
        network.load(self._weights / "model.safetensors", self._kept)
        trainer = Trainer(network, self._wordpieces, self._recipe, self._progress)
        trainer.fit([self._lessons[at] for at in chosen])
        return exported(network, trainer.heads, self._tokenizer)
