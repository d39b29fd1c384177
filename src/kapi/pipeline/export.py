"""`kapi export`, `kapi embed` and `kapi mount`: specs as a kernel holds them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from kapi.errors import InputError, NothingToCheck
from kapi.kernel.c_header import header
from kapi.kernel.debugfs_files import files_of, write_tree
from kapi.kernel.embed import embed
from kapi.kernel.encode import losses
from kapi.kernel.mount import check_mount_point, serve
from kapi.model.spec import Spec
from kapi.observe.bpftrace import script
from kapi.pipeline.specs import Loaded, Options, choose, load_specs
from kapi.pipeline.watched_spec import watched
from kapi.vocab.architectures import ARCHITECTURES, this_machine
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import ApiKind
from kapi.written import Loss

_HERE = this_machine() or ARCHITECTURES["x86_64"]


class Form(enum.Enum):
    """What `export` makes."""

    C_HEADER = "c-header"
    DEBUGFS_TREE = "debugfs-tree"
    BPFTRACE = "bpftrace"


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the specs' number, the text of one file, and what it does not say."""

    loaded: Loaded
    specs: int
    text: str = ""
    losses: tuple[Loss, ...] = ()
    missing: tuple[str, ...] = ()


def export(
    names: Sequence[str], sources: Sequence[str], form: Form, target: str | None, options: Options
) -> Held:
    """Return the text for the specs called ``names``, or for all; a tree is written to ``target``.

    Raises `NothingToCheck` without a spec, `InputError` where the tree cannot be written.
    """
    loaded, specs, missing = choose(names, sources, options)
    if not specs:
        return Held(loaded=loaded, specs=0, missing=missing)
    if form is Form.C_HEADER:
        text, lost = header(specs, _HERE)
        return Held(loaded=loaded, specs=len(specs), text=text, losses=lost, missing=missing)
    if form is Form.BPFTRACE:
        return _script(loaded, specs, missing, named=bool(names))
    assert target is not None
    try:
        write_tree(files_of(specs, _HERE), Path(target))
    except OSError as error:
        raise InputError(f"cannot write {error.filename}: {error.strerror}") from error
    return Held(loaded=loaded, specs=len(specs), losses=_lost(specs), missing=missing)


def _script(
    loaded: Loaded, specs: Sequence[Spec], missing: tuple[str, ...], *, named: bool
) -> Held:
    """A script that makes the checks of system calls; another spec that was named is a loss."""
    calls, others = [], []
    for spec in specs:
        name = call_of(spec.name, _HERE) if spec.kind is ApiKind.SYSCALL else ""
        one = watched(name, spec, _HERE)
        if one is None:
            others.append(spec.name)
        else:
            calls.append((spec.name, one))
    if not calls:
        raise NothingToCheck(f"no spec here is of a system call of {_HERE.name}")
    reason = f"it is no system call of {_HERE.name}"
    lost = tuple(Loss(("kind",), reason, one) for one in others if named)
    text = script(calls, others, _HERE)
    return Held(loaded=loaded, specs=len(calls), text=text, losses=lost, missing=missing)


def embed_specs(sources: Sequence[str], target: str, options: Options) -> Held:
    """Write an object file with the specs of ``sources``. Raises as `kapi.kernel.embed` does."""
    loaded = load_specs(sources, options)
    if not loaded.specs:
        return Held(loaded=loaded, specs=0)
    lost = embed(loaded.specs, Path(target), _HERE)
    return Held(loaded=loaded, specs=len(loaded.specs), losses=lost)


def mount(
    place: str, sources: Sequence[str], options: Options, ready: Callable[[Loaded], None]
) -> None:
    """Serve the tree of all specs of ``sources`` at ``place`` until it is unmounted.

    Raises `InputError` for the place or a source, `NothingToCheck` without FUSE or a spec.
    """
    check_mount_point(Path(place))
    loaded = load_specs(sources, options)
    if not loaded.specs:
        raise NothingToCheck("no specification to serve")
    serve(files_of(loaded.specs, _HERE), Path(place), lambda: ready(loaded))


def _lost(specs: Sequence[Spec]) -> tuple[Loss, ...]:
    return tuple(
        Loss(one.path, one.reason, spec.name) for spec in specs for one in losses(spec, _HERE)
    )
