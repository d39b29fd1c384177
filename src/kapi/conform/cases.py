"""The ``.cases`` files beside specs: set-ups and calls, without a word about claims.

    case two pages over the limit
      as nobody, RLIMIT_MEMLOCK = 2 * PAGE_SIZE
      p = mmap(0, 4 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      or p = mmap(0, 4 * PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      mlock(p, 3 * PAGE_SIZE)
      or mlock(p, 2 * PAGE_SIZE)
      expect: -1 ENOMEM

Each ``or`` is another text for what stands above it, and makes one more case, in which all
else is equal. A text in which something is wrong becomes a finding, and the other cases stand.
"""

from __future__ import annotations

import functools
import os
from importlib import resources
from pathlib import Path

import msgspec

from kapi.conform.case import Case
from kapi.conform.case_caller import read_caller
from kapi.conform.examples import example_cases
from kapi.conform.lines import Line, Written, blocks
from kapi.conform.step_names import unknown_name
from kapi.conform.steps import StepError, call_parts, read_steps, split_steps
from kapi.errors import InputError
from kapi.files import read_found, read_named
from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.span import Span
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import ApiKind

_LARGEST = 1 << 20  # bytes
_NOTHING = frozenset({"", ";", "nothing"})


class CaseText(msgspec.Struct, frozen=True, kw_only=True):
    """One case as written: ``cases`` are the base case and one for each alternative.

    ``expect`` is what was seen when it was written (``-1 ENOMEM``), a note that decides nothing.
    """

    name: str
    cases: tuple[Case, ...]
    expect: str = ""
    span: Span


class Cases(msgspec.Struct, frozen=True):
    """What the files of an API hold, and what is wrong in them."""

    texts: tuple[CaseText, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def all(self) -> tuple[Case, ...]:
        """Every case, each followed by its alternatives."""
        return tuple(case for text in self.texts for case in text.cases)


def variants(one: CaseText) -> tuple[Case, ...]:
    """Return the base case of ``one``, then the one of each alternative, in reading order."""
    return one.cases


def cases_for(spec: Spec) -> Cases:
    """Return the cases for ``spec``: its examples, those beside its file, kapi's catalogue's.

    A file is called as the API without ``sys_``, in small letters for a command of ioctl(2):
    ``mlock.cases``, ``fionread.cases``. One that cannot be read is a finding.
    """
    name = _name(spec)
    call = "ioctl" if spec.kind is ApiKind.IOCTL else call_of(name, this_machine())
    found = [_examples(spec)]
    found += [_read_file(path, call) for path in _files(spec.origin.file, name)]
    return Cases(
        tuple(text for one in found for text in one.texts),
        tuple(finding for one in found for finding in one.findings),
    )


def open_cases(spec: Spec) -> None:
    """Read the files of which `cases_for` makes cases, for a process that may not read them."""
    for path in _files(spec.origin.file, _name(spec)):
        _content(path)


def _name(spec: Spec) -> str:
    return spec.name.lower() if spec.kind is ApiKind.IOCTL else spec.name.removeprefix("sys_")


def _examples(spec: Spec) -> Cases:
    shown = example_cases(spec)
    texts = (CaseText(name=one.name, cases=(one,), span=spec.span) for one in shown.cases)
    return Cases(tuple(texts), shown.findings)


@functools.cache
def _files(spec_file: str, name: str) -> tuple[str, ...]:
    """The files of an API; one of the catalogue by the path that `_catalogue` has for it."""
    if "/" in name or not name:
        return ()
    shipped = _catalogue().get(name, ())
    beside = os.path.join(os.path.dirname(spec_file), f"{name}.cases")
    found = _status(beside) if spec_file else None
    if found and not any(os.path.samestat(found, os.stat(path)) for path in shipped):
        return (beside, *shipped)
    return shipped


def _status(path: str) -> os.stat_result | None:
    """The status of a file that a specification has named, None where there is none."""
    try:
        return os.stat(path)
    except (OSError, ValueError):  # the name may be anything
        return None


@functools.cache
def _catalogue() -> dict[str, tuple[str, ...]]:
    root = Path(str(resources.files("kapi.catalog")))
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(root.rglob("*.cases")):
        found[path.stem] = (*found.get(path.stem, ()), str(path))
    return found


@functools.cache
def _read_file(path: str, call: str) -> Cases:
    data = _content(path)
    if isinstance(data, str):
        return Cases((), (_finding(_Wrong(0, f"cannot be read: {data}"), path, call),))
    return read_cases(data.decode("utf-8", "replace"), path, call, foreign=not _is_shipped(path))


def _is_shipped(path: str) -> bool:
    return any(path in paths for paths in _catalogue().values())


@functools.cache
def _content(path: str) -> bytes | str:
    """What a file holds, or why it cannot be read."""
    try:
        return (read_named if _is_shipped(path) else read_found)(path, _LARGEST)
    except InputError as error:
        return str(error)
    except OSError as error:
        return error.strerror or str(error)


def read_cases(text: str, file: str, call: str, foreign: bool = True) -> Cases:
    """Return the cases of ``text``; all are of the system call ``call``.

    ``file`` is where the text comes from, for findings; ``foreign`` is as in `Case`.
    Never raises.
    """
    texts: list[CaseText] = []
    findings: list[Finding] = []
    names: set[str] = set()
    for block in blocks(text):
        try:
            one = _case(block, file, call, foreign)
            if one.name in names:
                raise _Wrong(block.line, f"a second case {one.name}")
            names.add(one.name)
            texts.append(one)
        except _Wrong as wrong:
            findings.append(_finding(wrong, file, call))
    return Cases(tuple(texts), tuple(findings))


class _Wrong(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def _finding(wrong: _Wrong, file: str, call: str) -> Finding:
    return Finding(
        code="bad-case",
        severity=Severity.ERROR,
        message=str(wrong),
        span=Span(source=file, file=file, line=wrong.line),
        api=f"sys_{call}",
    )


class _Parts(msgspec.Struct):
    """A case before its alternatives are made: caller, lines of steps, the call."""

    caller: Written
    steps: list[Written]
    call: Written


def _case(block: Line, file: str, call: str, foreign: bool) -> CaseText:
    parts = _parts(block)
    chosen = [(parts.caller, 0), *((one, 0) for one in parts.steps), (parts.call, 0)]
    cases = [_made(block.text, call, chosen, foreign)]
    for position, (written, _) in enumerate(chosen):
        for number in range(1, len(written.texts)):
            changed = [*chosen[:position], (written, number), *chosen[position + 1 :]]
            cases.append(_made(block.text, call, changed, foreign))
    if len({len(case.arguments) for case in cases}) > 1:
        raise _Wrong(parts.call.line, "calls with different numbers of arguments")
    span = Span(source=file, file=file, line=block.line)
    return CaseText(name=block.text, cases=tuple(cases), expect=block.expect, span=span)


def _parts(block: Line) -> _Parts:
    if block.wrong:
        raise _Wrong(*block.wrong)
    if not block.body:
        raise _Wrong(block.line, f"case {block.text} has no call")
    *steps, call = block.body
    return _Parts(block.caller or Written(block.line, [""]), steps, call)


def _made(name: str, call: str, chosen: list[tuple[Written, int]], foreign: bool) -> Case:
    (caller_line, caller_number), *steps, (call_line, call_number) = chosen
    try:
        caller = read_caller(caller_line.texts[caller_number])
    except StepError as error:
        raise _Wrong(caller_line.lines[caller_number], str(error)) from error
    texts = [_steps(line, number) for line, number in steps]
    shown, arguments = _call(call_line, call_number, call)
    _check_names(chosen, texts, arguments)
    inputs = (*caller.inputs, *(" ".join(one) for one in texts), *arguments)
    return Case(
        syscall=call,
        steps=tuple(step for one in texts for step in one),
        arguments=arguments,
        shown=f"{shown}{caller.shown}",
        caller=caller,
        name=name,
        inputs=inputs,
        family=f"{call}: {name}",
        foreign=foreign,
    )


def _steps(line: Written, number: int) -> tuple[str, ...]:
    text = line.texts[number]
    if text.strip() in _NOTHING and number:
        return ()
    try:
        read_steps(text)
        return split_steps(text)
    except StepError as error:
        raise _Wrong(line.lines[number], str(error)) from error


def _call(line: Written, number: int, call: str) -> tuple[str, tuple[str, ...]]:
    """How the call is shown, and its arguments."""
    try:
        function, arguments = call_parts(line.texts[number])
    except StepError as error:
        raise _Wrong(line.lines[number], str(error)) from error
    if function != call:
        reason = f"the last line must call {call}, not {function}"
        raise _Wrong(line.lines[number], reason)
    return f"{call}({', '.join(arguments)})", arguments


def _check_names(
    chosen: list[tuple[Written, int]], texts: list[tuple[str, ...]], arguments: tuple[str, ...]
) -> None:
    known: set[str] = set()
    written = [line.lines[number] for line, number in chosen[1:]]
    for line, step in zip(written, [*texts, arguments], strict=True):
        if reason := unknown_name(step, known, step is arguments):
            raise _Wrong(line, reason)
