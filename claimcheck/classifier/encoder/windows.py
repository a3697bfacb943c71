"""An article as the encoder reads it: wordpieces of whole sentences, packed into windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.errors import ModelError
from claimcheck.protocols import Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST_SENTENCE = 110
"""Wordpieces of a sentence that are read; what comes after them is judged by the rest."""
WINDOW = 128
"""Wordpieces of text in a window."""
_OPENING = 16
"""Wordpieces of the article's first sentence that stand before every later window."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The wordpieces of a sentence and, for each, the number of the token it belongs to."""

    ids: tuple[int, ...]
    owners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Wordpieces that are read at once.

    ids: (pieces,) with the special ones; places: (pieces,), the number of the sentence among
    `sentences` that a piece belongs to, or -1; owners: (pieces,), its token in that sentence.
    """

    ids: tuple[int, ...]
    places: tuple[int, ...]
    owners: tuple[int, ...]
    sentences: tuple[int, ...]


class Wordpieces:
    """Cuts sentences into the wordpieces of an encoder's vocabulary."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.first, self.last, self._unknown = map(self._number, ("[CLS]", "[SEP]", "[UNK]"))

    def _number(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise ModelError(f"the encoder's vocabulary lacks {piece}; copy the model again")
        return int(number)

    def cut(self, sentences: Sequence[Sentence]) -> list[Pieces]:
        """The pieces of every sentence; one unknown piece where there are none."""
        words = [[token.text for token in sentence.tokens] for sentence in sentences]
        found = self._tokenizer.encode_batch(words, is_pretokenized=True, add_special_tokens=False)
        return [self._pieces(item.ids, item.word_ids) for item in found]

    def _pieces(self, ids: Sequence[int], words: Sequence[int | None]) -> Pieces:
        owners = tuple(word or 0 for word in words[:LONGEST_SENTENCE])
        return Pieces(tuple(ids[:LONGEST_SENTENCE]) or (self._unknown,), owners or (0,))

    def window(
        self, pieces: Sequence[Pieces], chosen: Sequence[int], *, opened: bool = True
    ) -> Window:
        """The window of the sentences `chosen`, after the opening of the article if `opened`."""
        ids, places, owners = [self.first], [-1], [0]
        if chosen[0] and opened:
            opening = pieces[0].ids[:_OPENING]
            ids += [*opening, self.last]
            places += [-1] * (len(opening) + 1)
            owners += [0] * (len(opening) + 1)
        for number, index in enumerate(chosen):
            item = pieces[index]
            ids += [*item.ids, self.last]
            places += [*([number] * len(item.ids)), -1]
            owners += [*item.owners, 0]
        return Window(tuple(ids), tuple(places), tuple(owners), tuple(chosen))


def packed(pieces: Sequence[Pieces], widths: Iterator[int]) -> Iterator[list[int]]:
    """Sentences in their order, as many in a window as its width (in wordpieces) has room for."""
    chosen: list[int] = []
    room = next(widths)
    for index, item in enumerate(pieces):
        needed = len(item.ids) + 1
        if chosen and needed > room:
            yield chosen
            chosen, room = [], next(widths)
        chosen.append(index)
        room -= needed
    if chosen:
        yield chosen
