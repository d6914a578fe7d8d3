"""Every sentence of the package has its Chinese, and no Chinese is kept for a sentence that is gone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter

from symbiosis.words.template import Template
from symbiosis.words.translate import templates, told
from tests.words.collect import helps, is_sentence, modules, strings

NOT_OURS = ("command_line.tsv", "put_together.tsv")  # said by a library, or in several pieces of the source
UNSPOKEN = Path(__file__).with_name("unspoken.txt")
ZH = files("symbiosis.words") / "zh"


@cache
def said() -> dict[str, tuple[str, bool]]:
    """Every template of the source, with the module that says it and whether it must have its Chinese."""
    found: dict[str, tuple[str, bool]] = {}
    for path, tree in modules():
        for text in strings(path, tree):
            found.setdefault(text.strip(), (path, is_sentence(text)))
        for text in helps(path, tree):
            found[text] = (path, True)
    return found


def unspoken() -> set[str]:
    lines = UNSPOKEN.read_text(encoding="utf-8").splitlines()
    return {line.replace("\\n", "\n") for line in lines if not line.startswith("# ")}


def test_every_sentence_has_its_chinese() -> None:
    known = {template.english.strip() for template in templates()} | unspoken()
    lacking = [f"{path}: {text}" for text, (path, must) in said().items() if must and text not in known]
    assert lacking == [], "write the Chinese into symbiosis/words/zh, or name it in tests/words/unspoken.txt"


def test_no_chinese_is_kept_for_a_sentence_that_is_gone() -> None:
    ours = [file for file in ZH.iterdir() if file.name.endswith(".tsv") and file.name not in NOT_OURS]
    lines = [line for file in ours for line in file.read_text(encoding="utf-8").splitlines()]
    kept = {line.split("\t")[0].replace("\\n", "\n") for line in lines if not line.startswith("#")}
    assert kept - said().keys() == set()


def test_no_sentence_has_two_translations() -> None:
    english = [template.english for template in templates()]
    assert len(english) == len(set(english))


def test_filled_in_english_gives_the_filled_in_chinese() -> None:
    """Names and numbers of one's own stand in the gaps; the sentence around them is turned, they are not."""
    wrong = []
    for template in templates():
        values = samples(template)
        english = Formatter().vformat(template.english, values, {})
        if told(english, "zh").strip() != chinese(template, values).strip():
            wrong.append((english, told(english, "zh"), chinese(template, values)))
    assert wrong == []


def test_the_chinese_has_no_gap_of_its_own_and_no_forbidden_word() -> None:
    for template in templates():
        gaps = {gap for _, gap, _ in template.filling if gap is not None}
        assert gaps <= set(range(len(template.literals) - 1)), template
        assert "影子价格" not in template.chinese
        assert {kind for *_, kind in template.filling} <= {"", "n", "field", "section", "choice", "word"}, (
            template
        )


def samples(template: Template) -> list[str]:
    """Return what to put into the gaps: nothing where two stand side by side, else a name or a number."""
    side_by_side = {k for k in range(1, len(template.literals) - 1) if not template.literals[k]}
    return [
        "" if k in side_by_side else f"{7 + k}" if k in template.numbers else f"Qx{k}"
        for k in range(len(template.literals) - 1)
    ]


def chinese(template: Template, values: list[str]) -> str:
    return "".join(text + ("" if gap is None else values[gap]) for text, gap, _ in template.filling)
