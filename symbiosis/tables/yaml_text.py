"""A YAML file as blocks and text with places: plain mappings, lists and scalars, nothing else.

Anchors, aliases, merge keys, tags and further documents are refused where they stand. Scalars stay text: what
`NO`, `010` or `12:30:00` means is decided by the field they are given to, never by YAML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from symbiosis.tables.source import HIDDEN, Block, Listing, Node, Scalar, TextError

LARGEST = 2_000_000  # characters; longer lists belong into CSV files
DEEPEST = 20
MOST = 200_000  # nodes

Report = Callable[[str, str, str], None]  # (place, message, remedy)


def load(text: str, file: str, report: Report) -> Block | None:
    """Return the file's top block, or None when it cannot be read; every problem goes to `report`."""
    if len(text) > LARGEST:
        report(file, f"the file is longer than {LARGEST:,} characters.", "Move long lists into CSV files.")
        return None
    found = HIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        report(
            f"{file}:{line}",
            f"an invisible character U+{ord(found.group()):04X} stands in this line.",
            "Delete it (retype the word).",
        )
        return None
    try:
        top = _Loader(file, report).load(text)
    except TextError as fault:
        report(fault.place or file, fault.message, fault.remedy)
        return None
    if top is None or (isinstance(top, Scalar) and top.blank):
        park = "Begin with `format: 1`, `park:`, `carriers:` and `enterprises:`."
        report(file, "the file is empty.", park if file == "park.yaml" else "Begin with `format: 1`.")
        return None
    if not isinstance(top, Block):
        report(top.place, "the file does not begin with a name and a colon.", "Begin with `format: 1`.")
        return None
    return top


class _Loader:
    """Builds blocks from the events of ruamel's pure parser, which carry line numbers."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report
        self.count = 0

    def load(self, text: str) -> Node | None:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError

        lines = text.splitlines()
        try:
            return self._document(YAML(typ="safe", pure=True).parse(text))
        except MarkedYAMLError as error:
            marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
            line = _to_blame([mark.line for mark in marks] or [0], lines)
            said = str(error.problem or error.context or "not YAML")
            raise self._fault(line, *_explained(said, lines[line] if line < len(lines) else "")) from None
        except (YAMLError, YAMLStreamError, ValueError, RecursionError, OverflowError) as error:
            if isinstance(error, TextError):
                raise
            raise self._fault(0, f"the file is not YAML: {str(error).splitlines()[0]}.") from None

    def _fault(self, line: int, message: str, remedy: str = "") -> TextError:
        return TextError(message, remedy, f"{self.file}:{line + 1}")

    def _document(self, events: Any) -> Node | None:
        from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent, StreamStartEvent

        top: Node | None = None
        started = False
        for event in events:
            if isinstance(event, StreamStartEvent):
                continue
            if isinstance(event, StreamEndEvent):
                break
            if isinstance(event, DocumentStartEvent):
                if started:
                    raise self._fault(
                        event.start_mark.line,
                        "a second document begins here.",
                        "One document per file: delete `---`.",
                    )
                started = True
                top = self._node(next(events), events, 0)
        return top

    def _node(self, event: Any, events: Any, depth: int) -> Node:
        from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent

        line = event.start_mark.line
        place = f"{self.file}:{line + 1}"
        self.count += 1
        if self.count > MOST:
            raise self._fault(
                line, f"the file has more than {MOST:,} entries.", "Move long lists into CSV files."
            )
        if depth > DEEPEST:
            raise self._fault(line, f"nested deeper than {DEEPEST} levels.")
        if isinstance(event, AliasEvent):
            raise self._fault(line, "aliases (*name) are not allowed.", "Write the value out.")
        if event.anchor is not None:
            raise self._fault(line, f"anchors (&{event.anchor}) are not allowed.", "Write the value out.")
        if event.tag is not None:
            raise self._fault(
                line, "tags (!name) are not allowed.", "Write the plain value, in quotes if need be."
            )
        if isinstance(event, ScalarEvent):
            return Scalar(event.value, place, quoted=event.style in ('"', "'", "|", ">"))
        if isinstance(event, MappingStartEvent):
            return self._block(Block(place), events, depth)
        return self._listing(Listing(place), events, depth)

    def _listing(self, listing: Listing, events: Any, depth: int) -> Listing:
        from ruamel.yaml.events import SequenceEndEvent

        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            listing.items.append(self._node(event, events, depth + 1))
        return listing

    def _block(self, block: Block, events: Any, depth: int) -> Block:
        from ruamel.yaml.events import MappingEndEvent

        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(event.start_mark.line, "a name must be plain text, not a list or block.")
            if key.text == "<<" and not key.quoted:
                raise self._fault(
                    event.start_mark.line, "merge keys (<<) are not allowed.", "Write the values out."
                )
            name = key.text
            value = self._node(next(events), events, depth + 1)
            if isinstance(value, Scalar) and value.blank:
                value = replace(
                    value, place=key.place
                )  # YAML puts what is left out behind the next line break
            if name in block.entries:
                first = block.keys[name].rpartition(":")[2]
                self.report(
                    key.place, f'"{name}" is given twice, first in line {first}.', "Keep one of the two."
                )
                continue
            block.entries[name] = value
            block.keys[name] = key.place
        return block


def _to_blame(marked: list[int], lines: list[str]) -> int:
    """Return the line to show: one with a tab or full-width colon near the marks, else the first mark."""
    nearby = [*marked, *(line - 1 for line in marked)]
    return next(
        (line for line in nearby if 0 <= line < len(lines) and re.search("[\t\uff1a]", lines[line])),
        marked[0],
    )


def _explained(said: str, line: str) -> tuple[str, str]:
    """Return what YAML complains about in words a planner knows."""
    if "\t" in line:
        return "a tab stands in this line.", "Indent with spaces, never with tabs."
    if "\uff1a" in line:
        return (
            "a full-width colon (：) stands in this line.",
            "Write an ordinary colon and a space: `name: value`.",
        )
    if "mapping values are not allowed" in said:
        return (
            "a second colon, or a wrong indentation, in this line.",
            "Indent entries of one block alike; put text that holds a colon in quotes.",
        )
    if "could not find expected ':'" in said or "expected <block end>" in said or "simple key" in said:
        return (
            "the line does not fit the block it stands in: a colon is missing or the indentation is off.",
            "Write `name: value` and indent entries of one block alike.",
        )
    if "expected ',' or" in said:
        return (
            "a bracket is not closed, or a comma is missing.",
            "Close every { and [, and separate entries by commas.",
        )
    if "quoted scalar" in said:
        return "a quotation mark is not closed.", "Close it, or put the text between two of the same kind."
    return (
        f"this is not YAML ({said}).",
        "Write `name: value`, and put text with special characters in quotes.",
    )
