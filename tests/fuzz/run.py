"""Damaged inputs through every reader, every rule and every writer: what must hold for each.

usage: python -m tests.fuzz.run [COUNT [SEED]]

* nothing raises, and no reader or rule reports a defect of kapi;
* no input takes longer than two seconds;
* a text in which the head of a spec and tags below it are left gives a spec or a finding.

What fails is written to the directory ``kapi-fuzz`` below that of temporary files.
"""

from __future__ import annotations

import functools
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from kapi.finding import Finding
from kapi.lint import selection, suppression
from kapi.lint.engine import run as run_rules
from kapi.lint.rule import Rule
from kapi.model.claims import claims
from kapi.model.spec import Spec
from kapi.pipeline.lint import findings_document
from kapi.render import markdown, rst, specs_json, text
from kapi.render.show_formats import write_dialect
from kapi.report import findings_text
from kapi.report.checks import checks_of
from kapi.report.formats import FORMATS
from kapi.report.report import Report
from kapi.sources.loaded import Content
from kapi.sources.one_text import read_file_of_tree, read_text
from kapi.vocab.words import Dialect
from kapi.written import PLAIN
from tests.fuzz.damage import damaged
from tests.fuzz.inputs import DIALECTS, Input, inputs

__all__ = ["problems_of", "try_many"]

SLOWEST = 2.0
_PIECE = 250
_HEAD = re.compile(rb"^[>| ]*\+?(?:/\*\*$| \* sys_\w+ - |DEFINE_KERNEL_API_SPEC\(\w+\))")
_TAG = re.compile(
    rb"^[>| ]*\+?(?: \* (?:contexts|context-flags|param-count|x-errors|long-desc): \w"
    rb"|\tKAPI_(?:DESCRIPTION|CONTEXT|PARAM_COUNT|RETURN)\()"
)
_REMOVED = re.compile(rb"^[>| ]*-")


def problems_of(one: Input) -> Iterator[str]:
    """Yield what is wrong with the way in which ``one`` is read, checked and written."""
    start = time.process_time()
    content = read_text(one.name, one.data, one.name)
    in_tree = read_file_of_tree("tree", one.name, one.data) if len(one.data) % 4 == 0 else content
    yield from _written(content)
    spent = time.process_time() - start
    if spent > SLOWEST:
        yield f"slow: {spent:.1f} s"
    for found in (content, in_tree):
        for finding in found.reading.findings:
            if finding.code == "broken-reader":
                yield f"broken: {finding.message}"
    reading = content.reading
    if not reading.specs and not reading.findings and holds_spec(one.data):
        yield "silent"


@functools.cache
def _rules() -> tuple[Rule, ...]:
    return selection.all_rules()


def _written(content: Content) -> Iterator[str]:
    specs = content.reading.specs
    rules = _rules()
    found, broken = run_rules(rules, specs, content.reading.findings)
    for rule in broken:
        yield f"broken rule: {rule.id}: {rule.error}"
    names = [rule.id for rule in rules]
    kept, _ = suppression.apply(specs, found, names, names)
    try:
        for number, spec in enumerate(specs):
            _write(spec, number + len(spec.errors) + content.reading.specs[0].origin.line)
        specs_json.write(specs)
        _report(kept)
    except Exception as error:
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
        yield f"writer: {type(error).__name__}: {str(error)[:200]} ({where})"


def _write(spec: Spec, turn: int) -> None:
    """Write ``spec`` in one dialect and as one document; which ones, ``turn`` says."""
    write_dialect(spec, Dialect(DIALECTS[turn % len(DIALECTS)]))
    writers = (text.write, rst.write, markdown.write)
    writers[turn % len(writers)](spec).text.encode()
    for claim in claims(spec):
        assert claim.id


def _report(findings: tuple[Finding, ...]) -> None:
    findings_text.write(findings).text.encode("utf-8", "backslashreplace")
    report = Report(
        document=findings_document(findings), findings=findings, checks=checks_of(findings)
    )
    for form in FORMATS:
        form.write(report, PLAIN).text.encode("utf-8", "backslashreplace")


def holds_spec(data: bytes) -> bool:
    """Say whether the head of a spec stands in ``data``, and within 40 lines two tags of one."""
    rows = data.split(b"\n")
    for number, row in enumerate(rows):
        if _HEAD.match(row) and not _REMOVED.match(row):
            below = rows[number : number + 40]
            end = next((n for n, line in enumerate(below) if b"*/" in line or not line), len(below))
            if sum(bool(_TAG.match(line)) for line in below[:end]) > 1:
                return True
    return False


def try_many(seed: int, count: int) -> list[tuple[str, Input]]:
    """Try ``count`` inputs made from ``seed``; return each problem with its input."""
    chance = random.Random(seed)
    whole = inputs()
    found = []
    for _ in range(count):
        chosen = chance.choice(whole)
        name = chosen.name if chance.random() < 0.8 else chance.choice(["", "x.c", "x.txt"])
        one = Input(name, damaged(chosen.data, chance))
        found += [(problem, one) for problem in problems_of(one)]
    return found


def main(arguments: list[str]) -> int:
    """Run in all processors and report; the exit code is 1 when anything was wrong."""
    count = int(arguments[0]) if arguments else 100_000
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().randrange(2**32)
    print(f"{count} inputs from seed {seed}", flush=True)
    seeds = [seed + number for number in range(-(-count // _PIECE))]
    room = Path(tempfile.gettempdir()) / "kapi-fuzz"
    seen: Counter[str] = Counter()
    start = time.monotonic()
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for number, found in enumerate(pool.map(try_many, seeds, repeat(_PIECE)), start=1):
            for problem, one in found:
                seen[problem] += 1
                if seen[problem] == 1:
                    room.mkdir(exist_ok=True)
                    place = room / f"{seed}-{len(seen)}-{one.name or 'x'}"
                    place.write_bytes(one.data)
                    print(f"{problem}\n  {place}", flush=True)
            if number % 40 == 0:
                print(f"{number * _PIECE} done, {time.monotonic() - start:.0f} s", flush=True)
    print(f"{sum(seen.values())} problems of {len(seen)} kinds in {time.monotonic() - start:.0f} s")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
