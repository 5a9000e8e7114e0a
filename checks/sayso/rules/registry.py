"""The list of all checks, in the order in which they are documented."""

from importlib import import_module
from typing import Final

from sayso.rules.rule import Rule, Terms

_MODULES: Final = (
    "invalid_json",
    "duplicate_key",
    "schema",
    "duplicate_id",
    "unknown_reference",
    "conflicting_basis",
    "control_ring",
    "bad_include",
    "bad_lock",
    "self_asserted",
    "overstated",
    "raised",
    "understated",
    "partly_backed",
    "single_source",
    "contested",
    "refuted",
    "allies_only",
    "too_few_voices",
    "factual_as_opinion",
    "verdict_unbacked",
    "claimant_voice",
    "traces_to_claimant",
    "circular_sourcing",
    "bottleneck",
    "unknown_basis",
    "bare_statement",
    "mixed_basis",
    "accused_voice",
    "unsourced_control",
    "partial_support",
    "same_document",
    "claimant_domain",
    "claimant_publisher",
    "platform_voice",
    "anonymous_voice",
    "unvouched_voice",
    "lone_admission",
    "twin_parties",
    "differing_control",
    "no_occasion",
    "unchecked_item",
    "no_locator",
    "short_quote",
    "no_url",
    "not_archived",
    "archived_elsewhere",
    "impossible_date",
    "based_on_later",
    "stale_review",
    "conflicting_figures",
    "similar_claim",
    "no_response",
    "stray_response",
    "dead_link",
    "moved_link",
    "retracted_source",
    "quote_not_found",
    "clipped_quote",
    "ambiguous_quote",
    "quote_changed",
    "content_changed",
    "never_verified",
    "stale_verification",
    "unused_party",
    "unused_source",
    "unused_waiver",
    "expired_waiver",
    "long_waiver",
)

RULES: Final[tuple[Rule, ...]] = tuple(
    [import_module(f"{__package__}.{module}").check for module in _MODULES]
)

BY_NAME: Final[dict[str, Rule]] = {rule.name: rule for rule in RULES}

WAIVABLE: Final[dict[str, bool]] = {rule.name: rule.waivable for rule in RULES}
"""Of each check, whether a waiver may name it."""


def checks_in_force(terms: Terms) -> frozenset[str]:
    """The names of the checks that run under `terms` and that the house asks for."""
    return frozenset(name for name in terms.rules if name in BY_NAME and BY_NAME[name].wanted_by(terms.house))
