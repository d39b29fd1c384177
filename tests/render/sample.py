"""A spec as people write them: long prose, lists, code, symbols."""

from __future__ import annotations

from kapi.model.elements import (
    Capability,
    Constraint,
    ErrorCondition,
    Expression,
    Limits,
    Lock,
    Param,
    Returns,
    SideEffect,
    Signal,
    StateTransition,
    Violation,
)
from kapi.model.spec import Declaration, DeclaredParam, Origin, Spec
from kapi.vocab.words import (
    Answer,
    ApiKind,
    CapabilityAction,
    ConstraintType,
    Context,
    Dialect,
    Effect,
    LockScope,
    LockType,
    ParamFlag,
    ParamType,
    ReturnCheck,
    SignalAction,
    SignalDirection,
    SignalTiming,
)

MASK = Expression("REGION_FIXED | REGION_SHARED | REGION_LOCKED | REGION_HUGE | REGION_NORESERVE")

SAMPLE = Spec(
    name="sys_region",
    kind=ApiKind.SYSCALL,
    dialect=Dialect.KERNELDOC,
    origin=Origin(source="linux", file="linux/mm/region.c", line=120, column=1, end_line=201),
    summary="reserve and populate a region of the address space",
    description=(
        "Reserves a region and populates it at once, so that later accesses cannot fault. The "
        "region is visible to every thread of the process as soon as the call returns.\n\n"
        "Three things are checked, in this order:\n"
        "- the start address, which must be page aligned and inside the address space of the "
        "task, as everywhere\n"
        "- the flags\n"
        "  - known bits only\n"
        "- the limit RLIMIT_AS\n\n"
        "A typical call:\n\n"
        "    if (region(addr, len, REGION_FIXED) < 0)\n"
        '        err(1, "region");'
    ),
    contexts=(Context.PROCESS, Context.SLEEPABLE),
    since="6.18",
    declaration=Declaration(
        name="sys_region",
        kind=ApiKind.SYSCALL,
        macro="SYSCALL_DEFINE3",
        text="SYSCALL_DEFINE3(region, void __user *, addr, size_t, len, unsigned int, flags)",
        params=(
            DeclaredParam(type_name="void __user *", name="addr"),
            DeclaredParam(type_name="size_t", name="len"),
            DeclaredParam(type_name="unsigned int", name="flags"),
        ),
    ),
    params=(
        Param(
            name="addr",
            type_name="void __user *",
            type=ParamType.USER_PTR,
            flags=(ParamFlag.IN, ParamFlag.USER),
            description="Start of the region.",
            limits=Limits(type=ConstraintType.PAGE_ALIGNED),
            constraint="Must be a multiple of the page size and lie below TASK_SIZE.",
            violation=Violation(action="reject", errno="EINVAL"),
        ),
        Param(
            name="len",
            type_name="size_t",
            type=ParamType.UINT,
            flags=(ParamFlag.IN,),
            limits=Limits(
                type=ConstraintType.RANGE,
                minimum=Expression("0"),
                maximum=Expression("SIZE_MAX"),
            ),
        ),
        Param(
            name="flags",
            type_name="unsigned int",
            type=ParamType.UINT,
            flags=(ParamFlag.IN,),
            description="What kind of region.",
            limits=Limits(type=ConstraintType.MASK, mask=MASK),
        ),
    ),
    returns=Returns(
        type_name="long",
        type=ParamType.INT,
        check=ReturnCheck.EXACT,
        success=Expression("0"),
        description="Zero on success, a negative errno otherwise.",
    ),
    errors=(
        ErrorCondition(
            errno="EINVAL",
            summary="Start not aligned",
            description="addr is not a multiple of the page size.",
            when=Expression("addr % PAGE_SIZE != 0"),
        ),
        ErrorCondition(errno="EINVAL", summary="Unknown flag"),
        ErrorCondition(
            errno="ENOMEM",
            summary="Not enough memory, or the limit RLIMIT_AS would be exceeded by the region",
            description="The pages cannot be allocated.",
        ),
        ErrorCondition(errno="EINTR", summary="Killed", visible=Answer.NO),
    ),
    signals=(
        Signal(
            name="SIGBUS",
            number=Expression("SIGBUS"),
            direction=(SignalDirection.SEND,),
            action=SignalAction.COREDUMP,
            condition="The backing file shrank.",
            timing=SignalTiming.DURING,
            restartable=Answer.NO,
        ),
    ),
    capabilities=(
        Capability(
            capability="CAP_IPC_LOCK",
            action=CapabilityAction.BYPASS_CHECK,
            allows="Lock any number of pages.",
            without="RLIMIT_MEMLOCK holds.",
        ),
    ),
    constraints=(
        Constraint(
            name="no wrap",
            description="The region must not wrap around the end of the address space.",
            expression=Expression("addr + len >= addr"),
        ),
    ),
    side_effects=(
        SideEffect(
            effects=(Effect.ALLOC_MEMORY, Effect.MODIFY_STATE, Effect.IRREVERSIBLE),
            target="address space of the task",
            description="Page tables are filled for the whole region.",
            reversible=Answer.NO,
        ),
    ),
    state_transitions=(
        StateTransition(object="address range", from_state="unmapped", to_state="mapped"),
    ),
    locks=(
        Lock(
            name="mm->mmap_lock",
            type=LockType.RWLOCK,
            scope=LockScope.INTERNAL,
            acquired=Answer.YES,
            released=Answer.YES,
            description="Taken for writing.",
        ),
    ),
    examples='int r = region(addr, len, 0);\n\nif (r)\n\tperror("region");',
    notes="The call may take long.",
)
