"""Cash flows of designs: they agree with the design's own money, and tell nobody too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.horizon import from_spec
from symbiosis.park import Finance, Park, ParkError
from symbiosis.park.money import present_worth
from symbiosis.study.design.kept import save_ladder
from symbiosis.study.design.ladder import Ladder, climb
from symbiosis.study.money.cash_flow import npv
from symbiosis.study.money.finance import between, projects
from symbiosis.study.study import StudyError
from symbiosis.tables.read import read_park

THREE = Path(__file__).parents[3] / "scenarios" / "three_firms"


@pytest.fixture(scope="module")
def park() -> Park:
    return read_park(THREE)


@pytest.fixture(scope="module")
def ladder(park: Park) -> Ladder:
    return climb(park, from_spec(park.calendar, park.horizon))


def test_the_park_s_value_is_its_saving_s_present_worth(ladder: Ladder) -> None:
    rate, years = ladder.park.settings.discount_rate, ladder.park.settings.study_period
    whole, *each = projects(ladder)
    saved = ladder["stand_alone"].plan - ladder["integrated_park"].plan  # type: ignore[operator]
    assert npv(whole.flow.before_tax, rate) == pytest.approx(saved * present_worth(years, rate), rel=1e-9)
    assert whole.saving == pytest.approx(sum(p.saving for p in each))
    assert whole.flow.before_tax == pytest.approx(sum(p.flow.before_tax for p in each))


def test_each_enterprise_s_value_is_its_gain_s_present_worth(ladder: Ladder) -> None:
    accounts = ladder["integrated_park"].accounts
    assert accounts is not None
    gains = {a.enterprise: a.gain for a in accounts.accounts}
    rate, years = ladder.park.settings.discount_rate, ladder.park.settings.study_period
    for project in projects(ladder)[1:]:
        gain = gains[project.label]
        assert gain is not None
        worth = gain * present_worth(years, rate)
        assert npv(project.flow.before_tax, rate) == pytest.approx(worth, rel=1e-9)


def test_a_window_is_no_year(ladder: Ladder, park: Park) -> None:
    from symbiosis.horizon import window
    from symbiosis.questions import solve

    day = window(park.calendar, 0, 24)
    results = solve(park, "stand_alone", day)
    with pytest.raises(StudyError, match="covers a window, not a year"):
        between(results, results)


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (Finance(label="everyon", debt=0.5), 'Did you mean "everyone"?'),
        (Finance(label="everyone", interest=0.05), "nothing is borrowed"),
        (Finance(label="everyone", grant=0.6, debt=0.6), "more than the grant leaves"),
        (Finance(label="everyone", construction=1.5), "not a whole number of years"),  # type: ignore[arg-type]
    ],
)
def test_terms_that_contradict_themselves(park: Park, terms: Finance, says: str) -> None:
    with pytest.raises(ParkError, match="finances") as error:
        park.replace(finances=[terms])
    assert says in str(error.value)


def test_the_command_writes_tables_and_figures(ladder: Ladder, tmp_path: Path) -> None:
    save_ladder(ladder, tmp_path)
    out = tmp_path / "现金 flow"
    answered = CliRunner().invoke(app, ["finance", str(tmp_path), "--lang", "zh", "--out", str(out)])
    assert answered.exit_code == 0, answered.output
    assert "净现值" in answered.output
    assert {"finance.csv", "cash_flow_park.csv", "cash_flow_park.svg"} <= {f.name for f in out.iterdir()}
    wrong = CliRunner().invoke(app, ["finance", str(tmp_path), "--against", "yesterday"])
    assert wrong.exit_code == 2
    assert "stand_alone" in wrong.output
