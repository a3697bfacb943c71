"""How an encoder is fine-tuned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fine-tune. `rate` is the learning rate of the last layer; each one below learns by
    `decay` as fast, the heads `heads_rate` times as fast. `balance` weighs classes by the inverse
    of their share to this power; `alone` is the share of windows that hold a single sentence,
    `unopened` that of windows without the opening of their article. The tokens of sentences with
    claims of different labels, which are rare, count `mixed` times. Where a teacher spoke, its word
    is `taught` of the lesson; it is softened by `warmth` (Hinton et al., 2015)."""

    epochs: float = 3.0
    rate: float = 1.5e-4
    decay: float = 0.85
    heads_rate: float = 5.0
    tokens: int = 4096
    balance: float = 0.3
    token_loss: float = 0.5
    smoothing: float = 0.05
    alone: float = 0.2
    unopened: float = 0.2
    mixed: float = 4.0
    taught: float = 0.5
    warmth: float = 2.0
    dropout: float = 0.1
    warm_up: float = 0.06
    seed: int = 0
