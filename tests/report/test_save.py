from __future__ import annotations

import xml.etree.ElementTree as ET

import matplotlib
import pytest

from symbiosis.report import ladder as ladder_figure
from symbiosis.report.save import save


def test_the_same_bytes_every_time_in_a_path_of_any_name(ladder, tmp_path):
    folder = tmp_path / "图 和 spaces"
    folder.mkdir()
    svg, png = save(ladder_figure.figure(ladder), folder / "v1.2")
    assert sorted(p.name for p in folder.iterdir()) == ["v1.2.png", "v1.2.svg"]
    again = save(ladder_figure.figure(ladder), folder / "second.svg")
    assert [p.name for p in again] == ["second.svg", "second.png"]
    assert svg.read_bytes() == again[0].read_bytes()
    assert png.read_bytes() == again[1].read_bytes()
    assert png.read_bytes().startswith(b"\x89PNG")
    assert ET.parse(svg).getroot().tag.endswith("svg")
    assert b"dc:date" not in svg.read_bytes()


def test_nothing_half_written_is_left(ladder, tmp_path):
    figure = ladder_figure.figure(ladder)
    (tmp_path / "taken.svg").mkdir()
    with pytest.raises(OSError, match="taken"):
        save(figure, tmp_path / "taken")
    assert [p.name for p in tmp_path.iterdir()] == ["taken.svg"]


def test_the_users_own_settings_neither_matter_nor_change(ladder, tmp_path):
    svg, _ = save(ladder_figure.figure(ladder), tmp_path / "plain")
    with matplotlib.rc_context({"font.size": 30.0, "svg.fonttype": "none", "text.usetex": True}):
        other, _ = save(ladder_figure.figure(ladder), tmp_path / "loud")
        assert matplotlib.rcParams["font.size"] == 30.0
    assert svg.read_bytes() == other.read_bytes()
