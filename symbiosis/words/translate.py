"""A text that was said in English, in the language that is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from symbiosis.words.template import WEAK, Template
from symbiosis.words.tongue import spoken

if TYPE_CHECKING:
    from symbiosis.park.problems import Problem
    from symbiosis.words.tongue import Language

DEEPEST = 6  # sentences inside sentences
SEAMS = ("; ", ". ", ": ", " · ", ", ")  # where a text that was put together is taken apart, in this order
POINTS = {"; ": "；", ": ": "：", ", ": "，"}
ENDS = re.compile(r"(?<=\.) ")  # of sentences; the point belongs to the sentence
LIST = re.compile(r"(, | and | or )")
JOINTS = {", ": "、", " and ": "和", " or ": "或"}


def told(text: str, language: Language | None = None) -> str:
    """Return a text in a language (that which is spoken); what no template knows stays as it is.

    >>> told("the solver failed: no memory", "zh")
    '求解器出错：no memory'
    """
    if (language or spoken()) != "zh" or not text:
        return text
    lines = text.split("\n")
    whole = _matched(text.strip(), 0, 1) if len(lines) > 1 else None
    return "\n".join(_line(line) for line in lines) if whole is None else whole


def told_problem(problem: Problem, language: Language | None = None) -> str:
    """Return a problem in one line; in Chinese its section and field are also told by name."""
    if (language or spoken()) != "zh":
        return str(problem)
    called = _called(problem.section, problem.field)
    where = " ".join(part for part in (told(problem.place, "zh"), f"{problem.path}{called}") if part)
    shown = f" = “{problem.value}”" if problem.value else ""
    head = f"{where}{shown}：" if where else ""
    return f"{head}{told(problem.message, 'zh')}{told(problem.remedy, 'zh')}"


def told_change(sentence: str, language: Language | None = None) -> str:
    """Return what changed — `what: before → after` — in a language; in Chinese a path is also told by name.

    >>> told_change("technologies.mill.boiler.lifetime: nothing → 20", "zh")
    'technologies.mill.boiler.lifetime（设备·寿命）：无 → 20'
    """
    if (language or spoken()) != "zh":
        return sentence
    what, _, change = sentence.partition(": ")
    section, _, rest = what.partition(".")
    if rest and " " not in what and section != "profiles":
        said = f"{what}{_called(section, rest.rpartition('.')[2])}"
    else:
        said = told(what, "zh")
    if " → " not in change or said == what:
        return told(sentence, "zh")
    return f"{said}：{' → '.join(told(side, 'zh') for side in change.split(' → '))}"


def _called(section: str, field: str) -> str:
    """Return the Chinese names of a section and a field in brackets, as far as there are any."""
    from symbiosis.tables.glossary import SHEETS, field_name

    names = [SHEETS.get(section, ""), "" if field_name(field, "zh") == field else field_name(field, "zh")]
    return f"（{'·'.join(filter(None, names))}）" if any(names) else ""


def _line(line: str) -> str:
    inner = line.strip()
    if not inner:
        return line
    said = _said(inner, 0)
    if said == inner and inner[:2] in ("- ", "= "):  # a line of a list
        said = f"{inner[:2]}{_said(inner[2:], 0)}"
    return line.replace(inner, said, 1)


def _said(text: str, depth: int, least: int = 1) -> str:
    """Return a text in Chinese: from a template of some weight, else piece by piece, else as it is."""
    if depth > DEEPEST:
        return text
    found = _matched(text, depth, least)
    return _in_pieces(text, depth) if found is None else found


def _matched(text: str, depth: int, least: int) -> str | None:
    exact = _whole().get(text)
    if exact is not None:
        return exact
    for template in _with_gaps():
        if template.mark in text and (template.weight >= least or template.numbers):
            gaps = template.gaps(text)
            if gaps is not None:
                return _filled(template, gaps, depth)
    return None


def _filled(template: Template, gaps: tuple[str, ...], depth: int) -> str:
    said = ""
    for literal, gap, kind in template.filling:
        said += literal
        if gap is not None:
            said += _inner(gaps[gap], depth + 1) if kind in ("", "n") else _held(gaps[gap], kind)
    return said


def _inner(text: str, depth: int) -> str:
    """Return what stands in a gap: a single word is a name and stays, a sentence is translated."""
    inner = text.strip()
    if " " not in inner:
        return text
    at = text.index(inner)
    return f"{text[:at]}{_said(inner, depth)}{text[at + len(inner) :]}"


def _in_pieces(text: str, depth: int) -> str:
    for seam in SEAMS:
        if seam in text:
            pieces = ENDS.split(text) if seam == ". " else text.split(seam)
            said = [_said(p, depth + 1, WEAK) if " " in p or p in _whole() else p for p in pieces]
            if any(new != old for new, old in zip(said, pieces, strict=True)):
                return _joined(said, " " if seam == ". " else POINTS.get(seam, seam))
    return text


def _joined(said: list[str], point: str) -> str:
    """Join pieces; one that ends with the point already gets no second."""
    out = said[0]
    for piece in said[1:]:
        out += piece if out.endswith(("。", "；", "：")) else f"{point}{piece}"
    return out


def _held(text: str, kind: str) -> str:
    """Return a word, or a list of words, of the park's files by its Chinese name."""
    from symbiosis.tables.glossary import CHOICES, SHEETS, field_name

    out = []
    for word in LIST.split(text):
        core = word.strip("\"'`")
        if word in JOINTS:
            out.append(JOINTS[word])
        elif kind == "field":
            name = field_name(core, "zh")
            out.append(word if name == core else f"{name}（{core}）")
        elif kind == "section":
            out.append(SHEETS.get(core, word))
        elif kind == "choice":
            out.append(CHOICES.get(core) or _whole().get(core, word))
        else:
            out.append(_whole().get(core, word))
    return "".join(out)


def templates() -> Iterator[Template]:
    """Yield every sentence of the catalogue; raises ValueError for a line that is none."""
    from importlib.resources import files  # what English needs must be instant

    for file in sorted(files(__package__).joinpath("zh").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".tsv"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("#"):
                    english, chinese = line.split("\t")
                    yield Template(english.replace("\\n", "\n"), chinese.replace("\\n", "\n"))


@cache
def _whole() -> dict[str, str]:
    """Sentences without gaps."""
    return {t.literals[0].strip(): t.chinese.format() for t in templates() if len(t.literals) == 1}


@cache
def _with_gaps() -> tuple[Template, ...]:
    """Sentences with gaps, those that say most first."""
    found = (Template(t.english.strip(), t.chinese) for t in templates() if len(t.literals) > 1)
    return tuple(sorted(found, key=lambda t: t.rank))
