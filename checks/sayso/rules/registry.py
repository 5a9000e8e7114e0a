"""The list of all checks, in the order in which they are documented."""

from typing import Final

from sayso.rules import (
    allies_only,
    bad_include,
    bare_statement,
    bottleneck,
    circular_sourcing,
    claimant_voice,
    contested,
    control_ring,
    duplicate_id,
    duplicate_key,
    invalid_json,
    overstated,
    partial_support,
    refuted,
    schema,
    self_asserted,
    single_source,
    too_few_voices,
    traces_to_claimant,
    understated,
    unknown_basis,
    unknown_reference,
)
from sayso.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    invalid_json.RULE,
    duplicate_key.RULE,
    schema.RULE,
    duplicate_id.RULE,
    unknown_reference.RULE,
    control_ring.RULE,
    bad_include.RULE,
    self_asserted.RULE,
    overstated.RULE,
    understated.RULE,
    single_source.RULE,
    contested.RULE,
    refuted.RULE,
    allies_only.RULE,
    too_few_voices.RULE,
    claimant_voice.RULE,
    traces_to_claimant.RULE,
    circular_sourcing.RULE,
    bottleneck.RULE,
    unknown_basis.RULE,
    bare_statement.RULE,
    partial_support.RULE,
)

BY_NAME: Final[dict[str, Rule]] = {rule.name: rule for rule in RULES}
