"""Spoilt folders of every kind: refused in sentences with a place, or read as what they say; nothing else."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError
from symbiosis.tables.canonical import to_json
from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park
from tests.tables.folder import PARK, PROFILES, folder

NASTY = (
    *(
        "",
        " ",
        "~",
        "null",
        "NO",
        "on",
        "true",
        "-",
        "0",
        "-0.0",
        "007",
        "1e3",
        "1e400",
        "1e-400",
        "-5",
        "85",
        "8 %",
    ),
    *(
        ".nan",
        ".inf",
        "unlimited",
        "12,5",
        "1,200",
        "1.200,5",
        "1 200 t/h",
        "12 t/h",
        "12 MW",
        "12 T/h",
        "12 Nm^3/h",
    ),
    *(
        "3 万t/a",
        "5 EUR/t",
        "5 CNY/t",
        "20 a",
        "9**9**9",
        "(((",
        "{",
        "[",
        "[]",
        "{}",
        "{profile: load}",
        "[1, 2]",
    ),
    *(
        "{profile: load, scale: 2 t/h}",
        "{value: 2 t/h, low: 1 t/h}",
        "{annual: 10 t/a, shape: flat}",
        "all",
        "mill",
    ),
    *(
        "&a",
        "*a",
        "!t x",
        "<<",
        "---",
        "#",
        '"',
        "'",
        "=1+1",
        "#REF!",
        "2024-02-30",
        "12:30:00",
        "null: null",
        "? x",
    ),
    *(
        "\t",
        "\u200b",
        "\ufeff",
        "：",
        "，",
        "蒸吨",
        "①",
        "１２",
        "\x85",
        "\u2028",
        "%",
        "{x: {y: [z]}}",
        "../../etc",
    ),
)
WORDS = sorted({word for word in PARK.replace(":", " ").replace(",", " ").split() if len(word) > 1})
TABLE = "label,carrier,rate [t/h]\nmill.ash,gypsum,2\ntown.ash,gypsum,3\n"

# a value of the park's text and the only place of the park that it may change
VALUES = {
    "capacity: 20 t/h": ("technologies.mill.boiler.capacity",),
    "capacity_max: 60 t/h": ("technologies.mill.boiler.capacity_max",),
    "lifetime: 20 a": ("technologies.mill.boiler.lifetime",),
    "rate: 2 t/h": ("supplies.mill.gypsum.rate", "profiles."),
    "fee: 50 CNY/t": ("outlets.mill.landfill.fee",),
    "gas: -0.75 MWh/t": ("technologies.mill.boiler.ratios",),
    "price_year: 2024": ("park.price_year",),
    "discount_rate: 8 %": ("park.discount_rate",),
    "tax_basis: excluding VAT": ("park.tax_basis",),
    "role: town": ("enterprises.town.role",),
    "members: [mill]": ("markets.coal.members",),
}


def check_sentences(error: ParkError) -> None:
    """Every problem has its file and is a sentence; none is Python's own."""
    assert error.problems
    for problem in error.problems:
        assert problem.place, str(problem)
        assert problem.message.endswith("."), str(problem)
        assert "Traceback" not in str(problem)


def outcome(files: dict[str, bytes]) -> Park | None:
    """Return the park that files describe, or None when they are refused as they should be."""
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        (where / "profiles").mkdir()
        for file, content in files.items():
            (where / file).write_bytes(content)
        try:
            park = read_park(where)
        except ParkError as error:
            check_sentences(error)
            return None
        written = write_park(park, where / "again").parent
        assert read_park(written) == park
        return park


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of nested data with its dotted path."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
        if not data:
            yield path, {}
    else:
        yield path, json.dumps(data)


def seed() -> dict[str, Any]:
    """Return the canonical values of the unspoiled park."""
    with tempfile.TemporaryDirectory() as name:
        return dict(leaves(json.loads(to_json(read_park(folder(Path(name)))))))


SEED = seed()


@settings(max_examples=80)
@given(st.sampled_from(sorted(VALUES)), st.one_of(st.sampled_from(NASTY), st.text(max_size=12)))
def test_a_value_that_is_read_changes_nothing_but_its_own_place(old: str, value: str) -> None:
    key = old.partition(":")[0]
    try:
        text = PARK.replace(old, f"{key}: {value}").encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair cannot stand in a file
        return
    park = outcome({"park.yaml": text, "profiles/p.csv": PROFILES.encode()})
    if park is not None:
        found = dict(leaves(json.loads(to_json(park))))
        changed = {path for path in SEED.keys() | found.keys() if SEED.get(path) != found.get(path)}
        places = (*VALUES[old], "figures.")
        # a value may open a block of its own, so that more of the same line is set
        assert (
            {path for path in changed if not path.startswith(places)} == set()
            or "\n" in value
            or "," in value
        )


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> bytes:
    """Return a text with one to three changes to its lines, words or bytes."""
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        change = draw(st.sampled_from(("drop", "double", "swap", "indent", "word", "insert", "cut", "end")))
        if change == "drop":
            del lines[number]
        elif change == "double":
            lines.insert(number, line)
        elif change == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[number], lines[other] = lines[other], line
        elif change == "indent":
            lines[number] = draw(st.sampled_from(("  ", " ", "\t", "    "))) + line
        elif change == "word":
            words = line.split(" ")
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from((*NASTY, *WORDS)))
            lines[number] = " ".join(words)
        elif change == "insert":
            at = draw(st.integers(0, len(line)))
            lines[number] = line[:at] + draw(st.sampled_from(NASTY)) + line[at:]
        elif change == "cut":
            lines[number] = line[: draw(st.integers(0, len(line)))]
        else:
            lines = lines[: number + 1]
        text = "\n".join(lines)
    raw = text.encode("utf-8")
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(raw)))
        raw = raw[:at] + draw(st.binary(max_size=4)) + raw[at + draw(st.integers(0, 2)) :]
    return raw


@settings(max_examples=60)
@given(spoilt(PARK))
def test_a_spoilt_park_is_refused_or_read(text: bytes) -> None:
    outcome({"park.yaml": text, "profiles/p.csv": PROFILES.encode()})


@settings(max_examples=30)
@given(spoilt(PROFILES))
def test_spoilt_profiles_are_refused_or_read(text: bytes) -> None:
    outcome({"park.yaml": PARK.encode(), "profiles/p.csv": text})


@settings(max_examples=30)
@given(spoilt(TABLE))
def test_a_spoilt_table_is_refused_or_read(text: bytes) -> None:
    outcome({"park.yaml": PARK.encode(), "profiles/p.csv": PROFILES.encode(), "supplies.csv": text})
