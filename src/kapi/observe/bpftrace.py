"""A script of bpftrace that makes the checks of specs, for people to read, change and run.

It judges as `kapi.judge` does from the arguments and the result alone, without anything of the
situation. The registers of a call are kept at its entry (``raw_syscalls:sys_enter``), since the
names of arguments differ from kernel to kernel, and judged at its exit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from kapi.expr.bpftrace_writer import FALSE, BpftraceWriter, both, cut, either
from kapi.expr.ebpf.writer import NotWritable, Truth
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.nodes import Node
from kapi.expr.render_c import render_c
from kapi.observe.watched import Check, Rule, Watched
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name
from kapi.vocab.integers import CType
from kapi.vocab.syscalls import syscall_number

_WIDTH: Final = 90
_HEAD: Final = """\
// The checks of specifications, made by kapi for bpftrace 0.17 or newer on {machine}.
//
//   bpftrace -c 'PROGRAM ARGUMENT...' THIS_FILE        as root, tracefs mounted
//
// To watch a process that runs, put its number for cpid. Threads, children and programs that they
// execute are followed. At the end @calls counts the calls of each API by verdict, @findings what
// differs from a spec by the number of the condition that was broken (0: none). A condition of
// which the arguments tell nothing (a descriptor, what is mapped) only explains an errno.
// Calls of 32-bit programs have no events here and are not counted.
{left_out}
tracepoint:raw_syscalls:sys_enter
/@watched[tid] || (tid == cpid && args->id == {execve})/
{{
	@watched[tid] = (uint64)1;
	@a0[tid] = (uint64)args->args[0];
	@a1[tid] = (uint64)args->args[1];
	@a2[tid] = (uint64)args->args[2];
	@a3[tid] = (uint64)args->args[3];
	@a4[tid] = (uint64)args->args[4];
	@a5[tid] = (uint64)args->args[5];
}}

tracepoint:sched:sched_process_fork
/@watched[tid]/
{{
	@watched[(uint64)args->child_pid] = (uint64)1;
}}

// A thread that executes a program gets the number of its process.
tracepoint:sched:sched_process_exec
/args->old_pid != args->pid && @watched[(uint64)args->old_pid]/
{{
	@watched[tid] = (uint64)1;
	@a0[tid] = @a0[(uint64)args->old_pid];
	@a1[tid] = @a1[(uint64)args->old_pid];
	@a2[tid] = @a2[(uint64)args->old_pid];
	delete(@watched[(uint64)args->old_pid]);
}}

tracepoint:sched:sched_process_exit
/@watched[tid]/
{{
	delete(@watched[tid]);
}}

END
{{
	clear(@watched);
	clear(@a0); clear(@a1); clear(@a2); clear(@a3); clear(@a4); clear(@a5);
}}
"""


def script(
    calls: Sequence[tuple[str, Watched]], left_out: Sequence[str], architecture: Architecture
) -> str:
    """Return the script of ``calls``: the name of each API and what its spec says.

    ``left_out`` are the APIs of which the script says that it does not check them.
    """
    told = f"Left out, as they are no system calls: {', '.join(left_out)}." if left_out else ""
    return _HEAD.format(
        machine=architecture.name,
        execve=syscall_number("execve", architecture),
        left_out="".join(f"// {one}\n" for one in wrap(told, _WIDTH)),
    ) + "".join(_Probe(api, one, architecture).text() for api, one in calls)


class _Probe:
    """The probe at the exit of one call."""

    def __init__(self, api: str, watched: Watched, architecture: Architecture) -> None:
        self._api = api
        self._watched = watched
        self._architecture = architecture
        types = {
            name: parameter_type(kind or "", architecture) for name, kind in watched.parameters
        }
        word = CType(architecture.word_bits, False)
        known = {name: kind or word for name, kind in types.items()}
        known.setdefault("result", CType(architecture.word_bits, True))
        self._types = {name: kind or word for name, kind in types.items()}
        self._writer = BpftraceWriter(
            Environment(
                architecture=architecture,
                page_size=os.sysconf("SC_PAGESIZE"),
                parameters=known,
            ),
            unknown=[name for name, kind in types.items() if kind is None],
        )

    def text(self) -> str:
        """Return the probe."""
        try:
            body = [*self._judged()]
        except NotWritable as error:
            told = f"// A condition that bpftrace cannot tell: {error}."
            body = [told, *self._verdict("cannot tell")]
        lines = [f"\t{one}" for one in (*self._arguments(), *body)]
        function = self._api.removeprefix("sys_")  # newfstat, of the call fstat
        probe = f"tracepoint:syscalls:sys_exit_{function}"
        return "\n".join(["", probe, "/@watched[tid]/", "{", *map(_folded, lines), "}", ""])

    def _arguments(self) -> Iterator[str]:
        for place, (name, kind) in enumerate(self._types.items()):
            yield f"${name} = {cut(f'@a{place}[tid]', kind)};"
        yield "$result = (uint64)0;"  # else bpftrace 0.17 warns of two address spaces
        yield "$result = (uint64)args->ret;"
        yield "$signed = (int64)$result;"

    def _judged(self) -> Iterator[str]:
        yield "if ($signed >= (int64)-516 && $signed <= (int64)-512) {"
        yield "\t// A signal came: the call is made again."
        yield from _in(self._verdict("cannot tell"))
        yield "\treturn;"
        yield "}"
        yield "$errno = (uint64)0;"
        yield "if ($signed < (int64)0 && $signed >= (int64)-4095) { $errno = (uint64)0 - $result; }"
        yield "$broken = (uint64)0; $stopped = (uint64)0; $explained = (uint64)0;"
        for given, variant in self._watched.variants:
            certain, possible = self._both_truths(given)
            yield from (f"// where {one}" for one in wrap(render_c(given), _WIDTH))
            if certain != possible:
                yield f"if ({_bare(possible)} && !{certain}) {{"
                yield from _in([*self._verdict("cannot tell"), "return;"])
                yield "}"
            yield f"if ({_bare(certain)}) {{"
            yield from _in([*self._view(variant), "return;"])
            yield "}"
        yield from self._view(self._watched)

    def _view(self, watched: Watched) -> Iterator[str]:
        """What the spec says under one variant."""
        for number, check in enumerate(watched.checks, 1):
            yield from self._check(number, check)
        yield "if ($errno == 0) {"
        yield from _in(self._accepted(watched.rule))
        yield "} else {"
        yield from _in(self._refused(watched))
        yield "}"

    def _check(self, number: int, check: Check) -> Iterator[str]:
        certain, possible = self._both_truths(check.node)
        breaks = certain if check.decides else FALSE
        if check.decides and check.twin is not None:
            known, maybe = self._both_truths(check.twin)
            if known == maybe:  # the error says all of it
                return
            breaks = both(certain, known)
        yield f"// {number}. {check.title}"
        yield from (f"//    {one}" for one in wrap(render_c(check.node), _WIDTH))
        about = either(*(f"$errno == {one}" for one in check.errnos))
        explains = both("!$stopped", about) if check.placed else about
        stops = " $stopped = (uint64)1;" if check.placed else ""
        broken = f"$broken = $broken ? $broken : (uint64){number};{stops}"
        if breaks == possible != FALSE:
            yield f"if ({_bare(possible)}) {{"
            yield f"\tif ({_bare(explains)}) {{ $explained = (uint64)1; }}"
            yield f"\t{broken}"
            yield "}"
            return
        if possible != FALSE:
            yield f"if ({_bare(both(explains, possible))}) {{ $explained = (uint64)1; }}"
        if breaks != FALSE:
            yield f"if ({_bare(breaks)}) {{ {broken} }}"

    def _both_truths(self, node: Node) -> tuple[str, str]:
        return (
            self._writer.condition(node, Truth.CERTAIN),
            self._writer.condition(node, Truth.POSSIBLE),
        )

    def _accepted(self, rule: Rule | None) -> Iterator[str]:
        yield "if ($broken) {"
        yield from _in(self._finding("accepted-invalid", "violation"))
        yield "\treturn;"
        yield "}"
        if rule is None:
            yield from self._verdict("cannot tell")
        elif rule.never:
            yield from self._finding("returned", "violation")
        else:
            yield from self._by_rule(rule)

    def _by_rule(self, rule: Rule) -> Iterator[str]:
        beyond, untold = [], False
        for node, operator in ((rule.low, "<"), (rule.high, ">")):
            found = self._writer.number(node) if node is not None else None
            if found is not None:
                beyond.append(_beyond(*found, operator))
            untold = untold or (node is not None and found is None)
        if beyond:
            yield f"if ({' || '.join(beyond)}) {{"
            yield from _in(self._finding("wrong-return", "violation"))
            yield "\treturn;"
            yield "}"
        yield from self._verdict("cannot tell" if untold else "conforming")

    def _refused(self, watched: Watched) -> Iterator[str]:
        explained = ("$explained", *(f"$errno == {one}" for one in watched.signal_errnos))
        names = ", ".join(errno_name(one, self._architecture) or str(one) for one in watched.listed)
        yield from (f"// {one}" for one in wrap(f"The spec lists {names or 'no errno'}.", _WIDTH))
        yield f"$listed = {_among(watched.listed)} ? (uint64)1 : (uint64)0;"
        yield f"if ({_bare(either(*explained))}) {{"
        yield from _in(self._verdict("conforming"))
        yield "} else if ($broken && $listed) {"
        yield from _in(self._finding("wrong-errno", "violation"))
        yield "} else if ($broken) {"
        yield from _in(self._finding("unlisted-errno", "violation"))
        yield "} else if ($listed) {"
        yield from _in(self._unexplained(watched))
        yield "} else {"
        yield from _in(self._finding("unlisted-errno", "unlisted"))
        yield "}"

    def _unexplained(self, watched: Watched) -> Iterator[str]:
        """A violation where the list is closed, and the words of all its errors were read."""
        words = {one for check in watched.checks if not check.decides for one in check.errnos}
        strict = [one for one in watched.listed if one not in words] if watched.closed else []
        if not strict:
            yield from self._finding("unexplained-errno", "conforming")
            return
        yield f"if {_among(strict)} {{"
        yield from _in(self._finding("unexplained-errno", "violation"))
        yield "} else {"
        yield from _in(self._finding("unexplained-errno", "conforming"))
        yield "}"

    def _verdict(self, verdict: str) -> list[str]:
        return [f'@calls["{self._api}", "{verdict}"] = count();']

    def _finding(self, code: str, verdict: str) -> list[str]:
        shown = ", ".join(f"{name}=0x%lx" for name in self._types)
        values = "".join(f", ${name}" for name in self._types)
        text = f"{self._watched.syscall}({shown}) = %d: {code}, condition %d\\n"
        return [
            *self._verdict(verdict),
            f'@findings["{self._api}", "{code}", $broken] = count();',
            f'printf("{text}"{values}, $signed, $broken);',
        ]


def _in(lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    return (f"\t{one}" for one in lines)


def _folded(line: str) -> str:
    """``line``, cut where it is too long; what stands between quotes is not."""
    indent = line[: len(line) - len(line.lstrip("\t"))]
    if '"' in line or "//" in line:
        return line
    lines = wrap(line.lstrip("\t"), _WIDTH, break_long_words=False, break_on_hyphens=False)
    return f"\n{indent}    ".join(lines).join((indent, ""))


def _among(errnos: Sequence[int]) -> str:
    return f"({_bare(either(*(f'$errno == {one}' for one in errnos)))})"


def _bare(text: str) -> str:
    """``text`` without parentheses around all of it: an if has its own."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depths = [*_depths(text)]
    return text[1:-1] if 0 not in depths[:-1] else text


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for one in text:
        depth += (one == "(") - (one == ")")
        yield depth


def _beyond(text: str, kind: CType, operator: str) -> str:
    """Whether the result is beyond a bound; one that is no ``long`` is above every result."""
    plain = f"$signed {operator} (int64){text}"
    if kind.signed or kind.bits < 64:
        return f"({plain})"
    if operator == "<":
        return f"((int64){text} < (int64)0 || {plain})"
    return f"((int64){text} >= (int64)0 && {plain})"
