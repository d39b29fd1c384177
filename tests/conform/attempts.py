"""Cases of a call with made arguments, as the search has them."""

from __future__ import annotations

from kapi.conform.attempt import Attempt
from kapi.conform.case import Caller, Case
from kapi.conform.objects.argument import Argument


def case_of(syscall: str, arguments: tuple[Argument, ...], caller: Caller) -> Case:
    """The case of a call with ``arguments``, which ``caller`` makes."""
    return Attempt(syscall=syscall, arguments=arguments, caller=caller).case()
