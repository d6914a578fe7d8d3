"""The Chinese of a page as a font inside it: no box on a machine whose fonts have none."""

from __future__ import annotations

import base64
import io
import re

from symbiosis.report.typeface.make import FAMILY, MADE

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def font_face(text: str) -> str:
    """Return a CSS rule with a font of just the Chinese characters that stand in `text`.

    Nothing is returned for a text without any. The same characters give the same rule.

    >>> font_face("steam, 3 t/h")
    ''
    """
    characters = set(CHINESE.findall(text))
    if not characters:
        return ""
    inside = base64.b64encode(_cut(characters)).decode("ascii")
    source = f'src: url("data:font/woff;base64,{inside}") format("woff");'
    return f'@font-face {{ font-family: "{FAMILY}"; {source} }}\n'


def _cut(characters: set[str]) -> bytes:
    """Return the package's font with these characters alone, as WOFF."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features, options.notdef_outline, options.name_IDs = [], True, [0, 1, 2, 13, 14]
    font = TTFont(MADE, recalcTimestamp=False)
    cut = subset.Subsetter(options)
    cut.populate(text="".join(sorted(characters)))
    cut.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
