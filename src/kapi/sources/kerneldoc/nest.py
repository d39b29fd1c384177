"""The flat dialect brought into block form: ``lock-desc:`` becomes ``desc:`` of the last lock."""

from __future__ import annotations

from kapi.finding import Severity
from kapi.sources.kerneldoc.cut import cut_commas
from kapi.sources.kerneldoc.grammar import FLAT_TAGS, FlatTag
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.rows import Entry
from kapi.sources.kerneldoc.split import UNKNOWN


def nest(entries: list[Entry], notes: Notes) -> list[Entry]:
    """Return ``entries`` with the tags of the flat dialect as sub-tags of their blocks."""
    nester = _Nester(notes)
    for entry in entries:
        nester.add(entry)
    return nester.out


class _Nester:
    """One pass; remembers the last block of each kind, and the parameters by name."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.out: list[Entry] = []
        self.last: dict[str, Entry] = {}
        self.params: dict[str, Entry] = {}
        self.rules: dict[str, Entry] = {}
        self.members: dict[str, Entry] = {}
        self.struct_name = ""

    def add(self, entry: Entry) -> None:
        flat = FLAT_TAGS.get(entry.tag)
        if flat is not None:
            self._flat(entry, flat)
        elif entry.tag.startswith("validation-") and entry.tag != "validation-group":
            self._validation(entry)
        else:
            self._open(entry)

    def _open(self, entry: Entry) -> None:
        self.out.append(entry)
        self.last[entry.tag] = entry
        if entry.tag == "param":
            self.params.setdefault(cut_commas(entry.line_text, 1)[0], entry)
        elif entry.tag == "constraint":
            self.rules[cut_commas(entry.line_text, 1)[0]] = entry
        elif entry.tag == "struct":
            self.members = {}

    def _flat(self, entry: Entry, flat: FlatTag) -> None:
        if flat.block == "error-code":
            entry.tag = "error"
            self._open(entry)
        elif flat.block == "struct-type":
            self._struct_type(entry)
        elif flat.block == "struct-field":
            self._struct_field(entry)
        elif flat.block == "param":
            self._sub(self._named(entry, "param"), entry, flat.sub)
        elif flat.block == "field":
            self._member(entry, flat.sub)
        elif flat == FlatTag("constraint", "expr"):
            self._sub(self._rule(entry), entry, flat.sub)
        elif flat.block == "return":
            self._sub(self._block("return", entry), entry, flat.sub)
        elif flat.block in self.last:
            self._sub(self.last[flat.block], entry, flat.sub)
        else:
            self.notes.add(
                "misplaced-tag",
                Severity.WARNING,
                entry,
                f"'{entry.tag}:' stands before any '{flat.block}:'",
            )
            self.out.append(_renamed(entry, UNKNOWN + entry.tag))

    def _sub(self, block: Entry, entry: Entry, name: str) -> None:
        block.subs.append(_renamed(entry, name))

    def _block(self, tag: str, entry: Entry, head: str = "") -> Entry:
        """The last block of kind ``tag``, made up if there is none yet."""
        if tag not in self.last:
            row = entry.opener._replace(text=head, indent=0)
            self._open(Entry(tag, entry.opener, entry.indent, [row]))
        return self.last[tag]

    def _named(self, entry: Entry, tag: str) -> Entry:
        """The parameter that ``NAME, value`` names; ``entry`` keeps the value."""
        name = _take_name(entry)
        if name not in self.params:
            row = entry.opener._replace(text=name, indent=0)
            made = Entry(tag, entry.opener, entry.indent, [row])
            self._open(made)
            self.params[name] = made  # a head may hold blanks and brackets, and is read otherwise
        return self.params[name]

    def _rule(self, entry: Entry) -> Entry:
        """The constraint that ``constraint-expr: NAME, expression`` names."""
        text = entry.rows[0].text
        last = self.last.get("constraint")
        if last is not None and text.startswith(last.line_text + ","):
            entry.rows[0] = entry.rows[0].cut(len(last.line_text) + 1)
            return last
        name = _take_name(entry)
        if name in self.rules:
            return self.rules[name]
        row = entry.opener._replace(text=name, indent=0)
        self._open(Entry("constraint", entry.opener, entry.indent, [row]))
        return self.last["constraint"]

    def _struct_type(self, entry: Entry) -> None:
        """``struct-type: PARAM, struct NAME``."""
        block = self._named(entry, "param")
        self.struct_name = entry.line_text
        self._sub(block, entry, "struct-type")
        self.last.pop("struct", None)

    def _struct_field(self, entry: Entry) -> None:
        struct = self._block("struct", entry, self.struct_name)
        self._sub(struct, entry, "field")
        self.members[cut_commas(entry.line_text, 1)[0]] = struct.subs[-1]

    def _member(self, entry: Entry, name: str) -> None:
        """``struct-field-range: MEMBER, low, high``."""
        wanted = _take_name(entry)
        if wanted in self.members:
            self._sub(self.members[wanted], entry, name)
            return
        self.notes.add(
            "misplaced-tag",
            Severity.WARNING,
            entry,
            f"'{entry.tag}:' names '{wanted}', which is no member of a structure here",
        )
        row = entry.rows[0]
        entry.rows[0] = row._replace(text=f"{wanted}, {row.text}")
        self.out.append(_renamed(entry, UNKNOWN + entry.tag))

    def _validation(self, entry: Entry) -> None:
        group = self.last.get("validation-group")
        if group is None:
            self._open(entry)
        else:
            group.subs.append(entry)


def _take_name(entry: Entry) -> str:
    """Take ``NAME,`` off the text of ``entry``."""
    text = entry.rows[0].text
    name, comma, _ = text.partition(",")
    end = len(name) + len(comma)
    entry.rows[0] = entry.rows[0].cut(end)
    return name.strip()


def _renamed(entry: Entry, tag: str) -> Entry:
    return Entry(tag, entry.opener, entry.indent, entry.rows, entry.subs)
