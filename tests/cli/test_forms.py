"""Words on the command line for how a program is written, and for steps of typical periods."""

from __future__ import annotations

import pytest

from symbiosis.cli.asked import forms_of, horizon_of
from symbiosis.horizon import HorizonError
from symbiosis.solver import OptionError
from tests.horizon.test_segments import DAY, park_of


def test_forms_are_read_beside_others():
    assert forms_of(["limits=rows", "alike = merged"], fixed_charges="per_carrier") == {
        "limits": "rows",
        "alike": "merged",
        "fixed_charges": "per_carrier",
    }
    assert forms_of(None) == {}


@pytest.mark.parametrize("word", ["limits", "limit=rows", "=rows"])
def test_what_is_no_form_is_refused_with_all_that_are(word):
    with pytest.raises(OptionError, match=r'--form ".*": write one of .*limits=bounds\|rows'):
        forms_of([word])


def test_segments_belong_to_typical_periods():
    park = park_of([DAY] * 365)
    assert len(horizon_of(park, None, 1, None, 2).groups["order"]) == 365
    with pytest.raises(HorizonError, match="--segments cuts typical periods"):
        horizon_of(park, "all", segments=2)
