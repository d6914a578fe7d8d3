"""Numbers as planners write them."""

from __future__ import annotations

import pytest

from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.source import TextError

READ = {
    ("12 t/h", "t/h"): 12.0,
    ("12t/h", "t/h"): 12.0,
    ("+1.5e1 t/h", "t/h"): 15.0,
    (".5 t/h", "t/h"): 0.5,
    ("12\u00a0t/h", "t/h"): 12.0,
    ("3 万t/a", "t/a"): 30_000.0,
    ("3万t/a", "t/a"): 30_000.0,
    ("0.9 M CNY/(t/h)", "CNY/(t/h)"): 900_000.0,
    ("1 %/h", "1/h"): 0.01,
    ("0.01 1/h", "1/h"): 0.01,
    ("0.01 /h", "1/h"): 0.01,
    ("8 %", "1/a"): 0.08,
    ("0.08", "1/a"): 0.08,
    ("3 %/a", "1/a"): 0.03,
    ("0.5", "1"): 0.5,
    ("0", "t/h"): 0.0,
    ("-3 km", "km"): -3.0,
    ("500 m", "km"): 0.5,
    ("6 month", "a"): 0.5,
}


@pytest.mark.parametrize(("text", "unit"), READ)
def test_read(text: str, unit: str) -> None:
    assert number_with_unit(text, unit) == READ[text, unit]


REFUSED = {
    ("12", "t/h"): "Write 12 t/h.",
    ("1", "1/h"): "Write 1 1/h.",
    ("20", "a"): "Write 20 a.",
    ("5 %", "1/h"): "1/time is expected",
    ("1.000,5 t/h", "t/h"): "thousands marks with a decimal comma",
    ("1,200,000 t/h", "t/h"): "thousands mark",
    ("1'200'000 t/h", "t/h"): "thousands marks",
    ("1 200 000 t/h", "t/h"): "Write 1200000 t/h.",
    ("12 13 t/h", "t/h"): "two numbers stand here",
    ("1_000 t/h", "t/h"): "this is not a number",
    ("0x10 t/h", "t/h"): "is not known",
    ("1e", "1"): "is not known",
    ("1..2", "1"): "a range stands here",
    ("5～10 t/h", "t/h"): "a range stands here",
    ("<5 t/h", "t/h"): "this is not one number",
    ("约5 t/h", "t/h"): "this is not a number",
    ("−5 t/h", "t/h"): "Write -5 t/h.",
    ("1e-400 t/h", "t/h"): "too small to be told from zero",
    ("1" * 50, "1"): "too many digits",
    ("1e308 万t/a", "t/a"): "too large",
    ("inf", "1"): "not a finite number",
    ("#N/A", "1"): "an Excel error",
    ("", "1"): "nothing is written here",
    ("3 apples", "1"): 'the unit "apples" is not known',
}


@pytest.mark.parametrize(("text", "unit"), REFUSED)
def test_refused(text: str, unit: str) -> None:
    with pytest.raises(TextError) as caught:
        number_with_unit(text, unit)
    assert REFUSED[text, unit] in str(caught.value)


def test_a_column_s_unit_stands_for_the_cell_s() -> None:
    assert number_with_unit("12", "t/h", header="kg/h") == 0.012
    with pytest.raises(TextError, match="the cell adds"):
        number_with_unit("12 t/h", "t/h", header="t/h")
