"""What one can choose is known by name; any other is no answer, but an error."""

from collections.abc import Callable
from typing import Any

import pytest

from sayso_cli.commands.graph import _draw
from sayso_cli.commands.list import _render_table
from sayso_cli.listing.order import group_claims


@pytest.mark.parametrize(
    "chosen",
    [
        lambda none: _draw(none, none, ""),
        lambda none: _render_table(none, none, none),
        lambda none: group_claims([none], none),
    ],
)
def test_what_is_no_choice(chosen: Callable[[Any], object]) -> None:
    with pytest.raises(AssertionError):
        chosen("none")
