"""Which specs a name means: as people write it, or a pattern with ``*``, ``?`` or ``[...]``."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.sources.loaded import Loaded
from kapi.vocab.syscalls import is_syscall


def called(name: str, specs: Sequence[Spec]) -> tuple[Spec, ...]:
    """Return the specs that ``name`` means: the exact name first, then a pattern."""
    wanted = _wanted(name, [spec.name for spec in specs])
    found = tuple(spec for spec in specs if spec.name == wanted)
    if found or not is_pattern(name):
        return found
    return tuple(spec for spec in specs if _matches(name, spec.name))


def _wanted(name: str, names: Sequence[str]) -> str:
    """The name among ``names`` that the user means: ``mlock``, ``mlock()`` and ``MLOCK(2)`` too.

    The name as written comes first, so that names that differ in case only are told apart.
    """
    bare = name.partition("(")[0] or name
    asked = (name, bare, f"sys_{bare}", bare.removeprefix("sys_"), f"compat_sys_{bare}")
    for candidate in asked:
        if candidate in names:
            return candidate
    lowered = {one.lower(): one for one in reversed(names)}
    bare = bare.lower()
    near = (bare, f"sys_{bare}", bare.removeprefix("sys_"), f"compat_sys_{bare}")
    return next((lowered[one] for one in near if one in lowered), name)


def nearest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``names`` of specs that are like ``name``, the most alike first.

    None is like a system call that has no spec: it is not misspelled.
    """
    if is_syscall(name.removeprefix("sys_")):
        return ()
    import difflib  # 4 ms, which only a wrong name pays

    by_key = {one.lower().removeprefix("sys_"): one for one in reversed(list(names))}
    wanted = name.lower().removeprefix("sys_")
    keys = difflib.get_close_matches(wanted, by_key, n=3, cutoff=0.6)
    alike = [difflib.SequenceMatcher(None, key, wanted).ratio() for key in keys]
    return tuple(by_key[key] for key, one in zip(keys, alike, strict=True) if one > alike[0] - 0.2)


def is_pattern(name: str) -> bool:
    """Whether ``name`` means every name that it matches."""
    return any(one in name for one in "*?[")


def _matches(pattern: str, name: str) -> bool:
    """Whether ``pattern`` matches the whole ``name``, in any case, with ``sys_`` or without."""
    name, pattern = name.lower(), pattern.lower()
    bare = name.removeprefix("sys_")
    return fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(bare, pattern)


def narrowed(loaded: Loaded, include: Sequence[str], exclude: Sequence[str]) -> Loaded:
    """Return ``loaded`` with the specs that ``include`` names (none: all) and ``exclude`` does not.

    Findings are those about them and about whole inputs, and one for each name that no spec has.
    """
    if not include and not exclude:
        return loaded
    there = {name: called(name, loaded.specs) for name in (*include, *exclude)}
    wanted = {id(spec) for name in include for spec in there[name]}
    unwanted = {id(spec) for name in exclude for spec in there[name]}
    specs = tuple(
        spec
        for spec in loaded.specs
        if (id(spec) in wanted or not include) and id(spec) not in unwanted
    )
    findings = [
        finding
        for finding in loaded.findings
        if not (finding.span.line or finding.api) or any(concerns(finding, one) for one in specs)
    ]
    findings += [_unmatched(name, loaded.specs) for name in there if not there[name]]
    return msgspec.structs.replace(loaded, specs=specs, findings=tuple(findings))


def _unmatched(pattern: str, specs: Sequence[Spec]) -> Finding:
    near = nearest(
        "".join(one for one in pattern if one not in "*?[]"), [spec.name for spec in specs]
    )
    return Finding(
        code="unmatched-name",
        severity=Severity.WARNING,
        message=f"none of {len(specs)} specifications is called {pattern}",
        hint=f"did you mean {' or '.join(near)}?" if near else "kapi list shows their names",
    )


def concerns(finding: Finding, spec: Spec) -> bool:
    """Whether ``finding`` is about ``spec``, or stands within it."""
    if finding.api:
        return finding.api == spec.name
    span, origin = finding.span, spec.origin
    return (span.source, span.file) == (origin.source, origin.file) and (
        not span.line or origin.line <= span.line <= max(origin.line, origin.end_line)
    )
