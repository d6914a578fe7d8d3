"""Who reads a report, and what is hidden from them.

Everybody: everything. One enterprise: its own accounts, plants and exchanges; the others are partners
by letter. The public: no enterprise by name, no money of a single one, no place, no plant. Names that
people typed for things between enterprises (links, networks) may hold a name in any form, so they are
never shown under a veil; what is shown of foreign text has every known name replaced.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from symbiosis.park.problems import did_you_mean
from symbiosis.report.text import Language, called

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.study.design.ladder import Ladder

Reader = Literal["all", "one", "public"]
ALIAS = {
    "one": {"en": "partner {}", "zh": "合作方{}"},
    "public": {"en": "enterprise {}", "zh": "企业{}"},
}


class UnknownEnterpriseError(ValueError):
    """A report was asked for an enterprise that the park does not have."""


@dataclass(frozen=True)
class Veil:
    """What a reader may see; `names` is how each enterprise is called, `hidden` what must not appear."""

    reader: Reader
    language: Language
    names: dict[str, str]
    hidden: dict[str, str]
    only: str = ""

    @property
    def open(self) -> bool:
        """Tell whether nothing is hidden."""
        return self.reader == "all"

    def text(self, words: str) -> str:
        """Return foreign text with every hidden name replaced, the longest first, in one pass."""
        if not self.hidden:
            return words
        known = {name.casefold(): alias for name, alias in self.hidden.items()}
        names = "|".join(re.escape(name) for name in sorted(self.hidden, key=len, reverse=True))
        return re.sub(names, lambda found: known.get(found[0].casefold(), "…"), words, flags=re.IGNORECASE)

    def called(self, thing: Any) -> str:
        """Return what a carrier, or a plant of the reader's own, is called."""
        return self.text(called(thing, self.language))

    def sees(self, *enterprises: str) -> bool:
        """Tell whether the reader may see the money and the plants of one of these."""
        return self.open or (self.reader == "one" and self.only in enterprises)


def veil_for(park: Park, language: Language, enterprise: str = "", public: bool = False) -> Veil:
    """Return the veil for everybody, for one enterprise, or for the public.

    Raises UnknownEnterpriseError when the park has no such enterprise.
    """
    if enterprise and enterprise not in park.enterprises:
        hint = did_you_mean(enterprise, list(park.enterprises))
        raise UnknownEnterpriseError(f'there is no enterprise "{enterprise}". {hint}')
    reader: Reader = "one" if enterprise else "public" if public else "all"
    names: dict[str, str] = {}
    hidden: dict[str, str] = {}
    place = 0
    for label, thing in park.enterprises.items():
        if reader == "all" or label == enterprise:
            names[label] = called(thing, language)
            continue
        names[label] = ALIAS[reader][language].format(_letters(place))
        place += 1
        for name in (label, label.replace("_", " "), thing.title, thing.title_zh):
            if name.strip():
                hidden[name.strip()] = names[label]
    for name in [name for name in hidden if enterprise and _is_own(name, park, enterprise)]:
        del hidden[name]
    return Veil(reader, language, names, hidden, enterprise)


def _is_own(name: str, park: Park, enterprise: str) -> bool:
    own = park.enterprises[enterprise]
    return name in (enterprise, own.title, own.title_zh)


def _letters(place: int) -> str:
    """A, B, ... Z, AA, AB, ...

    >>> _letters(0), _letters(25), _letters(26)
    ('A', 'Z', 'AA')
    """
    out = ""
    place += 1
    while place > 0:
        place, digit = divmod(place - 1, 26)
        out = chr(65 + digit) + out
    return out


def veiled(ladder: Ladder, veil: Veil) -> Ladder:
    """Return the ladder whose enterprises and park are called as the reader may call them, for figures."""
    if veil.open:
        return ladder
    park = ladder.park
    enterprises = {
        label: dataclasses.replace(thing, title=veil.names[label], title_zh=veil.names[label])
        for label, thing in park.enterprises.items()
    }
    settings = dataclasses.replace(
        park.settings, title="", title_zh="", tax_basis=veil.text(park.settings.tax_basis)
    )
    return dataclasses.replace(ladder, park=park.replace(enterprises=enterprises, settings=settings))
