"""What a text says about values that limits do not allow: ignored, or refused.

Only a sentence that says so of all such values and without a condition counts. "Unknown flags
are silently ignored" does; "are not ignored", "may be ignored", "were ignored before 4.10",
"With O_PATH, other flags are ignored" and "unlike open(), which ignores them" do not. What
cannot be told is not reported.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Fate(enum.Enum):
    """What happens to the call because of such a value."""

    IGNORED = "ignored"
    REFUSED = "refused"


class Said(NamedTuple):
    """One clause that tells: the fate and the words that say it."""

    fate: Fate
    words: str


_KNOWN = r"(?:known|defined|supported|recogni[sz]ed|listed|understood|valid|assigned)"
_STRONG = rf"un{_KNOWN}|unused|unspecified|reserved|invalid|out-of-range|undocumented|stray|bogus"
_WEAK = r"other|extra|remaining|additional|upper|higher"
_HEAD = r"(?:bits?|flags?|values?|modes?|commands?|operations?|advices?)"
_OUTSIDE = (
    r"(?:outside|beyond|out of range|other than|not in|not part of|not covered by"
    rf"|(?:(?:that|which) (?:are|is) )?not {_KNOWN}"
    r"|(?:that|which) (?:the kernel|this kernel|it) does not (?:know|recogni[sz]e|support|define))"
)
_OTHERS = (
    rf"(?:\b(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))\s+(?P<between>(?:[\w>.-]+\s+){{0,2}}?){_HEAD}"
    rf"(?: (?:in|of) (?:the )?\w+)?"
    rf"|\b(?:{_HEAD}|anything|everything) (?:set )?{_OUTSIDE}\b[^.;,]{{0,60}}?)"
)
_ADVERBS = r"(?:(?:simply|just|always|silently|quietly|currently|thus|then|all|both)\s+)*"
_ARE = rf"\s+(?:are|is|will be|get)\s+{_ADVERBS}"
_GONE = (
    r"(?:ignored|disregarded|masked|dropped|cleared|discarded|stripped|zeroed|tolerated|removed)"
)
_RESERVED = rf"(?:reserved (?:for \w+ (?:use )?)?(?:and|,)\s+(?:are |is )?{_ADVERBS})?"
_IGNORES = r"(?:ignores|disregards|drops|discards|strips|tolerates|clears|masks (?:off|out|away))"
_RESULT = r"(?:causes?|results? in|returns?|yields?|gives?|fails? with|leads? to|triggers?)"

_IGNORED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OTHERS}{_ARE}{_RESERVED}{_GONE}\b",
        rf"{_OTHERS}\s+(?:have|has) no effect\b",
        rf"\b{_ADVERBS}{_IGNORES}\s+(?:all |any |the )*{_OTHERS}",
        rf"\bonly (?:the )?(?:low(?:er|est)?|bottom|first)\b[\w\s]{{0,30}}\bbits?{_ARE}"
        r"(?:used|honou?red|considered|looked at|kept)\b",
    )
)
_REFUSED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OTHERS}{_ARE}(?:rejected|refused|forbidden|not allowed|not accepted)\b",
        rf"{_OTHERS}\s+{_RESULT} (?:an? )?-?(?-i:E[A-Z0-9]{{3,}})\b",
        rf"\b(?-i:E[A-Z0-9]{{3,}})\b (?:is returned )?(?:if|when|for|on)\b[^.;]{{0,40}}?{_OTHERS}",
        rf"\b(?:rejects|refuses)\s+(?:all |any |the )*{_OTHERS}",
    )
)

_CUT = (
    rf"\b(?:is|are|gets?|will be)\s+{_ADVERBS}"
    r"(?:masked|clamped|capped|cut|truncated|reduced|limited)(?: off| down)? (?:with|by|to|at) "
)

_HINT = re.compile(
    r"ignor|disregard|mask|clamp|capped|\bcut|truncat|reduced|limited|drop|clear|discard|strip"
    r"|zeroed|tolerat|remov|no effect|\bonly\b"
    r"|reject|refus|forbid|not a|\bE[A-Z0-9]{3}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")
_CLAUSE = re.compile(r"[:;,(]\s+|\s+(?:but|while|whereas|however|and so)\s+|\s+[-–]\s+")  # noqa: RUF001
_PAST = re.compile(
    r"\b(?:before|until|up to|prior to|older|earlier|previous(?:ly)?|historically|used to)\b", re.I
)
_CONDITION = re.compile(
    r"\b(?i:if|when|whenever|unless|while|except|where|provided|as long as|depending"
    r"|together with|combined with|in combination)\b"
    r"|\b(?:with|without|for|by|under|after) (?:\w+ ){0,2}?[A-Z]+_[A-Z0-9_]+",
)
_OPENING = re.compile(
    r"(?:With|For|In|On|Under|After|During|Without|By|Like|Unlike)\b"
    r"(?![^,:]{0,40}(?:compatib|reason|simplicity))[^,:]*[,:]",
)
_ITEM = re.compile(r"[-*]?\s*[A-Z][A-Z0-9_]{2,}(?:\s*,\s*[A-Z][A-Z0-9_]+)*\s*(?::|\s-\s)")
_CONSTANT = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
_OTHER_CALL = re.compile(r"\b(\w+)\((?:2|3)?\)")
_NEGATION = re.compile(r"\b(?:not|never|no|cannot|nor|neither|without|don't|doesn't)\b", re.I)
_OR = re.compile(r"\s+or\s+(?:are |is )?(?:rejected|refused|cause|result|return)", re.I)


def says(
    text: str,
    param: str,
    own: str,
    others: Sequence[str],
    *,
    of_param: bool,
    bound: str = "",
) -> Iterator[Said]:
    """Yield what ``text`` says happens to values of ``param`` outside its limits.

    ``own`` is the name of the call, ``others`` are its other parameters. ``of_param`` says that
    the text stands in the parameter's own block; elsewhere a clause must name it. ``bound`` is
    its mask or upper end: "masked with S_IALLUGO" or "clamped to MAX_RW_COUNT" is of no refusal.
    """
    if not _HINT.search(text):
        return
    for sentence in _SENTENCE.split(text):
        short = len(sentence) <= _LONGEST
        if short and _HINT.search(sentence) and not _is_bound(sentence, own):
            yield from _of_sentence(sentence, param, others, bound, of_param=of_param)


def error_says_refused(text: str, param: str) -> bool:
    """Whether the condition of an error is that ``param`` has a value outside its limits."""
    if len(text) > _LONGEST:
        return False
    found = re.search(_OTHERS, text, re.IGNORECASE)
    if not found or _CONSTANT.search(text[: found.start()]):
        return False
    rest = text[: found.start()] + text[found.end() :]
    vague = found["weak"] or (found["strong"] or "").lower() == "invalid"
    conditional = _CONDITION.search(text) or _OPENING.match(text)
    return not (vague or conditional or _NEGATION.search(rest)) and _names(text, param)


def _is_bound(sentence: str, own: str) -> bool:
    """Whether the sentence speaks of some cases, other times or another call only."""
    foreign = any(name != own for name in _OTHER_CALL.findall(sentence))
    opening = _OPENING.match(sentence) or _ITEM.match(sentence)
    return bool(foreign or opening or _PAST.search(sentence))


def _of_sentence(
    sentence: str, param: str, others: Sequence[str], bound: str, *, of_param: bool
) -> Iterator[Said]:
    about = of_param
    unbound = re.sub(rf"(?:with|by|to|at) {re.escape(bound)}", "", sentence)
    cut = (re.compile(_CUT + re.escape(bound) + r"(?!\w)", re.IGNORECASE),) if bound else ()
    for clause in _CLAUSE.split(sentence):
        named = [name for name in others if _names(clause, name)]
        if _names(clause, param) and not (named and param in _NOUNS):
            about = True
        elif named:
            about = False
        if not about:
            continue
        found = _match((*_IGNORED, *cut), clause)
        if found and not _CONDITION.search(unbound) and not _undone(found, clause):
            if of_param or not _qualified(found, param):
                yield Said(Fate.IGNORED, " ".join(found[0].split()))
            continue
        found = _match(_REFUSED, clause)
        ours = found and (of_param or not _qualified(found, param))
        if found and ours and not _narrowed(found, clause, sentence):
            yield Said(Fate.REFUSED, " ".join(found[0].split()))


_LONGEST = 2000
"""Characters of a sentence; nobody writes longer ones, and searches stay cheap."""

_NOUNS = frozenset({"flags", "flag", "mode", "op", "command", "value", "values"})


def _match(patterns: Sequence[re.Pattern[str]], clause: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(clause))), None)


def _undone(found: re.Match[str], clause: str) -> bool:
    """Whether words around "unknown bits are ignored" take it back or narrow it."""
    before, after = clause[: found.start()], clause[found.end() :]
    weak = "weak" in found.re.groupindex and found["weak"]
    relative = weak and _CONSTANT.search(before) and "only" not in before.lower()
    subject = _CONSTANT.search(before) and re.search(r"[A-Z0-9_]\s*$", before)
    return bool(_NEGATION.search(before) or _OR.match(after) or relative or subject)


def _narrowed(found: re.Match[str], clause: str, sentence: str) -> bool:
    around = clause[: found.start()] + " " + clause[found.end() :]
    if _NEGATION.search(around):
        return True
    if found["weak"] and _CONSTANT.search(clause[: found.start()]):
        return True
    with_constant = re.search(
        r"\b(?:with|when|if|unless|for|under)\s(?:\w+\s){0,3}?"
        r"(?<!outside )(?<!than )(?<!in )(?<!with )(?!E[A-Z]+\b)[A-Z]\w*_[A-Z]\w*",
        sentence,
    )
    return bool(with_constant)


def _qualified(found: re.Match[str], param: str) -> bool:
    """Whether a noun in between ("unknown event flags") says that others are meant."""
    between = found.groupdict().get("between") or ""
    return any(word not in (param, "flag", "bit", "mask") for word in between.split())


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.>]){re.escape(name)}(?![\w(]|->|\.\w)", text) is not None
