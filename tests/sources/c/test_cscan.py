from __future__ import annotations

import pytest

from kapi.sources.c.blocks import CommentBlock, MacroBlock
from kapi.sources.c.cfile import read_c
from kapi.sources.c.cscan import find_blocks
from tests.sources.ctext import c_text

SPEC = """\
DEFINE_KERNEL_API_SPEC(sys_f)
	KAPI_DESCRIPTION("a }; and KAPI_END_SPEC in a string")
	.locks[0] = { .lock_name = "l" },
KAPI_END_SPEC;
"""
DOC = "/**\n * f - x\n * contexts: process\n */\n"


def macros(code: str) -> list[tuple[int, int, bool]]:
    found = find_blocks(c_text(code)).blocks
    return [
        (b.lines[0].number, b.lines[-1].number, b.complete)
        for b in found
        if isinstance(b, MacroBlock)
    ]


def test_blocks_in_the_order_of_the_text() -> None:
    code = SPEC + "\nSYSCALL_DEFINE0(f)\n{\n}\n" + DOC + "int f(void);\n" + SPEC
    found = find_blocks(c_text(code))
    kinds = [type(block) for block in found.blocks]
    names = [block.declaration and block.declaration.name for block in found.blocks]
    assert kinds == [MacroBlock, CommentBlock, MacroBlock]
    assert names == ["sys_f", "f", None]
    assert found.findings == ()


OPENINGS = {
    "DEFINE_KERNEL_API_SPEC(sys_f)": "KAPI_END_SPEC;",
    "DEFINE_KERNEL_API_SPEC(f)": "};",
    " DEFINE_KERNEL_API_SPEC (sys_f)": " KAPI_END_SPEC ;",
    "DEFINE_KAPI_IOCTL_SPEC(f)": "KAPI_END_SPEC;",
    "DEFINE_IOCTL_API_SPEC(f, F_CMD, F_FOPS)": "KAPI_IOCTL_END_SPEC;",
    "KAPI_DEFINE_IOCTL_SPEC(f, F_CMD)": "KAPI_END_IOCTL_SPEC;",
    "DEFINE_SYSFS_API_SPEC(f)": "KAPI_END_SPEC;",
    "DEFINE_SOCKET_API_SPEC(f)": "KAPI_END_SPEC;",
    "static const struct kapi_ioctl_spec f = {": "};",
    "static const struct kapi_ioctl_spec f =": "};",
    "const struct kapi_ioctl_spec f __used = {": "};",
}


@pytest.mark.parametrize("opening", OPENINGS)
def test_openings_and_ends(opening: str) -> None:
    body = f'{opening}\n\tKAPI_DESCRIPTION("x")\n\t.a = {{ 1 }},\n\t}},\n{OPENINGS[opening]}\n'
    assert macros(body + "int g(void);\n" + body) == [(1, 5, True), (7, 11, True)]


def test_an_ioctl_spec_takes_no_stranger_for_its_declaration() -> None:
    (block,) = find_blocks(c_text("DEFINE_KAPI_IOCTL_SPEC(f)\nKAPI_END_SPEC;\nint g(void);")).blocks
    assert block.declaration is None


def test_a_spec_inside_the_defining_macro() -> None:
    code = (
        'SYSCALL_DEFINE_SPEC1(f,\n\tKAPI_DESCRIPTION("x")\n\t.param_count = 1,\n'
        "\tint, a)\n{\n\treturn 0;\n}\n"
    )
    assert macros(code) == [(1, 4, True)]
    assert macros(code.split("\tint")[0]) == [(1, 3, False)]


EXAMPLES = [
    f"/*\n{SPEC}*/\n",
    f"#define EXAMPLE \\\n{SPEC}".replace("\n\t", " \\\n\t").replace(")\n\t", ") \\\n\t"),
    "#define DEFINE_KERNEL_API_SPEC(f) \\\n\tstruct x f = {\n",
    'const char *s = "DEFINE_KERNEL_API_SPEC(sys_f)\\n"\n\t"KAPI_END_SPEC;\\n";\n',
    'const char *s = "\\\nDEFINE_KERNEL_API_SPEC(sys_f) \\\nKAPI_END_SPEC;";\n',
    'const char *s = "/** f - x */";\n',
    "// DEFINE_KERNEL_API_SPEC(sys_f)\n",
    " * DEFINE_KERNEL_API_SPEC(sys_f)\n * KAPI_END_SPEC;\n */\n",
    "struct kapi_ioctl_spec *specs[] = {\n};\nstruct kapi_ioctl_spec {\n\tint a;\n};\n",
    "KAPI_DEFINE_FOPS(f,\n\t.open = g,\n);\n",
    "\tx = y; /** not at the head of a line */\n",
]


@pytest.mark.parametrize("code", EXAMPLES)
def test_examples_are_no_specs(code: str) -> None:
    assert find_blocks(c_text(code)).blocks == ()
    after = find_blocks(c_text(code + DOC + "int f(void);\n")).blocks
    assert len(after) == 1


def test_an_apostrophe_swallows_nothing() -> None:
    code = "#error don't\n#if 0\nisn't code\n#endif\n" + DOC + "int f(void);\n" + SPEC
    assert len(find_blocks(c_text(code)).blocks) == 2


def test_only_what_has_added_lines() -> None:
    code = SPEC + DOC + "int f(void);\n" + DOC + "int g(void);\n"
    found = find_blocks(c_text(code, added={3, 11})).blocks
    assert [block.lines[0].number for block in found] == [1, 11]
    assert find_blocks(c_text(code, added=False)).blocks == ()


def test_a_comment_that_never_ends() -> None:
    found = find_blocks(
        c_text("/**\n * f - x\n * contexts: process\nint g(void);\n" + DOC + "int f();")
    )
    assert [finding.code for finding in found.findings] == ["unterminated"]
    assert found.findings[0].span.line == 1
    names = [block.declaration and block.declaration.name for block in found.blocks]
    assert names == [None, "f"]


def test_an_ordinary_comment_cut_off_is_no_finding() -> None:
    assert find_blocks(c_text("/**\n * g - x\n * @a: y\n")).findings == ()


def test_a_spec_that_never_ends_leaves_its_neighbours() -> None:
    cut = SPEC.replace("KAPI_END_SPEC;\n", "")
    code = cut + cut + "SYSCALL_DEFINE0(f)\n{\n}\n" + cut + DOC + "int f(void);\n"
    assert macros(code) == [(1, 3, False), (4, 6, False), (10, 12, False)]
    assert len(find_blocks(c_text(code)).blocks) == 4


@pytest.mark.parametrize(
    "code",
    [
        " * error: EINVAL, bad\n *   desc: x\n */\nint f(void);\n",
        '\tKAPI_ERROR(0, -EINVAL, "EINVAL", "bad", "x")\nKAPI_END_SPEC;\n',
    ],
)
def test_a_spec_without_its_beginning_is_reported(code: str) -> None:
    found = find_blocks(c_text(code))
    assert [finding.code for finding in found.findings] == ["no-beginning"]
    assert find_blocks(c_text(code, added=False)).findings == ()


ADDED_TO = """\
 * @flags: what to turn
 *
 * contexts: process
 * error: EINVAL, flags is not zero
 */
SYSCALL_DEFINE1(ring, unsigned int, flags)
"""


def test_a_spec_that_a_patch_adds_to_a_comment_above_the_hunk() -> None:
    text = c_text(ADDED_TO, added={2, 3, 4})
    assert find_blocks(text).findings == ()
    (spec,) = read_c(text).specs
    assert (spec.name, [error.errno for error in spec.errors]) == ("sys_ring", ["EINVAL"])
    assert [param.description for param in spec.params] == ["what to turn"]


@pytest.mark.parametrize(
    "code",
    [
        ADDED_TO.replace("@flags: what to turn", "error: EPERM, no"),
        ADDED_TO.replace("@flags: what to turn", "of the bell."),
        ADDED_TO.replace("SYSCALL", ""),
    ],
    ids=["below tags", "below text", "without a declaration"],
)
def test_a_change_to_a_comment_above_the_hunk_is_no_spec(code: str) -> None:
    found = find_blocks(c_text(code, added={2, 3, 4}))
    assert [finding.code for finding in found.findings] == ["no-beginning"]
    assert found.blocks == ()


def test_part_of_a_macro_spec_by_any_of_its_macros() -> None:
    found = find_blocks(c_text("\t\tKAPI_RETURN_TYPE(KAPI_TYPE_INT)\n\tKAPI_RETURN_END\n"))
    assert [finding.code for finding in found.findings] == ["no-beginning"]


def test_a_conditional_directive_inside_a_spec() -> None:
    assert macros("DEFINE_KERNEL_API_SPEC(f)\n#ifdef A\n\t.a = 1,\n#endif\nKAPI_END_SPEC;\n") == [
        (1, 5, True)
    ]
