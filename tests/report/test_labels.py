from __future__ import annotations

import numpy as np
import pytest

from symbiosis.report.labels import along, bends, beside, curve, overlap

FRAME = (0.0, 0.0, 100.0, 100.0)
NOTHING = np.zeros((0, 2))


def test_a_bent_arrow_starts_and_ends_where_it_should_and_bows_out_by_half_its_bend():
    line = curve(np.array([0.0, 0.0]), np.array([10.0, 0.0]), 0.4, np.array([0.0, 0.5, 1.0]))
    assert line.tolist() == pytest.approx(np.array([[0.0, 0.0], [5.0, -2.0], [10.0, 0.0]]))


def test_shared_area():
    assert overlap((0, 0, 4, 4), (2, 3, 6, 6)) == 2
    assert overlap((0, 0, 1, 1), (1, 0, 2, 1)) == 0


def test_a_label_keeps_off_what_is_taken_and_inside_the_frame():
    corner = np.array([98.0, 98.0])
    box = beside(
        corner, (30.0, 10.0), 6.0, [(60.0, 80.0, 92.0, 100.0)], NOTHING, FRAME, np.array([50.0, 50.0])
    )
    assert overlap(box, (60.0, 80.0, 92.0, 100.0)) == 0
    assert box[2] <= 100.0
    assert box[3] <= 100.0


def test_a_label_points_away_from_the_middle():
    box = beside(np.array([80.0, 50.0]), (10.0, 6.0), 6.0, [], NOTHING, FRAME, np.array([50.0, 50.0]))
    assert box[0] > 80.0


def test_a_label_keeps_off_lines():
    spot = np.array([50.0, 50.0])
    line = np.column_stack([np.linspace(52.0, 90.0, 40), np.full(40, 50.0)])
    box = beside(spot, (20.0, 8.0), 6.0, [], line, FRAME, np.array([40.0, 50.0]))
    inside = (line[:, 0] > box[0]) & (line[:, 0] < box[2]) & (line[:, 1] > box[1]) & (line[:, 1] < box[3])
    assert not inside.any()


def test_an_arrow_bends_around_what_stands_in_its_way():
    spots = {"a": np.array([0.0, 0.0]), "b": np.array([200.0, 0.0]), "between": np.array([100.0, 0.0])}
    (bend,) = bends([("a", "b", 2.0)], spots)
    assert np.abs(curve(spots["a"], spots["b"], bend)[7] - spots["between"]).max() >= 20.0


def test_two_arrows_of_one_pair_do_not_lie_on_each_other():
    spots = {"a": np.array([0.0, 0.0]), "b": np.array([200.0, 0.0])}
    first, second = bends([("a", "b", 4.0), ("a", "b", 4.0)], spots)
    assert first != second


def test_a_mark_moves_along_its_line_when_the_middle_is_taken():
    line = np.column_stack([np.linspace(0.0, 100.0, 11), np.zeros(11)])
    assert along(line, (4.0, 4.0), []) == (48.0, -2.0, 52.0, 2.0)
    box = along(line, (4.0, 4.0), [(45.0, -5.0, 55.0, 5.0)])
    assert overlap(box, (45.0, -5.0, 55.0, 5.0)) == 0
