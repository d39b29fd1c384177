"""Lines of strace → calls, line by line, in linear time and little memory.

Read as people have them: from ``-o``, with ``-f`` or ``-ff``, ``-t``, ``-tt``, ``-ttt``, ``-r``,
``-T``, ``-y``, ``-yy``, ``-Y``, ``-i``, ``-n``, ``-k``, ``-X raw`` or ``-X verbose`` and
``-e raw=all``. Calls of no interest are passed over before their arguments are read.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from errno import EPERM

import msgspec

from kapi.call import HIGHEST_ERRNO, Outcome
from kapi.observe.backend import Losses
from kapi.observe.seen import Seen
from kapi.observe.shown_values import WORD, Decoder
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_number
from kapi.vocab.syscalls import calls_of_32_bits, syscall_number

_FILE = r"<[^<>-]*(?:->?[^<>-]*)*(?:<[^<>]*>)*>"
"""What strace -y and -yy show behind a descriptor: ``</dev/null<char 1:3>>``, ``<TCP:[a->b]>``."""
_LINE = re.compile(
    r"^ *(?:\[pid +(\d{1,10})(?:<([^>\n]*)>)?\] |(\d{1,10})(?:<([^>\n]*)>)? +)?"
    r"(?: *(\d+:\d+:\d+(?:\.\d+)?|\d+\.\d+) )?(?:\(\+ *\d+\.\d+\) )?(?:\[[0-9a-f? ]+\] )*"
    r"(?:(\w+)\((.*)|<\.\.\. (\w+) resumed>(.*)|(\+\+\+|---) (.*)|(.*))$",
    re.MULTILINE,
)
_RESULT = re.compile(
    rf"(-?\d{{1,20}}|0x[0-9a-f]{{1,16}}|\?)(?:{_FILE}(?:\(deleted\))?)?"
    r"(?: (E[A-Z0-9_]+)| \(errno (\d{1,20})\))?"
    r"(?: <unavailable>)?(?: ?\(.*\))?(?: <\d+\.\d+>)?",
    re.DOTALL,
)
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_FLAT = re.compile(rf"(?:[^,\"<]+|{_STRING}|{_FILE}|<|,(?! ))+", re.DOTALL)
_PART = re.compile(rf'{_STRING}|"|(?<=[0-9D/]){_FILE}|/\*[^*]*\*/|[\[{{(]|[\]}})]|, ', re.DOTALL)
_UNFINISHED = re.compile(r" ?<(?:(?:unfinished|detached)|pid changed to (\d{1,10})) \.\.\.>$")
_LONGEST_END = 40  # characters of it
_DETACHED = "<detached ...>"  # the call goes on, and nobody watches any longer
_CUT = re.compile(r" ?<ptrace\(SYSCALL\):.*>$")
_EXECS = frozenset({"execve", "execveat"})  # read in any case: they name programs
_BEGIN_TO_TRACE = {0: "TRACEME", 16: "ATTACH", 0x4206: "SEIZE"}  # include/uapi/linux/ptrace.h
_BIRTHS = frozenset({"fork", "vfork", "clone", "clone3"})
_BORN = re.compile(r" = (?:\d+ /\* )?(\d{1,10})\b")
_NEVER_BACK = _EXECS | {"exit", "exit_group", "rt_sigreturn", "sigreturn"}
_ENDED = re.compile(r"(?:exited with \d+|killed by (SIG\w+)(?: \(core dumped\))?) \+\+\+$")
_SUPERSEDED = re.compile(r"superseded by execve in pid (\d{1,10})(?:<[^>]*>)? \+\+\+$")
_MODE = re.compile(r"\[ Process PID=(\d{1,10}) runs in (\S+(?: bit)?) mode\. \]$")
_REMARK = re.compile(
    r"$| ?> | ?<unfinished \.\.\.>$"
    r"|strace: (?:\[?Process|Can't)|% time |-{6}|\s*\d+\.\d+ .*|[\d.\s]+total$"
    r"|\[ Process |(?:restart_syscall|\?{3,4})\(|<\.\.\. \?{3} resumed>"
    r"|Process \d+ (?:attached|detached|resumed)"
)
_WORDS = re.compile(rf"{_STRING}(?:\.\.\.)?|<(?<=[0-9D]<){_FILE[1:]}")
"""What a number is never read from: strings, the files of descriptors. That each begins with a
character of its own makes the search twice as fast."""
_WORD = "\ud800"  # stands for them; no line has it
_STRUCTURE = re.compile(r"\{[^{}]*\}")
_LONGEST = 1 << 20  # characters of a line; strings are cut by strace long before
_MOST_TRIES = 16
_MOST_OPEN = 100_000  # threads inside a call: more than PID_MAX_DEFAULT
_MOST_KEPT = 50_000
_MOST_TRACERS = 100


class StraceReader:
    """Reads the text of one log. ``wanted`` are the names of the calls to be given.

    ``tid`` is the thread of lines without a column for it. `lines` and `passed` count what was
    read, and the calls among it that nobody wanted. `refused` is the errno of the first execve()
    until one works: that of a program which strace could not run. `tracers` are programs that were
    refused to trace others, as strace traces those already; ``shows_exits`` logs are looked at.

    ``is_silent`` says of a call that there is nothing to say of it, nor of one whose numbers are
    the same: such calls are given once, and counted from then on (`conforming`, by name). Most
    lines of a log are of that kind. ``looks_inside`` says of the name of a call whether what stands
    in structures may count (None: it may). Another call is held until the next line of its thread:
    of a thread that is killed inside a call strace may print what it read of another one, and that
    line is the thread's last. The calls that end threads tell such an end from others; without
    ``shows_exits`` the log may lack them, and a result is doubted that is a number strace had read.
    """

    def __init__(
        self,
        wanted: Collection[str],
        architecture: Architecture,
        tid: int = 0,
        is_silent: Callable[[Seen], bool] | None = None,
        *,
        shows_exits: bool = False,
        looks_inside: Callable[[str], bool] | None = None,
    ) -> None:
        self.losses = Losses()
        self.lines = 0
        self.passed = 0
        self.conforming: Counter[str] = Counter()
        self._is_silent = is_silent
        self._shows_exits = shows_exits
        self._looks_inside = functools.cache(looks_inside or (lambda name: True))
        self._held: dict[int, Seen] = {}
        self._silent: set[tuple[str, str]] = set()
        self._given = frozenset(wanted)
        self._wanted = self._given | _EXECS | ({"ptrace"} if shows_exits else set())
        self._architecture = architecture
        self._decoded = Decoder(architecture)
        self._tid = tid
        self._rest = b""
        self._is_cut = False
        self._found: list[Seen] = []
        self._open: dict[int, tuple[str, str, str]] = {}
        self._programs: dict[int, str] = {}
        self._foreign: set[int] = set()
        self._narrow = calls_of_32_bits(architecture)
        self._narrow_program: set[int] = set()
        self._bearing: set[int] = set()
        self._known: set[int] = set()
        self._executed: set[int] = set()
        self._has_begun = False
        self.refused: int | None = None
        self.tracers: dict[str, str] = {}
        self._outcomes: dict[tuple[str, bool], Outcome | None] = {}

    def feed(self, data: bytes) -> Iterator[Seen]:
        """Give the calls that end in the lines which ``data`` completes."""
        if self._is_cut:  # the rest of a line that is too long
            _, end_of_line, data = data.partition(b"\n")
            self._is_cut = not end_of_line
        end = data.rfind(b"\n") + 1
        if not end:
            self._rest += data
            if len(self._rest) > _LONGEST:
                self.losses.not_understood(_text(self._rest[:200]))
                self._rest, self._is_cut = b"", True
            return
        whole, self._rest = self._rest + data[: end - 1], data[end:]
        self._read(_text(whole))
        yield from self._given_now()

    def finish(self) -> Iterator[Seen]:
        """Give what the last line says, and the calls whose end the log does not hold."""
        if self._rest:
            rest, self._rest = self._rest, b""
            self._read(_text(rest))
        for tid in list(self._held):
            self._release(tid, is_last=not self._shows_exits)
        for tid in list(self._open):
            self._lose(tid)
        yield from self._given_now()

    def _given_now(self) -> list[Seen]:
        found, self._found = self._found, []
        return found

    def _read(self, text: str) -> None:
        """Take each line: few steps, no generators, since logs have millions."""
        wanted, pending, foreign, held = self._wanted, self._open, self._foreign, self._held
        narrow = self._narrow
        lines = passed = 0
        for found in _LINE.finditer(text):
            lines += 1
            name = found[6]
            if name is None or name not in wanted:
                if name is None or pending or held or foreign or name in narrow:
                    self._line(found)
                else:
                    passed += 1
                continue
            rest = found[7]
            is_apart = pending or foreign or held or rest.endswith("...>")
            if is_apart or not self._whole(found, name, rest):
                self._line(found)
        self.lines += lines
        self.passed += passed

    def _whole(self, found: re.Match[str], name: str, text: str, time: str | None = None) -> bool:
        """Take a call all of which is there, begun at ``time``; False where the text is no call."""
        key = None
        if self._is_silent is not None:
            words = _WORDS.sub(_WORD, _untimed(text)) if '"' in text or ">" in text else text
            if "{" in words and not self._looks_inside(name):
                words = _STRUCTURE.sub("{", words)
            key = (name, words)
            if key in self._silent:
                self.conforming[name] += 1
                return True
        tid = int(found[1] or found[3] or self._tid)
        program = self._programs.get(tid) or found[2] or found[4] or ""
        seen = self._call(tid, name, text, (found[5] or "") if time is None else time, program)
        if seen is None:
            return False
        if name in self._given:
            if key is None or name in _EXECS or self._learn(key, seen):
                self._found.append(seen)
            else:
                self._held[tid] = seen
        return True

    def _learn(self, key: tuple[str, str], seen: Seen) -> bool:
        """Keep what is silent; return whether that is so."""
        if self._is_silent is None or not self._is_silent(seen):
            return False
        if len(self._silent) >= _MOST_KEPT:
            self._silent.clear()
        self._silent.add(key)
        return True

    def _release(self, tid: int, *, is_last: bool) -> None:
        """Give the call that was held; ``is_last``: its thread was ended in or after it."""
        seen = self._held.pop(tid)
        if is_last and (self._shows_exits or self._was_read_elsewhere(seen)):
            seen = msgspec.structs.replace(seen, outcome=None)
        self._found.append(seen)

    def _was_read_elsewhere(self, seen: Seen) -> bool:
        """Whether the result is the number of a call that strace had just read."""
        result = seen.outcome.result if seen.outcome is not None else None
        names = ("exit", "exit_group", seen.syscall)
        return result in [syscall_number(one, self._architecture) for one in names]

    def _line(self, found: re.Match[str]) -> None:
        tid = int(found[1] or found[3] or self._tid)
        if tid in self._held:
            self._release(tid, is_last=found[10] == "+++")
        if self._foreign:
            self._meet(tid)
        if found[6] is not None:
            self._begun(tid, found, found[6], found[7])
        elif found[8] is not None:
            self._resumed(tid, found, found[8], found[9])
        elif found[10] is not None:
            self._event(tid, found[10], found[11])
        else:
            self._remark(found[12])

    def _meet(self, tid: int) -> None:
        """Take a thread that nothing is known of for the child of the one that is in fork() now.

        strace tells of a child what it is only where that is not what the thread was of which it
        had shown a call last.
        """
        if self._bearing and tid not in self._known:
            self._inherit(next(iter(self._bearing)), tid)
        self._known.add(tid)

    def _bear(self, tid: int, text: str) -> None:
        """A child of a program of 32 bits is one, too."""
        if text.endswith("...>"):
            self._bearing.add(tid)
        elif born := _BORN.search(text):
            self._inherit(tid, int(born[1]))

    def _inherit(self, parent: int, child: int) -> None:
        self._foreign.add(child)
        if parent in self._narrow_program:
            self._narrow_program.add(child)

    def _begun(self, tid: int, found: re.Match[str], name: str, rest: str) -> None:
        if tid in self._open:
            self._lose(tid)
        if name not in self._wanted:
            self.passed += 1
            if name in self._narrow:
                self._foreign.add(tid)
                self._narrow_program.add(tid)
            elif name in _BIRTHS and tid in self._foreign:
                self._bear(tid, rest)
        elif tid in self._foreign:
            self.losses.foreign += 1
            self._replaced(tid, name, rest)
        elif not rest.endswith("...>") or not (
            cut := _UNFINISHED.search(rest, max(0, len(rest) - _LONGEST_END))
        ):
            if not self._whole(found, name, rest) and not _CUT.search(rest[-100:]):
                self.losses.not_understood(f"{name}({rest}")
        elif rest.endswith(_DETACHED):
            self.passed += 1
        elif len(self._open) < _MOST_OPEN:
            self._open[int(cut[1] or tid)] = (name, rest[: cut.start()], found[5] or "")
        else:
            self.losses.exits += 1

    def _resumed(self, tid: int, found: re.Match[str], name: str, more: str) -> None:
        if name not in self._wanted:
            self._open.pop(tid, None)
            if tid in self._bearing:
                self._bearing.discard(tid)
                self._bear(tid, more)
            return
        if tid in self._foreign:
            self._replaced(tid, name, more)
            return
        begun = self._open.pop(tid, None)
        if begun is None or begun[0] != name:
            self.losses.not_understood(f"<... {name} resumed>{more}")
            return
        if tid in self._executed:
            self._executed.discard(tid)
            more = ") = 0"  # strace may show the result of what the first thread was doing
        if more.endswith("...>") and (
            cut := _UNFINISHED.search(more, max(0, len(more) - _LONGEST_END))
        ):
            if not more.endswith(_DETACHED):
                self._open[tid] = (name, begun[1] + more[: cut.start()], begun[2])
            return
        text = begun[1] + (more[1:] if more.startswith(" ") and not more[1:2].isspace() else more)
        if not self._whole(found, name, text, begun[2]):
            self.losses.not_understood(f"{name}({text}")

    def _replaced(self, tid: int, name: str, text: str) -> None:
        """A program of 32 bits that was told by its calls may execute another.

        With -o strace does not say what a program is.
        """
        if name in _EXECS and text.endswith(" = 0") and tid in self._narrow_program:
            self._narrow_program.discard(tid)
            self._foreign.discard(tid)

    def _event(self, tid: int, mark: str, text: str) -> None:
        """What ends a thread ends its call, too."""
        if mark == "---":
            return
        if moved := _SUPERSEDED.match(text):
            there = int(moved[1])
            if there in self._open:
                self._open[tid] = self._open.pop(there)
            if tid in self._open:
                self._executed.add(tid)
            return
        ended = _ENDED.match(text)
        if ended is None:
            self.losses.not_understood(f"+++ {text}")
        elif tid in self._open:
            name, begun, time = self._open.pop(tid)
            outcome = Outcome(killed=ended[1]) if ended[1] else None
            self._give(self._made(tid, name, begun.rstrip(" ,"), outcome, "?", time))
        self._programs.pop(tid, None)
        for group in (self._foreign, self._narrow_program, self._bearing, self._known):
            group.discard(tid)

    def _remark(self, text: str) -> None:
        if mode := _MODE.match(text):
            native = "64 bit" if self._architecture.word_bits == 64 else "32 bit"
            change = self._foreign.discard if mode[2] == native else self._foreign.add
            change(int(mode[1]))
        elif not _REMARK.match(text):
            self.losses.not_understood(text)

    def _lose(self, tid: int) -> None:
        name, begun, time = self._open.pop(tid)
        self.losses.exits += 1
        seen = self._made(tid, name, begun.rstrip(" ,"), None, "<unfinished ...>", time)
        self._give(msgspec.structs.replace(seen, lost=True))

    def _give(self, seen: Seen) -> None:
        if seen.syscall in self._given:
            self._found.append(seen)

    def _call(self, tid: int, name: str, rest: str, time: str, program: str) -> Seen | None:
        """Return the call of ``ARGUMENTS) = RESULT``, or None where the text is none."""
        equals = rest.rfind(" = ")
        key = (_untimed(rest[equals + 3 :]), name in _NEVER_BACK)
        before = rest[:equals].rstrip(" ") if equals > 0 else ""
        if key not in self._outcomes or not before.endswith(")"):
            split = _result(rest)
            if split is None:
                return None
            before, key = split[0], (split[1], key[1])
            self._keep(key)
        texts = _parts(before[:-1])
        if texts is None:
            return None
        outcome = self._outcomes[key]
        if name in _EXECS and outcome is not None:
            self._remember(tid, texts, outcome)
        decoded = self._decoded
        arguments = tuple([decoded(one) for one in texts])
        if name == "ptrace" and outcome is not None and outcome.errno == EPERM:
            self._note_tracer(program, arguments[0])
        return Seen(name, arguments, outcome, texts, f"{name}({rest}", tid, time, program)

    def _note_tracer(self, program: str, request: int | None) -> None:
        begun = _BEGIN_TO_TRACE.get(-1 if request is None else request)
        if begun and len(self.tracers) < _MOST_TRACERS:
            self.tracers.setdefault(program, f"PTRACE_{begun}")

    def _keep(self, key: tuple[str, bool]) -> None:
        if len(self._outcomes) >= _MOST_KEPT:
            self._outcomes.clear()
        self._outcomes[key] = self._ended(*key)

    def _made(
        self, tid: int, name: str, begun: str, outcome: Outcome | None, end: str, time: str
    ) -> Seen:
        texts = _parts(begun) or ()
        arguments = tuple([self._decoded(one) for one in texts])
        shown = f"{name}({begun}) = {end}"
        return Seen(name, arguments, outcome, texts, shown, tid, time, self._programs.get(tid, ""))

    def _ended(self, text: str, leaves: bool) -> Outcome | None:
        """Return the outcome that the result ``text`` says; ``leaves``: the call may not return."""
        found = _RESULT.fullmatch(text)
        if found is None:
            return None
        number, errno, bare = found.groups()
        if number == "?":
            return Outcome(gone=True) if leaves and errno is None else None
        if errno is not None or bare is not None:
            failed = int(bare) if bare else errno_number(errno, self._architecture)
            return Outcome(result=-failed) if failed and failed <= HIGHEST_ERRNO else None
        result = int(number, 16 if number.startswith("0x") else 10) & WORD
        if leaves and not result:
            return Outcome(gone=True)  # execve() that worked, as strace shows it
        return Outcome(result=result - (1 << 64) if result >> 63 else result)

    def _remember(self, tid: int, texts: tuple[str, ...], outcome: Outcome) -> None:
        if not outcome.accepted:
            self.refused = None if self._has_begun else outcome.errno
            return
        self._has_begun, self.refused = True, None
        path = next((one for one in texts if one.startswith('"')), "")
        if len(self._programs) < _MOST_OPEN:
            self._programs[tid] = path.strip('".').rpartition("/")[2]


def _text(data: bytes) -> str:
    text = data.decode("utf-8", "backslashreplace")
    if "\r" in text:  # where terminals wrote the log; in strings strace writes a backslash and r
        return text.replace("\r\n", "\n").removesuffix("\r").replace("\r", "\n")
    return text


def _untimed(result: str) -> str:
    """Return ``result`` without the time that the call took (-T)."""
    if result.endswith(">") and (start := result.rfind(" <")) > 0 and result[start + 2].isdigit():
        return result[:start]
    return result


def _result(rest: str) -> tuple[str, str] | None:
    """Return the arguments with their ``)``, and the result: the last that can be one."""
    if len(rest) > _LONGEST:
        return None
    end = len(rest)
    for _ in range(_MOST_TRIES):
        end = rest.rfind(" = ", 0, end)
        if end < 0:
            return None
        before = rest[:end].rstrip(" ")
        if before.endswith(")") and _RESULT.fullmatch(rest, end + 3):
            return before, _untimed(rest[end + 3 :])
    return None


def _parts(text: str) -> tuple[str, ...] | None:
    """Return the arguments, which commas separate outside of strings and brackets.

    None where a string or a bracket does not end.
    """
    if not text:
        return ()
    if "{" in text or "[" in text or "(" in text or ")" in text:
        return _nested_parts(text)
    if '"' not in text and "<" not in text:
        return tuple(text.split(", "))
    parts = _FLAT.findall(text)
    if ",".join(parts) != text:
        return None
    return tuple([one.removeprefix(" ") for one in parts])


def _nested_parts(text: str) -> tuple[str, ...] | None:
    depth = start = 0
    parts = []
    for found in _PART.finditer(text):
        one = found.group()
        if one == ", ":
            if not depth:
                parts.append(text[start : found.start()])
                start = found.end()
        elif one == '"':
            return None
        elif one in "[{(":
            depth += 1
        elif one in "]})":
            depth -= 1
            if depth < 0:  # the end of another call, to which this one was glued
                return None
    parts.append(text[start:])
    return None if depth else tuple(parts)
