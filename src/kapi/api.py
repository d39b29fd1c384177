"""The Python interface: read, lint, test and compare specifications from a program.

Everything that is returned is frozen data of the modules named below, so a program may keep it,
compare it and write it with `msgspec.json.encode`. What is wrong in a spec is a `Finding` in the
result; what stops the work is a `KapiError` with a message for people.

Names in ``__all__`` stay as they are until a new major version; CHANGELOG.md says what is new.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from kapi.conform.results import Result, Status
from kapi.diff.edit import Edit, Impact
from kapi.errors import InputError, KapiError, NothingToCheck, UsageError
from kapi.finding import Finding, Fix, Severity
from kapi.model.spec import Spec
from kapi.pipeline import diff as pipeline_diff
from kapi.pipeline import lint as pipeline_lint
from kapi.pipeline import test as pipeline_test
from kapi.pipeline.specs import Options, load_specs
from kapi.render.show_formats import FORMATS
from kapi.sources.loaded import Loaded
from kapi.span import Span
from kapi.written import Look

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "Impact",
    "InputError",
    "KapiError",
    "Loaded",
    "NothingToCheck",
    "Result",
    "Severity",
    "Span",
    "Spec",
    "Status",
    "UsageError",
    "diff",
    "lint",
    "read",
    "render",
    "test",
]


def read(*sources: str, jobs: int | None = 1) -> Loaded:
    """Return what ``sources`` hold: ``specs``, and as ``findings`` what the reader could not read.

    A source is what the command line takes: a C file, a tree, a patch, a mail, ``git:REV:PATH``,
    kapi's JSON, a kernel image; none is the catalogue. ``jobs`` processes scan a tree (None: one
    for each processor).
    """
    return load_specs(sources, Options(jobs=jobs))


def lint(
    *sources: str,
    rule_set: str | None = None,
    ignore: Sequence[str] = (),
    config: str | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of `kapi lint` in ``sources``, in order of place.

    ``rule_set`` is ``minimal``, ``recommended`` or ``strict``, ``ignore`` names rules or families;
    what is not said is as in the configuration (``config``, or the one that holds here).
    """
    wanted = pipeline_lint.LintOptions(rule_set=rule_set, ignore=tuple(ignore), config=config)
    return pipeline_lint.lint(sources, Options(jobs=1), wanted, os.environ).findings


def test(
    *names: str, sources: Sequence[str] = (), only: str = "", seed: int = 0
) -> tuple[Result, ...]:
    """Return the result of each claim of the specs called ``names``, or of all of ``sources``.

    Calls are made on the kernel that runs here, in the sandbox. ``only`` is what the ids of the
    wanted claims begin with. Raise `UsageError` for a name that no spec has.
    """
    wanted = pipeline_test.Wanted(only=only, seed=seed)
    tested = pipeline_test.try_specs(names, sources, Options(jobs=1), wanted)
    if tested.missing:
        raise UsageError("; ".join(tested.missing))
    return tested.results


def diff(old: str, new: str, *apis: str) -> tuple[Edit, ...]:
    """Return what changed between two sources, API by API, or of ``apis`` only."""
    return pipeline_diff.diff(old, new, apis, Options(jobs=1)).edits


def render(spec: Spec, form: str = "text", width: int = 80) -> str:
    """Return ``spec`` in one of the formats of `kapi show`: text, json, rst, md, kerneldoc, macro.

    Raise `UsageError` for another name.
    """
    for one in FORMATS:
        if one.name == form:
            return one.write((spec,), Look(width=width)).text
    raise UsageError(f"no format {form!r}: {', '.join(one.name for one in FORMATS)}")
