"""The first sheet of a workbook: how to fill it in, and every column of every sheet."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from symbiosis.park.fields import Spec, required, specs
from symbiosis.tables.excel.layout import KINDS
from symbiosis.tables.glossary import Language, choice_name, field_name, sheet_name

HEADS = {
    "en": ("sheet", "column", "in Chinese", "unit", "meaning, or the words allowed", "needed"),
    "zh": ("工作表", "列", "英文名", "单位", "含义或可选项", "必填"),
}


def how(language: Language) -> list[str]:
    """Return the sentences that explain the workbook."""
    text = files("symbiosis.tables.excel") / f"guide.{language}.txt"
    return text.read_text(encoding="utf-8").splitlines()


def fields_listed(language: Language, meanings: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield a row for every field of every sheet; `meanings` says it in Chinese, by field."""
    other: Language = "en" if language == "zh" else "zh"
    for section, kind in KINDS.items():
        for name, spec in specs(kind).items():
            yield (
                sheet_name(section, language),
                field_name(name, language),
                field_name(name, other),
                shown_unit(spec, language),
                explained(name, spec, language, meanings),
                ("是" if language == "zh" else "yes") if name in required(kind) else "",
            )


def explained(name: str, spec: Spec, language: Language, meanings: dict[str, str]) -> str:
    """Return what a field means, with the words it takes."""
    meaning = meanings.get(spec.meaning, spec.meaning) if language == "zh" else spec.meaning
    words = [choice_name(word, language) for word in spec.choices if word]
    if spec.kind == "flag":
        words = [choice_name(word, language) for word in ("true", "false")]
    return f"{meaning}: {', '.join(words)}" if words else meaning


def shown_unit(spec: Spec, language: Language) -> str:
    """Return a field's unit with words for what depends on its carrier."""
    words = {
        "{capacity}": ("capacity", "容量"),
        "{amount}": ("amount", "数量"),
        "{rate}": ("flow", "流量"),
        "{money}": ("money", "金额"),
        "{quality}": ("quality", "品质"),
    }
    text = spec.unit
    for mark, (english, chinese) in words.items():
        text = text.replace(mark, chinese if language == "zh" else english)
    return "" if text in ("1", "ratio") else text
