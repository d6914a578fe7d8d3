"""A question of one's own: what is wrong with its file is said with its line, and nothing else is."""

from __future__ import annotations

import logging

import pytest

from symbiosis.questions import QuestionError, load, solve
from tests.parks import need, plant, shop, small_park

OWN = '''"""Heat at the mill, and a rule of one's own."""

from symbiosis.blocks import activity, balance, capacity, cost, demand, trade


def build(m, park):
    for block in (capacity, activity, demand, trade, balance):
        block.add(m, park)

    @m.Constraint(doc="one's own")
    def own(m):
        return m.activity["mill.boiler"] <= 5.0

    cost.minimise(m, park)
'''
RULE = 'return m.activity["mill.boiler"] <= 5.0'


@pytest.fixture
def park():
    boiler = plant("mill.boiler", "heat", {"gas": -1.0}, capacity=9.0)
    return small_park(1, boiler, need("mill.heat", 3.0), shop("gas", 2.0, "mill"))


def written(folder, text):
    path = folder / "my question.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_of_ones_own_holds(park, tmp_path):
    assert solve(park, written(tmp_path, OWN)).outcome.objective == pytest.approx(6.0)
    tighter = OWN.replace("<= 5.0", "<= 2.0")
    assert solve(park, written(tmp_path, tighter)).outcome.status == "infeasible"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "def build(m, park):",
            "def build(m, park:",
            r"my question.py:6: SyntaxError: '\(' was never closed",
        ),
        ("import activity,", "import activty,", "my question.py:3: ImportError: .*activty"),
        (RULE, "return 1 / 0", "my question.py:12: ZeroDivisionError: division by zero"),
        ("mill.boiler", "mill.bolier", "my question.py:12: KeyError: .*mill.bolier.*activity"),
        (RULE, RULE.removeprefix("return "), "my question.py:10: ValueError: .*rule returned None"),
        ("<= 5.0", "** 2 <= 5.0", "my question.py: own: not linear in its columns"),
        ("<= 5.0", "<= float('nan')", "my question.py: own: .*non-finite upper bound"),
        ("    cost.minimise(m, park)\n", "", r"my question.py: build\(m, park\) states no cost"),
        ("def build", "def scope(park):\n    pass\n\n\ndef build", r"scope\(park\) returns no park"),
        ("def build", "def built", r"has no function build\(m, park\)"),
    ],
)
def test_a_slip_is_said_with_its_line(park, tmp_path, caplog, old, new, said):
    assert old in OWN
    with pytest.raises(QuestionError, match=said):
        solve(park, written(tmp_path, OWN.replace(old, new)))
    assert caplog.records == []  # it is said once
    assert logging.getLogger("pyomo.core").isEnabledFor(logging.ERROR)


def test_what_fails_elsewhere_is_not_blamed_on_the_file(tmp_path):
    question = load(written(tmp_path, OWN))
    with pytest.raises(TypeError):
        question.build()


def test_the_words_for_a_name_that_is_none():
    with pytest.raises(QuestionError, match='Did you mean "stand_alone"'):
        load("standalone")
    with pytest.raises(QuestionError, match="there is no file"):
        load("nowhere.py")
