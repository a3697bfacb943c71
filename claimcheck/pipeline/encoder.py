"""Reads every sentence in its context: `doc.tensor`, one row a token."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from claimcheck.labels import N_CLASSES
from claimcheck.manifest import check_part
from claimcheck.pipeline.extensions import ENCODED
from claimcheck.pipeline.views import sentences_of
from claimcheck.protocols import EncoderModel

if TYPE_CHECKING:
    from claimcheck.protocols import Floats


class ClaimEncoder(Pipe):
    """Asks its model for the encodings of an article's sentences.

    Sets `doc.tensor`, shape (tokens, 3 * classes): the logits of the token, those of its sentence
    and those that the article suggests for it; 2 * classes without an overview. Zeros for markup
    and blanks.
    """

    def __init__(
        self, nlp: Language, name: str = "claimcheck_encoder", *, model: EncoderModel
    ) -> None:
        self.vocab, self.name, self.encoder = nlp.vocab, name, model

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> Floats:
        """Shape (tokens, 2 or 3 * classes), or (0, 0) where there is nothing to read."""
        sentences, places = sentences_of(doc)
        encodings = self.encoder.encode(sentences)
        if not encodings:
            return np.zeros((0, 0), dtype=np.float32)
        n_parts = 2 if encodings[0].overview is None else 3
        rows = np.zeros((len(doc), n_parts, N_CLASSES), dtype=np.float32)
        for found, at in zip(encodings, places, strict=True):
            rows[at, 0] = found.tokens
            rows[at, 1] = found.sentence
            if found.overview is not None:
                rows[at, 2] = found.overview
        return rows.reshape(len(doc), n_parts * N_CLASSES)

    def set_annotations(self, doc: Doc, rows: Floats) -> None:
        if len(rows):
            doc.tensor = rows  # type: ignore[assignment]
            doc._.set(ENCODED, True)

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        self.encoder.to_disk(Path(path))

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> ClaimEncoder:
        check_part(Path(path))
        self.encoder = self.encoder.from_disk(Path(path))
        return self
