from __future__ import annotations

import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.model.spec import Declaration
from kapi.sources.c.blocks import CommentBlock
from kapi.sources.c.cscan import find_blocks
from kapi.vocab.words import ApiKind
from tests.needs import needs
from tests.sources.ctext import c_text

DOC = "/**\n * f - x\n */\n"


def declared(code: str) -> Declaration | None:
    block = find_blocks(c_text(DOC + code)).blocks[0]
    assert isinstance(block, CommentBlock)
    return block.declaration


def params(found: Declaration | None) -> list[tuple[str, str]]:
    assert found
    return [(param.type_name, param.name) for param in found.params]


SYSCALLS = {
    "SYSCALL_DEFINE0(getpid)\n{": ("sys_getpid", []),
    "SYSCALL_DEFINE1 (close, unsigned int, fd)": ("sys_close", [("unsigned int", "fd")]),
    "SYSCALL_DEFINE2(\n\n  munlock , unsigned long ,\n  start, size_t,\n\tlen )\n{": (
        "sys_munlock",
        [("unsigned long", "start"), ("size_t", "len")],
    ),
    "COMPAT_SYSCALL_DEFINE1(pipe, int __user *, fildes)": (
        "compat_sys_pipe",
        [("int __user *", "fildes")],
    ),
    "SYSCALL32_DEFINE0(sigreturn)": ("compat_sys_sigreturn", []),
    "PPC32_SYSCALL_DEFINE2(x, const char  __user*, p, u32, q)": (
        "compat_sys_x",
        [("const char __user *", "p"), ("u32", "q")],
    ),
    "COMPAT_SYSCALL_DEFINE3(trunc, int, fd, compat_arg_u64_dual(length))": (
        "compat_sys_trunc",
        [("int", "fd"), ("u32", "length_lo"), ("u32", "length_hi")],
    ),
    "SYSCALL_DEFINE1(cb, int (*)(void *, int), fn)": (
        "sys_cb",
        [("int (*)(void *, int)", "fn")],
    ),
    "asmlinkage long sys_mlock(unsigned long start, size_t len);": (
        "sys_mlock",
        [("unsigned long", "start"), ("size_t", "len")],
    ),
}


@pytest.mark.parametrize("code", SYSCALLS)
def test_system_calls(code: str) -> None:
    found = declared(code)
    assert found
    assert (found.name, params(found)) == SYSCALLS[code]
    assert found.kind is ApiKind.SYSCALL
    assert found.return_type == "long"


FUNCTIONS = {
    "void f(void);": ("void", []),
    "char *f(char *dest, const char *src)\n{": (
        "char *",
        [("char *", "dest"), ("const char *", "src")],
    ),
    "struct x *\nf(struct x *p,\n  int n)\n{": ("struct x *", [("struct x *", "p"), ("int", "n")]),
    "enum mode f(enum mode m);": ("enum mode", [("enum mode", "m")]),
    "bool f(u64 a, unsigned long long b);": (
        "bool",
        [("u64", "a"), ("unsigned long long", "b")],
    ),
    "static inline unsigned long f(unsigned int);": ("unsigned long", [("unsigned int", "")]),
    "static __always_inline int f(struct x *, size_t)\n{": (
        "int",
        [("struct x *", ""), ("size_t", "")],
    ),
    "__must_check extern int\nf(int a)": ("int", [("int", "a")]),
    "__printf(1, 2)\nint f(const char *fmt, ...);": (
        "int",
        [("const char *", "fmt"), ("...", "...")],
    ),
    "int __attribute__((format(printf, 1, 2))) f(const char *fmt, ...);": (
        "int",
        [("const char *", "fmt"), ("...", "...")],
    ),
    "__attribute__((cold)) void f(int a) __acquires(lock);": ("void", [("int", "a")]),
    "noinline void __init f(char buf[16], char *argv[])\n{": (
        "void",
        [("char [16]", "buf"), ("char *[]", "argv")],
    ),
    "int f(int (*fn)(void *, int), void *data __maybe_unused);": (
        "int",
        [("int (*)(void *, int)", "fn"), ("void *", "data")],
    ),
    "int f(int cmp(const void *, const void *));": (
        "int",
        [("int (const void *, const void *)", "cmp")],
    ),
    "const char *const *f(char *const *argv, const u32);": (
        "const char *const *",
        [("char *const *", "argv"), ("const u32", "")],
    ),
    "ssize_t f(struct file *file, char __user *buf);": (
        "ssize_t",
        [("struct file *", "file"), ("char __user *", "buf")],
    ),
    "#ifdef CONFIG_X\n/* f */\n\nint f(int a,\n#ifdef CONFIG_Y\n int b,\n#endif\n int c)\n{": (
        "int",
        [("int", "a"), ("int", "b"), ("int", "c")],
    ),
    "__u32 f(__be16 __port);": ("__u32", [("__be16", "__port")]),
    "void *f_noprof(size_t size);": ("void *", [("size_t", "size")]),
    "int (*f(int a))(int);": ("int (*)(int)", [("int", "a")]),
    "int (*f)(struct x *x);": ("int", [("struct x *", "x")]),
    "typeof(int) f(typeof(long) a);": ("typeof(int)", [("typeof(long)", "a")]),
}


@pytest.mark.parametrize("code", FUNCTIONS)
def test_functions(code: str) -> None:
    found = declared(code)
    assert found
    assert (found.name, found.return_type, params(found)) == ("f", *FUNCTIONS[code])
    assert found.kind is ApiKind.FUNCTION
    assert found.macro == ""


KERNEL_WORDS = """
#define __user
#define __init
#define __must_check
#define __always_inline inline
#define __maybe_unused
#define __printf(a, b)
#define __acquires(x)
#define noinline
#define asmlinkage
#define bool _Bool
typedef unsigned long size_t; typedef long ssize_t;
typedef unsigned int u32, __u32; typedef unsigned short __be16; typedef unsigned long long u64;
struct x; struct file; enum mode { MODE };
"""


@pytest.mark.parametrize("code", [c for c in FUNCTIONS if "(*f" not in c and "noprof" not in c])
def test_the_compiler_finds_the_parsed_types_compatible(code: str) -> None:
    found = declared(code)
    assert found
    head = re.sub(r"\b(?:static|inline|__always_inline)\b", "", code.rstrip("{\n;"))
    types = ", ".join(param.type_name for param in found.params) or "void"
    again = f"{found.return_type} f({types});"
    program = f"{KERNEL_WORDS}\n#define CONFIG_Y\n{head.replace('#ifdef CONFIG_X', '')};\n{again}\n"
    command = [needs("gcc"), "-std=gnu11", "-fsyntax-only", "-x", "c", "-"]
    done = subprocess.run(command, input=program, capture_output=True, text=True)
    assert done.returncode == 0, program + done.stderr


DEFINES = {
    "#define f(a, b) do { g(a); } while (0)": (ApiKind.FUNCTION, "#define", ["a", "b"]),
    "#define f(fmt, ...) \\\n\tg(fmt)": (ApiKind.FUNCTION, "#define", ["fmt", "..."]),
    "# define f _IOWR('k', 1, struct x)": (ApiKind.IOCTL, "_IOWR", []),
    "#define f \\\n\t_IO('k', \\\n\t0x10)\nint g;": (ApiKind.IOCTL, "_IO", []),
    "#define f\tDRM_IOWR(0x00, struct drm_version)": (ApiKind.IOCTL, "DRM_IOWR", []),
    "#define f (_IOR('k', 1, int))": (ApiKind.IOCTL, "_IOR", []),
    "#define f 0x5401": (ApiKind.IOCTL, "#define", []),
    "#define f 21525U /* old */": (ApiKind.IOCTL, "#define", []),
    "#define f g": (ApiKind.FUNCTION, "#define", []),
}


@pytest.mark.parametrize("code", DEFINES)
def test_macros(code: str) -> None:
    found = declared(code)
    assert found
    kind, macro, names = DEFINES[code]
    assert (found.name, found.kind, found.macro) == ("f", kind, macro)
    assert [param.name for param in found.params] == names


def test_the_text_has_no_body_and_folded_blanks() -> None:
    function = declared("static int\nf(int a, /* the */\n  int b)\n{ return 0; }")
    macro = declared("#define f(a)   \\\n  g(a)")
    ioctl = declared("#define f\t_IOW('k', 1, \\\n  int) /* x */")
    assert function
    assert macro
    assert ioctl
    assert function.text == "static int f(int a, int b)"
    assert macro.text == "#define f(a)"
    assert ioctl.text == "#define f _IOW('k', 1, int)"
    assert (function.span.line, function.span.column, function.span.end_line) == (4, 1, 6)


NONE = [
    "struct x {\n\tint f(int);\n};",
    "enum x { A };",
    "typedef int (*f)(int);",
    "static struct x y = { .f = g(1) };",
    "EXPORT_SYMBOL(f);\nint g(int a);",
    "/** g - y */\nint g(int a);",
    "DEFINE_KERNEL_API_SPEC(sys_g)\nKAPI_END_SPEC;\nSYSCALL_DEFINE0(g)",
    "module_init(f);",
    "static DEFINE_MUTEX(f);",
    "}\nint g(void);",
    "#include <x.h>\nint g(void);",
    "#define",
    "",
]


@pytest.mark.parametrize("code", NONE)
def test_what_declares_no_function_and_no_strangers(code: str) -> None:
    assert declared(code) is None


@pytest.mark.parametrize(
    ("code", "count"),
    [("SYSCALL_DEFINE3(f, int, a,", 1), ("int f(int a,\n  int b", 2), ("#define f(a,", 1)],
)
def test_a_declaration_cut_off_keeps_what_is_there(code: str, count: int) -> None:
    found = declared(code)
    assert found
    assert found.name.endswith("f")
    assert len(found.params) == count


WORDS = (
    *"()[]{}*,;=#\\\n \0\"'",
    *("...", "int ", "f", "SYSCALL_DEFINE2", "#define ", "\n#if\n", "struct ", "__attribute__"),
    *("typeof", "typedef ", "/*", "*/", "__user ", "0x1", "SC_ARG64", "DECL_BUCKET_PARAMS"),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=40)


@settings(max_examples=300)
@given(PIECES)
def test_any_text_is_read_without_fail(pieces: list[str]) -> None:
    find_blocks(c_text(DOC + "".join(pieces)))


@pytest.mark.parametrize("depth", [1000, 100_000])
def test_deep_nesting(depth: int) -> None:
    found = declared("int f(" + "(" * depth + ")" * depth + ", int a);")
    assert found
    assert found.name == "f"
