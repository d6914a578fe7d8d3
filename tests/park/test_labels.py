"""Labels: which are sound, and what is said about the others."""

from __future__ import annotations

import pytest

from symbiosis.park.labels import LONGEST, label_fault


@pytest.mark.parametrize(
    "label",
    ["mill", "造纸厂.锅炉-2", "07", "_x", "a.b.c", "Ærø", "भाप", "x" * LONGEST, "CO2_e"],
)
def test_sound(label):
    assert label_fault(label) is None


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("", "is empty"),
        ("mill:steam", 'holds ":", which results use to join labels'),
        ("a/b", 'holds "/"'),
        ("a\\b", 'holds "\\"'),
        ("a b", "holds a space"),
        (" a", "holds a space"),
        ("a ", "holds a space"),
        ("a\u3000b", "an invisible character U+3000"),
        ("a\n", "an invisible character U+000A"),
        ("a\x1b[31m", "an invisible character U+001B"),
        ("mi\u200bll", "an invisible character U+200B"),
        ("a,b", 'holds ","'),
        ('a"b', "holds"),
        ("<b>", 'holds "<"'),
        ("a&b", 'holds "&"'),
        ("=1+1", 'holds "="'),
        ("-1", "which spreadsheets take for a formula"),
        ("..", "begins or ends with a dot"),
        (".a", "begins or ends with a dot"),
        ("a.", "begins or ends with a dot"),
        ("a..b", "has two in a row"),
        ("x" * (LONGEST + 1), "the label has 65 characters"),
    ],
)
def test_what_makes_trouble_is_named(label, sentence):
    message, remedy = label_fault(label)
    assert sentence in message
    assert remedy


def test_every_bad_character_is_refused_and_nothing_else_is():
    refused = {chr(code) for code in range(128) if label_fault(f"a{chr(code)}b") is not None}
    assert {chr(code) for code in range(128)} - refused == set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
    )
