"""What a path such as `technologies.*[enterprise=mill].capacity_max` means in a park.

A path is a section, a label and, where a field is meant, its name; `*` and `?` stand for any letters,
dots included. Words in brackets behind the label select: by any word the thing states (`carrier=heat`,
`role=utility`), by `enterprise`, or by `kind`, that of its carrier.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symbiosis.park import Connection, Network, Segment
from symbiosis.park.fields import specs
from symbiosis.park.park import SECTIONS
from symbiosis.park.problems import did_you_mean
from symbiosis.park.settings import Settings
from symbiosis.scenario.entries import KINDS, keys_of
from symbiosis.tables.source import TextError

Sections = dict[str, dict[str, Any]]
WORDS = ("text", "choice", "flag", "name", "names")
SHOWN = 3


@dataclass(frozen=True)
class Target:
    """A place in a park: a thing (no field), one of its fields, or one entry of a field (`key`)."""

    section: str
    label: str = ""
    field: str = ""
    key: str = ""

    @property
    def path(self) -> str:
        """Dotted name."""
        return ".".join(part for part in (self.section, self.label, self.field, self.key) if part)

    @property
    def level(self) -> str:
        """One word: thing, field or entry."""
        return "entry" if self.key else "field" if self.field else "thing"


def find(path: str, sections: Sections, profiles: dict[str, Any]) -> list[Target]:
    """Return everything that a path matches, in the park's order; raises TextError when nothing does."""
    pattern, selectors = _split(path)
    wanted = re.compile(
        "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern), re.DOTALL
    )
    section = pattern.partition(".")[0]
    known = ("park", *SECTIONS, "profiles")
    if section not in known:
        raise TextError(f'"{section}" is no section of a park.', did_you_mean(section, known))
    everything = list(_targets(section, sections, profiles))
    found = [target for target in everything if wanted.fullmatch(target.path)]
    if not found:
        raise TextError("nothing in the park has this path.", nearest(pattern, everything))
    for key, value in selectors:
        found = [target for target in found if _selected(target, key, value, sections)]
    if not found:
        chosen = ", ".join(f"{key}={value}" for key, value in selectors)
        raise TextError(f"nothing that the path matches has {chosen}.", "Check the words in brackets.")
    return found


def nearest(pattern: str, targets: list[Target]) -> str:
    """Return a remedy that names the paths most like the one that was written."""
    paths = [target.path for target in targets]
    close = difflib.get_close_matches(pattern, paths, n=SHOWN, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    things = [target.path for target in targets if not target.field]
    if not things:
        return "Nothing is left in this section."
    return f"Known: {', '.join(things[:SHOWN])}{', …' if len(things) > SHOWN else ''}."


def thing_at(target: Target, sections: Sections) -> Any:
    """Return the thing a target belongs to; a connection for `networks.main.mill`."""
    things = sections[target.section]
    if target.label in things:
        return things[target.label]
    held = things[target.label.partition(".")[0]]
    return next(part for part in held.pieces if part.label == target.label)


def carriers_of(thing: Any, sections: Sections) -> tuple[str, ...]:
    """Return the carriers that a thing is measured by."""
    if isinstance(thing, Connection | Segment):
        return (sections["networks"][thing.network].carrier,)
    if hasattr(thing, "carriers"):
        return tuple(thing.carriers)
    carrier = getattr(thing, "carrier", "")
    return (carrier,) if carrier else ()


def _split(path: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a path without its brackets, and what stands in them."""
    selectors = []
    for inside in re.findall(r"\[([^\]]*)\]", path):
        for part in inside.split(","):
            key, sign, value = part.partition("=")
            if not sign or not key.strip() or not value.strip():
                raise TextError(f'"[{inside}]" selects nothing.', "Write [carrier=heat] or [kind=energy].")
            selectors.append((key.strip(), value.strip()))
    pattern = re.sub(r"\[[^\]]*\]", "", path).strip()
    if "[" in pattern or "]" in pattern:
        raise TextError("a bracket is not closed.", "Write [carrier=heat].")
    return pattern, selectors


def _targets(section: str, sections: Sections, profiles: dict[str, Any]) -> Iterator[Target]:
    if section == "park":
        yield from (Target("park", "", field) for field in (*specs(Settings), "horizon"))
    elif section == "profiles":
        yield from (Target("profiles", name) for name in profiles)
    else:
        for label, thing in sections[section].items():
            yield from _of_thing(section, label, thing)
            if isinstance(thing, Network):
                for part in thing.pieces:
                    yield from _of_thing(section, part.label, part)


def _of_thing(section: str, label: str, thing: Any) -> Iterator[Target]:
    yield Target(section, label)
    for field, spec in specs(type(thing)).items():
        if (type(thing), field) in ((Connection, "enterprise"), (Segment, "corridor")):
            continue  # it is part of the label
        yield Target(section, label, field)
        if spec.kind in KINDS:
            yield from (Target(section, label, field, key) for key in keys_of(getattr(thing, field)))


def _selected(target: Target, key: str, value: str, sections: Sections) -> bool:
    if target.section in ("park", "profiles"):
        raise TextError(f"{target.section} has nothing to select by.", "Leave out the words in brackets.")
    thing = thing_at(target, sections)
    if key == "kind" and target.section != "carriers":
        given: Any = [sections["carriers"][carrier].kind for carrier in carriers_of(thing, sections)]
    elif key == "carrier":
        given = carriers_of(thing, sections)
    elif key == "role" and target.section != "enterprises":
        owner = sections["enterprises"].get(getattr(thing, "enterprise", ""))
        given = owner.role if owner is not None else ""
    else:
        words = [name for name, spec in specs(type(thing)).items() if spec.kind in WORDS]
        known = {*words, "carrier", "kind", "role", "label"}
        known |= {"enterprise"} if hasattr(thing, "enterprise") else set()
        if key not in known:
            raise TextError(f'"{key}" is nothing to select by here.', did_you_mean(key, known))
        given = getattr(thing, key)
    if isinstance(given, bool):
        given = "true" if given else "false"
    pattern = re.compile(re.escape(value).replace(r"\*", ".*").replace(r"\?", "."))
    return any(pattern.fullmatch(word) for word in ([given] if isinstance(given, str) else given))
