"""The rules behind the codes: each label, and each label with a kind of cue that decides for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claimcheck.datatypes import UNREADABLE, Fault, fault_code, rule_code
from claimcheck.labels import TEXTS, Label
from claimcheck.lexicon import Category, default_categories
from claimcheck.report.words import WORST_FIRST


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means; `label` is None for the rules of unreadable articles and of suppressions,
    `fault` is what is wrong with the latter."""

    code: str
    label: Label | None
    short: str
    full: str
    advice: str
    fault: Fault | None = None

    @property
    def name(self) -> str:
        """The code in one word, such as 'UnsafeRiskDenial'."""
        words = self.code.removeprefix("CC-").replace("/", "-").split("-")
        return "".join(word.capitalize() for word in words)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, the most severe label first, in an order that stays."""
    rules = [_UNREADABLE]
    for label in WORST_FIRST:
        rules.append(_label_rule(label))
        rules += [
            _cue_rule(label, category)
            for category in default_categories().values()
            if category.leans == label
        ]
    return tuple(rules + [_fault_rule(fault) for fault in Fault])


_UNREADABLE = Rule(
    UNREADABLE,
    None,
    "Article that could not be read",
    "The article could not be read. This is not a clean report: nothing is known of its claims.",
    "Mend or convert the file, or leave it out by name.",
)


_FAULTS = {
    Fault.MALFORMED: ("that cannot be understood", "Mend it: docs/suppression.md says how."),
    Fault.EXPIRED: ("that has expired", "Look at the claim again, then renew or remove it."),
    Fault.UNEXPLAINED: ("without the reason that the settings require", "Add the reason."),
    Fault.UNENDED: ("that is never ended", "End it with 'claimcheck on', or say 'off-file'."),
    Fault.UNUSED: ("that silences nothing", "Remove it."),
}


def _fault_rule(fault: Fault) -> Rule:
    what, advice = _FAULTS[fault]
    full = f"A suppression {what}. It is told so that no claim goes unseen by mistake."
    return Rule(fault_code(fault), None, f"Suppression {what}", full, advice, fault)


def _label_rule(label: Label) -> Rule:
    text = TEXTS[label]
    short = f"{label.value.capitalize()} health claim"
    return Rule(rule_code(label), label, short, text.definition, text.advice)


def _cue_rule(label: Label, category: Category) -> Rule:
    kind = category.name.replace("_", " ")
    short = f"{label.value.capitalize()} health claim: {kind}"
    full = f"A wording that {category.says}. {TEXTS[label].definition}"
    return Rule(rule_code(label, category.name), label, short, full, category.advice)
