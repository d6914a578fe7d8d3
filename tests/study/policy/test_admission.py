"""Who enters: what each is worth to the plan, what refuses it, with whom it would exchange."""

import json

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.park import Enterprise, Threshold
from symbiosis.report.admission import sentences, table
from symbiosis.study.policy.admission import admission
from symbiosis.study.study import StudyError
from symbiosis.tables.write import write_park
from tests.model.test_admission import works
from tests.parks import A_YEAR, small_park


def only(park):
    (tenant,) = admission(park).tenants
    return tenant


def test_the_worth_of_who_enters_is_what_its_absence_costs():
    tenant = only(works())  # 40 without, 29 with
    assert (tenant.verdict, tenant.worth) == ("admitted", pytest.approx(11 * A_YEAR))
    assert (tenant.least, tenant.most) == (pytest.approx(11 * A_YEAR), pytest.approx(11 * A_YEAR))
    (stream,) = tenant.partners
    assert (stream.other, stream.carrier, stream.gives) == ("mill", "slag", False)
    assert stream.amount == pytest.approx(6 * A_YEAR)


def test_who_does_not_pay_is_refused_by_economics():
    tenant = only(works(waste_fee=2.0))  # 20 without, 21 with
    assert (tenant.verdict, tenant.worth) == ("economics", pytest.approx(-1 * A_YEAR))


def test_a_threshold_refuses_who_would_pay():
    asked = Threshold(label="power", formula="purchase(power) / added_value", at_most=0.5)
    tenant = only(works(asked, added_value=10.0 * A_YEAR))
    assert (tenant.verdict, tenant.failed) == ("threshold", ("power",))
    assert tenant.worth == pytest.approx(11 * A_YEAR)
    (tried,) = tenant.thresholds
    assert tried.value == pytest.approx(0.6)
    assert tenant.partners  # whose loop it would close is told all the same


def test_a_threshold_that_is_kept_is_told():
    asked = Threshold(label="power", formula="purchase(power) / added_value", at_most=0.7)
    tenant = only(works(asked, added_value=10.0 * A_YEAR))
    assert (tenant.verdict, tenant.failed) == ("admitted", ())


def test_the_mix_is_decided_together():
    # a second works, alike but dearer, would take the 4 of slag that are left: 4·4 saved
    other = Enterprise(label="ideal", admission="candidate", entry_value=3.0 * A_YEAR)
    found = admission(works(other))
    assert [t.enterprise for t in found.tenants] == ["brick", "ideal"]
    assert found.tenants[1].worth == pytest.approx(3 * A_YEAR)


def test_nobody_to_decide_on_is_said():
    with pytest.raises(StudyError, match="no candidate"):
        admission(small_park(1, Enterprise(label="mill")))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "brick: refused by a threshold, worth 96,360 CNY/a"),
        ("zh", "brick：因门槛不予准入，年价值 96,360 CNY"),
    ],
)
def test_it_is_told_in_a_sentence(language, words):
    asked = Threshold(label="power", formula="purchase(power) / added_value", at_most=0.5)
    found = admission(works(asked, added_value=10.0 * A_YEAR))
    (line,) = sentences(found, language)
    assert line.startswith(words)
    assert table(found, language).length == 1


def test_the_command_writes_what_it_says(tmp_path):
    write_park(works(), tmp_path / "park")
    done = CliRunner().invoke(
        app, ["admission", str(tmp_path / "park"), "--out", str(tmp_path / "out"), "--json"]
    )
    assert done.exit_code == 0, done.output
    (told,) = json.loads(done.stdout)["enterprises"]
    assert told["verdict"] == "admitted"
    assert (
        (tmp_path / "out" / "admission.csv").read_text(encoding="utf-8-sig").startswith("enterprise,verdict")
    )
