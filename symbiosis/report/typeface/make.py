"""Cut the package's font out of a whole one: `python -m symbiosis.report.typeface.make FONT`.

FONT is the Regular of Noto Sans CJK (.ttc or .otf). What is kept: GB 2312 (6763 characters and its
symbols), ASCII, and every other character that the package's own files use and the font has. Hints,
layout tables and upright forms are dropped, and the name is changed, as befits a modified version.
"""

from __future__ import annotations

import sys
from pathlib import Path

FAMILY = "Symbiosis Sans SC"
MADE = Path(__file__).with_name("chinese.otf")
PACKAGE = Path(__file__).resolve().parents[2]
SOURCE = "Noto Sans CJK SC"
DROPPED = ("vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "DSIG")


def main(source: Path, target: Path = MADE) -> int:
    """Write the part of `source` to `target`; returns how many characters it has."""
    from fontTools import subset

    font = _opened(source)
    options = subset.Options()
    options.hinting, options.layout_features, options.notdef_outline = False, [], True
    options.drop_tables += DROPPED
    cut = subset.Subsetter(options)
    cut.populate(text="".join(sorted(national() | used())))
    cut.subset(font)
    _name(font)
    font["head"].modified = font["head"].created  # the same font is the same file
    font.recalcTimestamp = False
    font.save(target)
    return len(font.getBestCmap())


def national() -> set[str]:
    """Return the characters of GB 2312, and ASCII.

    >>> len([c for c in national() if "一" <= c <= "龥"])
    6763
    """
    found = {chr(code) for code in range(0x20, 0x7F)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            found |= set(bytes((row, cell)).decode("gb2312", errors="ignore"))
    return found


def used() -> set[str]:
    """Return what else the package's own files write."""
    texts = (
        path.read_text(encoding="utf-8")
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in (".py", ".csv", ".yaml", ".html", ".md")
    )
    return {character for text in texts for character in text if not character.isspace()}


def _opened(source: Path):  # type: ignore[no-untyped-def]  # a font of fontTools
    from fontTools.ttLib import TTCollection, TTFont

    if source.suffix.lower() != ".ttc":
        return TTFont(source)
    names = [font["name"].getDebugName(1) for font in TTCollection(source).fonts]
    return TTFont(source, fontNumber=names.index(SOURCE))


def _name(font) -> None:  # type: ignore[no-untyped-def]
    """Call the font by its own name; copyright, version and licence stay as they are."""
    plain = FAMILY.replace(" ", "")
    told = {
        1: FAMILY, 2: "Regular", 3: f"{plain}-Regular", 4: FAMILY, 6: f"{plain}-Regular",
        10: f"A part of {SOURCE}: GB 2312.",
    }  # fmt: skip
    names = font["name"]
    names.names = [entry for entry in names.names if entry.nameID in (0, 5, 7, 13, 14)]
    for number, text in told.items():
        names.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames[0] = told[6]
    top[0].FamilyName = top[0].FullName = FAMILY


if __name__ == "__main__":
    print(f"{main(Path(sys.argv[1]))} characters: {MADE}")
