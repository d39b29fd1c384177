/*
 * The structures and macros of the framework, for tests: names, values, order of members and
 * layout as posted in PATCH v3 to v5. A kernel that has the framework has its own.
 */
#ifndef KERNEL_API_SPEC_H
#define KERNEL_API_SPEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <limits.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef int64_t s64;
typedef uint64_t u64;

#define BIT(n) (1UL << (n))
#define KAPI_STRING_(x) #x
#define KAPI_STRING(x) KAPI_STRING_(x)

enum kapi_param_type {
	KAPI_TYPE_VOID = 0,
	KAPI_TYPE_INT = 1,
	KAPI_TYPE_UINT = 2,
	KAPI_TYPE_PTR = 3,
	KAPI_TYPE_STRUCT = 4,
	KAPI_TYPE_UNION = 5,
	KAPI_TYPE_ENUM = 6,
	KAPI_TYPE_FUNC_PTR = 7,
	KAPI_TYPE_ARRAY = 8,
	KAPI_TYPE_FD = 9,
	KAPI_TYPE_USER_PTR = 10,
	KAPI_TYPE_PATH = 11,
	KAPI_TYPE_CUSTOM = 12,
};

#define KAPI_PARAM_IN 0x1
#define KAPI_PARAM_OUT 0x2
#define KAPI_PARAM_INOUT 0x3
#define KAPI_PARAM_OPTIONAL 0x8
#define KAPI_PARAM_CONST 0x10
#define KAPI_PARAM_VOLATILE 0x20
#define KAPI_PARAM_USER 0x40
#define KAPI_PARAM_DMA 0x80
#define KAPI_PARAM_ALIGNED 0x100

#define KAPI_CTX_PROCESS 0x1
#define KAPI_CTX_SOFTIRQ 0x2
#define KAPI_CTX_HARDIRQ 0x4
#define KAPI_CTX_NMI 0x8
#define KAPI_CTX_ATOMIC 0x10
#define KAPI_CTX_SLEEPABLE 0x20
#define KAPI_CTX_PREEMPT_DISABLED 0x40
#define KAPI_CTX_IRQ_DISABLED 0x80

enum kapi_lock_type {
	KAPI_LOCK_NONE = 0,
	KAPI_LOCK_MUTEX = 1,
	KAPI_LOCK_SPINLOCK = 2,
	KAPI_LOCK_RWLOCK = 3,
	KAPI_LOCK_SEQLOCK = 4,
	KAPI_LOCK_RCU = 5,
	KAPI_LOCK_SEMAPHORE = 6,
	KAPI_LOCK_CUSTOM = 7,
};

enum kapi_lock_scope {
	KAPI_LOCK_INTERNAL = 0,
	KAPI_LOCK_ACQUIRES = 1,
	KAPI_LOCK_RELEASES = 2,
	KAPI_LOCK_CALLER_HELD = 3,
};

enum kapi_constraint_type {
	KAPI_CONSTRAINT_NONE = 0,
	KAPI_CONSTRAINT_RANGE = 1,
	KAPI_CONSTRAINT_MASK = 2,
	KAPI_CONSTRAINT_ENUM = 3,
	KAPI_CONSTRAINT_ALIGNMENT = 4,
	KAPI_CONSTRAINT_POWER_OF_TWO = 5,
	KAPI_CONSTRAINT_PAGE_ALIGNED = 6,
	KAPI_CONSTRAINT_NONZERO = 7,
	KAPI_CONSTRAINT_USER_STRING = 8,
	KAPI_CONSTRAINT_USER_PATH = 9,
	KAPI_CONSTRAINT_USER_PTR = 10,
	KAPI_CONSTRAINT_BUFFER = 11,
	KAPI_CONSTRAINT_CUSTOM = 12,
};

enum kapi_return_check_type {
	KAPI_RETURN_EXACT = 0,
	KAPI_RETURN_RANGE = 1,
	KAPI_RETURN_ERROR_CHECK = 2,
	KAPI_RETURN_FD = 3,
	KAPI_RETURN_CUSTOM = 4,
	KAPI_RETURN_NO_RETURN = 5,
};

#define KAPI_SIGNAL_RECEIVE 0x1
#define KAPI_SIGNAL_SEND 0x2
#define KAPI_SIGNAL_HANDLE 0x4
#define KAPI_SIGNAL_BLOCK 0x8
#define KAPI_SIGNAL_IGNORE 0x10

enum kapi_signal_action {
	KAPI_SIGNAL_ACTION_DEFAULT = 0,
	KAPI_SIGNAL_ACTION_TERMINATE = 1,
	KAPI_SIGNAL_ACTION_COREDUMP = 2,
	KAPI_SIGNAL_ACTION_STOP = 3,
	KAPI_SIGNAL_ACTION_CONTINUE = 4,
	KAPI_SIGNAL_ACTION_CUSTOM = 5,
	KAPI_SIGNAL_ACTION_RETURN = 6,
	KAPI_SIGNAL_ACTION_RESTART = 7,
	KAPI_SIGNAL_ACTION_QUEUE = 8,
	KAPI_SIGNAL_ACTION_DISCARD = 9,
	KAPI_SIGNAL_ACTION_TRANSFORM = 10,
};

#define KAPI_SIGNAL_TIME_ENTRY "entry"
#define KAPI_SIGNAL_TIME_DURING "during"
#define KAPI_SIGNAL_TIME_EXIT "exit"
#define KAPI_SIGNAL_TIME_ANYTIME "anytime"
#define KAPI_SIGNAL_TIME_BLOCKING "while_blocked"
#define KAPI_SIGNAL_TIME_SLEEPING "while_sleeping"
#define KAPI_SIGNAL_TIME_BEFORE "before"
#define KAPI_SIGNAL_TIME_AFTER "after"

#define KAPI_SIGNAL_STATE_RUNNING 0x1
#define KAPI_SIGNAL_STATE_SLEEPING 0x2
#define KAPI_SIGNAL_STATE_STOPPED 0x4
#define KAPI_SIGNAL_STATE_TRACED 0x8
#define KAPI_SIGNAL_STATE_ZOMBIE 0x10
#define KAPI_SIGNAL_STATE_DEAD 0x20

enum kapi_capability_action {
	KAPI_CAP_BYPASS_CHECK = 0,
	KAPI_CAP_INCREASE_LIMIT = 1,
	KAPI_CAP_OVERRIDE_RESTRICTION = 2,
	KAPI_CAP_GRANT_PERMISSION = 3,
	KAPI_CAP_MODIFY_BEHAVIOR = 4,
	KAPI_CAP_ACCESS_RESOURCE = 5,
	KAPI_CAP_PERFORM_OPERATION = 6,
};

#define KAPI_EFFECT_NONE 0
#define KAPI_EFFECT_ALLOC_MEMORY 0x1
#define KAPI_EFFECT_FREE_MEMORY 0x2
#define KAPI_EFFECT_MODIFY_STATE 0x4
#define KAPI_EFFECT_SIGNAL_SEND 0x8
#define KAPI_EFFECT_FILE_POSITION 0x10
#define KAPI_EFFECT_LOCK_ACQUIRE 0x20
#define KAPI_EFFECT_LOCK_RELEASE 0x40
#define KAPI_EFFECT_RESOURCE_CREATE 0x80
#define KAPI_EFFECT_RESOURCE_DESTROY 0x100
#define KAPI_EFFECT_SCHEDULE 0x200
#define KAPI_EFFECT_HARDWARE 0x400
#define KAPI_EFFECT_NETWORK 0x800
#define KAPI_EFFECT_FILESYSTEM 0x1000
#define KAPI_EFFECT_PROCESS_STATE 0x2000
#define KAPI_EFFECT_IRREVERSIBLE 0x4000

struct kapi_param_spec {
	const char *name;
	const char *type_name;
	enum kapi_param_type type;
	u32 flags;
	size_t size;
	size_t alignment;
	s64 min_value;
	s64 max_value;
	u64 valid_mask;
	const s64 *enum_values;
	u32 enum_count;
	enum kapi_constraint_type constraint_type;
	bool (*validate)(s64 value);
	const char *description;
	const char *constraints;
	int size_param_idx;
	size_t size_multiplier;
};

struct kapi_return_spec {
	const char *type_name;
	enum kapi_param_type type;
	enum kapi_return_check_type check_type;
	s64 success_value;
	s64 success_min;
	s64 success_max;
	const s64 *error_values;
	u32 error_count;
	bool (*is_success)(s64 value);
	const char *description;
};

struct kapi_error_spec {
	int error_code;
	const char *name;
	const char *condition;
	const char *description;
};

struct kapi_lock_spec {
	const char *lock_name;
	enum kapi_lock_type lock_type;
	enum kapi_lock_scope scope;
	const char *description;
};

struct kapi_constraint_spec {
	const char *name;
	const char *description;
	const char *expression;
};

struct kapi_signal_spec {
	int signal_num;
	const char *signal_name;
	u32 direction;
	enum kapi_signal_action action;
	const char *target;
	const char *condition;
	const char *description;
	bool restartable;
	u32 sa_flags_required;
	u32 sa_flags_forbidden;
	int error_on_signal;
	int transform_to;
	const char *timing;
	u8 priority;
	bool interruptible;
	const char *queue_behavior;
	u32 state_required;
	u32 state_forbidden;
};

struct kapi_signal_mask_spec {
	const char *mask_name;
	int signals[32];
	u32 signal_count;
	const char *description;
};

struct kapi_struct_field {
	const char *name;
	enum kapi_param_type type;
	const char *type_name;
	size_t offset;
	size_t size;
	u32 flags;
	enum kapi_constraint_type constraint_type;
	s64 min_value;
	s64 max_value;
	u64 valid_mask;
	const char *enum_values;
	const char *description;
};

struct kapi_struct_spec {
	const char *name;
	size_t size;
	size_t alignment;
	u32 field_count;
	struct kapi_struct_field fields[16];
	const char *description;
};

struct kapi_capability_spec {
	int capability;
	const char *cap_name;
	enum kapi_capability_action action;
	const char *allows;
	const char *without_cap;
	const char *check_condition;
	u8 priority;
	int alternative[8];
	u32 alternative_count;
};

struct kapi_side_effect {
	u32 type;
	const char *target;
	const char *condition;
	const char *description;
	bool reversible;
};

struct kapi_state_transition {
	const char *from_state;
	const char *to_state;
	const char *condition;
	const char *object;
	const char *description;
};

struct kernel_api_spec {
	const char *name;
	u32 version;
	const char *description;
	const char *long_description;
	u32 context_flags;
	u32 param_magic;
	u32 param_count;
	struct kapi_param_spec params[16];
	u32 return_magic;
	struct kapi_return_spec return_spec;
	u32 error_magic;
	u32 error_count;
	struct kapi_error_spec errors[32];
	u32 lock_magic;
	u32 lock_count;
	struct kapi_lock_spec locks[16];
	u32 constraint_magic;
	u32 constraint_count;
	struct kapi_constraint_spec constraints[32];
	u32 info_magic;
	const char *examples;
	const char *notes;
	u32 signal_magic;
	u32 signal_count;
	struct kapi_signal_spec signals[32];
	u32 sigmask_magic;
	u32 signal_mask_count;
	struct kapi_signal_mask_spec signal_masks[32];
	u32 struct_magic;
	u32 struct_spec_count;
	struct kapi_struct_spec struct_specs[8];
	u32 effect_magic;
	u32 side_effect_count;
	struct kapi_side_effect side_effects[32];
	u32 trans_magic;
	u32 state_trans_count;
	struct kapi_state_transition state_transitions[8];
	u32 cap_magic;
	u32 capability_count;
	struct kapi_capability_spec capabilities[8];
};

#define DEFINE_KERNEL_API_SPEC(f) \
	extern const struct kernel_api_spec __kapi_spec_##f; \
	static const struct kernel_api_spec *const __kapi_spec_ptr_##f \
	__attribute__((used, section(".kapi_specs"))) = &__kapi_spec_##f; \
	const struct kernel_api_spec __kapi_spec_##f = { \
		.name = #f, \
		.version = 1,

#define KAPI_DESCRIPTION(x) \
	.description = x,
#define KAPI_LONG_DESC(x) \
	.long_description = x,
#define KAPI_CONTEXT(x) \
	.context_flags = x,
#define KAPI_PARAM(i, n, t, d) \
	.params[i] = { \
	.name = n, \
	.type_name = t, \
	.description = d,
#define KAPI_PARAM_TYPE(x) \
	.type = x,
#define KAPI_PARAM_FLAGS(x) \
	.flags = x,
#define KAPI_PARAM_SIZE(x) \
	.size = x,
#define KAPI_PARAM_CONSTRAINT_TYPE(x) \
	.constraint_type = x,
#define KAPI_PARAM_CONSTRAINT(x) \
	.constraints = x,
#define KAPI_PARAM_VALID_MASK(x) \
	.valid_mask = x,
#define KAPI_PARAM_ALIGNMENT(x) \
	.alignment = x,
#define KAPI_PARAM_ENUM_VALUES(...) \
	.enum_values = (const s64[]){ __VA_ARGS__ }, \
	.enum_count = sizeof((const s64[]){ __VA_ARGS__ }) / sizeof(s64),
#define KAPI_PARAM_SIZE_PARAM(i) \
	.size_param_idx = (i) + 1,
#define KAPI_PARAM_COUNT(n) \
	.param_magic = 0x4B415031, \
	.param_count = n,
#define KAPI_RETURN(t, d) \
	.return_magic = 0x4B415232, \
	.return_spec = { \
	.type_name = t, \
	.description = d,
#define KAPI_RETURN_TYPE(x) \
	.type = x,
#define KAPI_RETURN_CHECK_TYPE(x) \
	.check_type = x,
#define KAPI_RETURN_SUCCESS(x) \
	.success_value = x,
#define KAPI_RETURN_ERROR_VALUES(...) \
	.error_values = (const s64[]){ __VA_ARGS__ }, \
	.error_count = sizeof((const s64[]){ __VA_ARGS__ }) / sizeof(s64),
#define KAPI_ERROR(i, e, n, c, d) \
	.errors[i] = { \
	.error_code = e, \
	.name = n, \
	.condition = c, \
	.description = d,
#define KAPI_ERROR_COUNT(n) \
	.error_magic = 0x4B414533, \
	.error_count = n,
#define KAPI_LOCK(i, n, t) \
	.locks[i] = { \
	.lock_name = n, \
	.lock_type = t,
#define KAPI_LOCK_ACQUIRED .scope = KAPI_LOCK_ACQUIRES,
#define KAPI_LOCK_RELEASED .scope = KAPI_LOCK_RELEASES,
#define KAPI_LOCK_HELD_ENTRY .scope = KAPI_LOCK_CALLER_HELD,
#define KAPI_LOCK_HELD_EXIT .scope = KAPI_LOCK_CALLER_HELD,
#define KAPI_LOCK_DESC(x) \
	.description = x,
#define KAPI_LOCK_COUNT(n) \
	.lock_magic = 0x4B414C34, \
	.lock_count = n,
#define KAPI_CONSTRAINT(i, n, d) \
	.constraints[i] = { \
	.name = n, \
	.description = d,
#define KAPI_CONSTRAINT_EXPR(x) \
	.expression = x,
#define KAPI_CONSTRAINT_COUNT(n) \
	.constraint_magic = 0x4B414335, \
	.constraint_count = n,
#define KAPI_EXAMPLES(x) \
	.info_magic = 0x4B414936, \
	.examples = x,
#define KAPI_NOTES(x) \
	.notes = x,
#define KAPI_SIGNAL(i, s, n, d, a) \
	.signals[i] = { \
	.signal_num = s, \
	.signal_name = n, \
	.direction = d, \
	.action = a,
#define KAPI_SIGNAL_TARGET(x) \
	.target = x,
#define KAPI_SIGNAL_CONDITION(x) \
	.condition = x,
#define KAPI_SIGNAL_DESC(x) \
	.description = x,
#define KAPI_SIGNAL_SA_FLAGS_REQ(x) \
	.sa_flags_required = x,
#define KAPI_SIGNAL_SA_FLAGS_FORBID(x) \
	.sa_flags_forbidden = x,
#define KAPI_SIGNAL_ERROR(x) \
	.error_on_signal = x,
#define KAPI_SIGNAL_TRANSFORM(x) \
	.transform_to = x,
#define KAPI_SIGNAL_TIMING(x) \
	.timing = x,
#define KAPI_SIGNAL_PRIORITY(x) \
	.priority = x,
#define KAPI_SIGNAL_QUEUE(x) \
	.queue_behavior = x,
#define KAPI_SIGNAL_STATE_REQ(x) \
	.state_required = x,
#define KAPI_SIGNAL_STATE_FORBID(x) \
	.state_forbidden = x,
#define KAPI_SIGNAL_RESTARTABLE .restartable = true,
#define KAPI_SIGNAL_INTERRUPTIBLE .interruptible = true,
#define KAPI_SIGNAL_COUNT(n) \
	.signal_magic = 0x4B415337, \
	.signal_count = n,
#define KAPI_SIGNAL_MASK(i, n, d) \
	.signal_masks[i] = { \
	.mask_name = n, \
	.description = d,
#define KAPI_SIGNAL_MASK_SIGNALS(...) \
	.signals = { __VA_ARGS__ }, \
	.signal_count = sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int),
#define KAPI_SIGNAL_MASK_COUNT(n) \
	.sigmask_magic = 0x4B414D38, \
	.signal_mask_count = n,
#define KAPI_STRUCT_SPEC(i, n, d) \
	.struct_specs[i] = { \
	.name = n, \
	.description = d,
#define KAPI_STRUCT_SIZE(s, a) \
	.size = s, \
	.alignment = a,
#define KAPI_STRUCT_FIELD_COUNT(x) \
	.field_count = x,
#define KAPI_STRUCT_FIELD(i, n, t, tn, d) \
	.fields[i] = { \
	.name = n, \
	.type = t, \
	.type_name = tn, \
	.description = d,
#define KAPI_FIELD_OFFSET(x) \
	.offset = x,
#define KAPI_FIELD_SIZE(x) \
	.size = x,
#define KAPI_FIELD_FLAGS(x) \
	.flags = x,
#define KAPI_STRUCT_SPEC_COUNT(n) \
	.struct_magic = 0x4B415439, \
	.struct_spec_count = n,
#define KAPI_SIDE_EFFECT(i, t, g, d) \
	.side_effects[i] = { \
	.type = t, \
	.target = g, \
	.description = d,
#define KAPI_EFFECT_CONDITION(x) \
	.condition = x,
#define KAPI_EFFECT_REVERSIBLE .reversible = true,
#define KAPI_SIDE_EFFECT_COUNT(n) \
	.effect_magic = 0x4B414641, \
	.side_effect_count = n,
#define KAPI_STATE_TRANS(i, o, f, t, d) \
	.state_transitions[i] = { \
	.object = o, \
	.from_state = f, \
	.to_state = t, \
	.description = d,
#define KAPI_STATE_TRANS_COND(x) \
	.condition = x,
#define KAPI_STATE_TRANS_COUNT(n) \
	.trans_magic = 0x4B415442, \
	.state_trans_count = n,
#define KAPI_CAPABILITY(i, c, n, a) \
	.capabilities[i] = { \
	.capability = c, \
	.cap_name = n, \
	.action = a,
#define KAPI_CAP_ALLOWS(x) \
	.allows = x,
#define KAPI_CAP_WITHOUT(x) \
	.without_cap = x,
#define KAPI_CAP_CONDITION(x) \
	.check_condition = x,
#define KAPI_CAP_PRIORITY(x) \
	.priority = x,
#define KAPI_CAP_ALTERNATIVE(...) \
	.alternative = { __VA_ARGS__ }, \
	.alternative_count = sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int),
#define KAPI_CAPABILITY_COUNT(n) \
	.cap_magic = 0x4B414343, \
	.capability_count = n,

#endif
