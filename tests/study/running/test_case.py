"""The name of a case covers the code that answers it."""

from __future__ import annotations

from pathlib import Path

import pytest

import symbiosis
from symbiosis.study.running.case import CODE


@pytest.mark.parametrize("name", CODE)
def test_every_part_of_the_code_that_answers_is_there_to_be_fingerprinted(name):
    assert list((Path(symbiosis.__file__).parent / name).rglob("*.py"))
