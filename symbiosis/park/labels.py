"""What a label may be: it becomes part of file names, table columns, web pages and `enterprise:carrier`."""

from __future__ import annotations

import unicodedata

LONGEST = 64
REMEDY = "Use letters of any script, digits, _ and -, with dots between parts."


def label_fault(label: str) -> tuple[str, str] | None:
    """Return what is wrong with a label and what to do about it; None when it is sound.

    >>> label_fault("造纸厂.boiler_2") is None
    True
    >>> label_fault("mill:steam")[0]
    'the label holds ":", which results use to join labels.'
    """
    if not label:
        return "the label is empty.", REMEDY
    for character in label:
        if character == ":":
            return 'the label holds ":", which results use to join labels.', REMEDY
        # letters, the marks that some scripts put on them, digits
        if unicodedata.category(character)[0] not in "LMN" and character not in "_-.":
            return f"the label holds {_shown(character)}.", REMEDY
    if not all(label.split(".")):
        return "the label begins or ends with a dot, or has two in a row.", "Put one dot between two parts."
    if label.startswith("-"):
        return "the label begins with -, which spreadsheets take for a formula.", "Begin with a letter."
    if len(label) > LONGEST:
        return f"the label has {len(label)} characters.", f"Use at most {LONGEST}; titles may be longer."
    return None


def _shown(character: str) -> str:
    if character == " ":
        return "a space"
    if unicodedata.category(character)[0] in "CZ":
        return f"an invisible character U+{ord(character):04X}"
    return f'"{character}"'


def enterprise_of(label: str) -> str:
    """Return the enterprise of a label like `enterprise.thing`.

    >>> enterprise_of("paper_mill.boiler")
    'paper_mill'
    """
    return label.rpartition(".")[0]
