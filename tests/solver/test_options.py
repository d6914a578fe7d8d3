from __future__ import annotations

import dataclasses
import os

import numpy as np
import pytest

from symbiosis.solver import OptionError, Options, options


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"gap": -0.1}, "from 0 up to"),
        ({"gap": 1.0}, "from 0 up to"),
        ({"gap": np.nan}, "from 0 up to"),
        ({"gap": "tight"}, "from 0 up to"),
        ({"gap_money": -1.0}, "amount of money"),
        ({"gap_money": np.inf}, "amount of money"),
        ({"time_limit": 0}, "more than 0 seconds"),
        ({"time_limit": np.inf}, "more than 0 seconds"),
        ({"threads": 0}, "at least 1"),
        ({"threads": True}, "at least 1"),
        ({"threads": 10**6}, f"this computer has {os.cpu_count()} cores"),
        ({"method": "barrier"}, "Known: choose, simplex, ipm, hipo, pdlp, certified."),
        ({"seed": -1}, "whole number from 0"),
        ({"seed": 1.5}, "whole number from 0"),
        ({"largest_range": 0.5}, "at least 1"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_in_a_sentence(wish, says):
    with pytest.raises(OptionError, match=next(iter(wish))) as refused:
        Options(**wish)
    assert says in str(refused.value)


def test_all_wishes_are_refused_at_once():
    with pytest.raises(OptionError) as refused:
        Options(gap=-1, time_limit=-1)
    assert len(refused.value.problems) == 2


def test_hipo_needs_its_package(monkeypatch):
    monkeypatch.setattr(options, "hipo_is_installed", lambda: False)
    with pytest.raises(OptionError, match=r"Install highspy\[extras\]"):
        Options(method="hipo")


@pytest.mark.parametrize(("wish", "good"), [({"gap": 0.1}, True), ({"gap_money": 9.0}, False)])
def test_a_gap_in_money_alone_decides_when_it_is_given(wish, good):
    assert Options(**wish).accepts(gap=0.05, money=10.0) is good


def test_options_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Options().gap = 0.5
