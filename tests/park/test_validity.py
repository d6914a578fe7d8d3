"""Days on which something holds, compared as far as they are known."""

import pytest

from symbiosis.park.validity import outside

EARLY = "x holds from 2025-06-01; the park is of 2025-05-31."


@pytest.mark.parametrize(
    ("held", "days", "said"),
    [
        (("2025-06-01", ""), ("2025-06-01", "2026-05-31"), ""),
        (("2025-06-01", ""), ("2025-05-31", "2026-05-30"), EARLY),
        (("2023", ""), ("2023-01-01", "2023-12-31"), ""),
        (("2023", ""), ("2022-12-31", "2023-12-31"), "x holds from 2023; the park is of 2022-12-31."),
        (("", "2023"), ("2023-01-01", "2023-12-31"), ""),
        (("", "2023-12"), ("2023-01-01", "2024-01-01"), "x held until 2023-12; the park is of 2024-01-01."),
        (("2015-12-24", ""), ("2015",), ""),
        (("2015-12-24", ""), ("2014",), "x holds from 2015-12-24; the park is of 2014."),
        (("", ""), ("1999",), ""),
    ],
)  # fmt: skip
def test_what_holds_and_what_does_not(held, days, said):
    assert outside("x", *held, *days) == said
