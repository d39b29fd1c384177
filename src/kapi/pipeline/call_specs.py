"""The specs of system calls by the names under which programs call them, read when needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePath

import msgspec

from kapi.errors import InputError, NothingToCheck
from kapi.model.spec import Spec
from kapi.pipeline.shipped import catalogue_names
from kapi.pipeline.specs import Options, find_specs, load_specs
from kapi.vocab.architectures import Architecture, this_machine
from kapi.vocab.syscalls import call_of, syscall_number
from kapi.vocab.words import ApiKind


def architecture_here() -> Architecture:
    """Return the architecture of this machine; raise `NothingToCheck` where it is not known."""
    architecture = this_machine()
    if architecture is None:
        raise NothingToCheck("the system calls of this machine are not known to kapi")
    return architecture


class Calls(Mapping[str, Spec]):
    """Specs by the names of their calls. ``absent`` counts those whose call does not exist here.

    ``names`` gives the API of each call (``sys_newfstat`` of ``fstat``). One without a spec in
    ``read`` is that of a file of the catalogue, which is read when its spec is asked for: a program
    that makes five calls pays for five specs. ``files`` are the names of those files.
    """

    def __init__(
        self,
        names: Mapping[str, str],
        read: Mapping[str, Spec],
        options: Options,
        absent: int = 0,
        files: Mapping[str, str] | None = None,
    ) -> None:
        self.absent = absent
        self.files = dict(files or {})
        self._names = dict(names)
        self._read = dict(read)
        self._options = options

    def __getitem__(self, name: str) -> Spec:
        """Return the spec of the call ``name``, which was read or is now."""
        if name not in self._read:
            if name not in self._names:
                raise KeyError(name)
            (self._read[name],) = find_specs(self._names[name], (), self._options).specs
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names; nothing is read for that."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)

    def api(self, name: str) -> str:
        """Return the name of the API of the call ``name``; no spec is read for that."""
        return self._names[name]

    def only(self, names: Collection[str]) -> Calls:
        """Return those of ``names``: APIs, with or without ``sys_``, or calls."""
        wanted = {one.removeprefix("sys_") for one in names}
        chosen = {
            call: api
            for call, api in self._names.items()
            if call in wanted or api.removeprefix("sys_") in wanted
        }
        return Calls(chosen, self._read, self._options, files=self.files)


def calls_of(sources: Sequence[str], options: Options, architecture: Architecture) -> Calls:
    """Return the specs of system calls in ``sources``, or those of the catalogue.

    Raises `InputError` for a source that cannot be read, `NothingToCheck` where there is none of a
    call that ``architecture`` has.
    """
    quiet = msgspec.structs.replace(options, progress=None)
    if not sources:
        return _shipped(architecture, quiet)
    loaded = load_specs(sources, quiet)
    for finding in loaded.findings:
        if finding.span.source in loaded.unreadable:
            raise InputError(finding.message)
    specs = [one for one in loaded.specs if one.kind is ApiKind.SYSCALL]
    found = {call_of(one.name, architecture): one for one in specs}
    missing = {name for name in found if syscall_number(name, architecture) is None}
    here = {name: one for name, one in found.items() if name not in missing}
    if not here:
        raise NothingToCheck("no spec here is of a system call of this machine")
    apis = {name: one.name for name, one in here.items()}
    return Calls(apis, here, quiet, absent=len(missing))


def _shipped(architecture: Architecture, options: Options) -> Calls:
    """The calls of this machine among the catalogue's files, which have their names."""
    found = {}
    for file in sorted(catalogue_names()):
        api = f"sys_{PurePath(file).stem}"
        call = call_of(api, architecture)
        if syscall_number(call, architecture) is not None:
            found[call] = (api, file)
    names = {call: api for call, (api, _) in found.items()}
    return Calls(names, {}, options, files={call: file for call, (_, file) in found.items()})
