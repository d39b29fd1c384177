/*
 * The structures that a macro spec fills, and the macros as RFC v2 gives them: written for the
 * tests, so that a compiler can judge what the writer makes. Every unknown word is a number.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t s64;
typedef uint64_t u64;
typedef uint32_t u32;

struct kapi_param_spec {
	const char *name, *type_name, *description, *constraints;
	int type, constraint_type, size_param_idx;
	u32 flags, enum_count, allowed_string_count;
	size_t size, size_multiplier, alignment;
	s64 min_value, max_value, step;
	u64 valid_mask;
	const s64 *enum_values;
	bool (*validate)(s64 value);
	const char *default_value, *units;
	const char *const *allowed_strings;
};

struct kapi_return_spec {
	const char *type_name, *description;
	int type, check_type;
	s64 success_value, success_min, success_max;
	const s64 *error_values;
	u32 error_count;
	bool (*is_success)(s64 value);
};

struct kapi_error_spec {
	int error_code;
	const char *name, *condition, *description;
};

struct kapi_lock_spec {
	const char *lock_name, *description;
	int lock_type, scope;
	bool acquired, released, held_on_entry, held_on_exit;
};

struct kapi_constraint_spec {
	const char *name, *description, *expression;
};

struct kapi_signal_spec {
	int signal_num, action, error_on_signal, transform_to;
	const char *signal_name, *target, *condition, *description, *timing, *queue_behavior;
	u32 direction, sa_flags_required, sa_flags_forbidden, state_required, state_forbidden;
	bool restartable, interruptible;
	int priority;
};

struct kapi_signal_mask_spec {
	const char *mask_name, *description;
	int signals[32];
	u32 signal_count;
};

struct kapi_struct_field {
	const char *name, *type_name, *description, *enum_values;
	int type, constraint_type;
	size_t offset, size;
	u32 flags;
	s64 min_value, max_value;
	u64 valid_mask;
};

struct kapi_struct_spec {
	const char *name, *description;
	size_t size, alignment;
	u32 field_count;
	struct kapi_struct_field fields[16];
};

struct kapi_side_effect {
	u32 type;
	const char *target, *condition, *description;
	bool reversible;
};

struct kapi_state_transition {
	const char *object, *from_state, *to_state, *condition, *description;
};

struct kapi_capability_spec {
	int capability, action, priority;
	const char *cap_name, *allows, *without_cap, *check_condition;
	int alternative[8];
	u32 alternative_count;
};

struct kapi_socket_state_spec {
	int required_states[16], forbidden_states[16], resulting_state;
	u32 required_state_count, forbidden_state_count, applicable_protocols;
	const char *state_condition;
};

struct kapi_protocol_behavior {
	u32 applicable_protocols;
	const char *behavior, *flag_description;
	s64 protocol_flags;
};

struct kapi_buffer_spec {
	u32 buffer_behaviors;
	size_t min_buffer_size, max_buffer_size, optimal_buffer_size;
	const char *fragmentation_rules, *partial_transfer_rules;
	bool can_partial_transfer;
};

struct kapi_async_spec {
	int supported_modes, nonblock_errno;
	u32 poll_events_in, poll_events_out;
	const char *completion_condition, *timeout_behavior;
	bool supports_timeout;
};

struct kapi_addr_family_spec {
	int family;
	const char *family_name, *addr_format, *special_addresses;
	size_t addr_struct_size, min_addr_len, max_addr_len;
	bool supports_wildcard, supports_multicast, supports_broadcast;
	int port_range_min, port_range_max;
};

struct kernel_api_spec {
	const char *name, *description, *long_description, *examples, *notes, *since_version;
	const char *replacement, *subsystem, *device_type, *sysfs_path, *default_value, *units;
	const char *const *allowed_strings;
	u32 allowed_string_count, version, context_flags;
	int api_type, sysfs_permissions;
	s64 step;
	bool deprecated;
	unsigned int cmd;
	const char *cmd_name, *file_ops_name;
	size_t input_size, output_size;
	u32 param_count, error_count, lock_count, constraint_count, signal_count;
	u32 signal_mask_count, struct_spec_count, side_effect_count, state_trans_count;
	u32 capability_count, protocol_behavior_count, addr_family_count;
	struct kapi_param_spec params[16];
	struct kapi_return_spec return_spec;
	struct kapi_error_spec errors[32];
	struct kapi_lock_spec locks[16];
	struct kapi_constraint_spec constraints[32];
	struct kapi_signal_spec signals[32];
	struct kapi_signal_mask_spec signal_masks[32];
	struct kapi_struct_spec struct_specs[8];
	struct kapi_side_effect side_effects[32];
	struct kapi_state_transition state_transitions[8];
	struct kapi_capability_spec capabilities[8];
	struct kapi_socket_state_spec socket_state;
	struct kapi_protocol_behavior protocol_behaviors[8];
	struct kapi_buffer_spec buffer_spec;
	struct kapi_async_spec async_spec;
	struct kapi_addr_family_spec addr_families[8];
	bool is_connection_oriented, is_message_oriented, supports_oob_data;
	bool supports_peek, supports_select_poll, is_reentrant;
	const char *connection_establishment, *connection_termination, *data_transfer_semantics;
};

struct kapi_ioctl_spec {
	struct kernel_api_spec api_spec;
	unsigned int cmd;
	const char *cmd_name, *file_ops_name;
	size_t input_size, output_size;
};

#define DEFINE_KERNEL_API_SPEC(func) struct kernel_api_spec spec_##func = { .name = #func,
#define DEFINE_KAPI_IOCTL_SPEC DEFINE_KERNEL_API_SPEC
#define DEFINE_SYSFS_API_SPEC DEFINE_KERNEL_API_SPEC
#define KAPI_END_SPEC }

#define KAPI_DESCRIPTION(x) .description = x,
#define KAPI_LONG_DESC(x) .long_description = x,
#define KAPI_CONTEXT(x) .context_flags = x,
#define KAPI_EXAMPLES(x) .examples = x,
#define KAPI_NOTES(x) .notes = x,
#define KAPI_SINCE_VERSION(x) .since_version = x,
#define KAPI_DEPRECATED .deprecated = true,
#define KAPI_REPLACEMENT(x) .replacement = x,
#define KAPI_SUBSYSTEM(x) .subsystem = x,
#define KAPI_DEVICE_TYPE(x) .device_type = x,
#define KAPI_PATH(x) .sysfs_path = x,
#define KAPI_PERMISSIONS(x) .sysfs_permissions = x,
#define KAPI_DEFAULT(x) .default_value = x,
#define KAPI_UNITS(x) .units = x,
#define KAPI_STEP(x) .step = x,
#define KAPI_ALLOWED_STRINGS(...) .allowed_strings = (const char *[]){ __VA_ARGS__ },
#define KAPI_IOCTL_CMD(x) .cmd = x,
#define KAPI_IOCTL_CMD_NAME(x) .cmd_name = x,
#define KAPI_IOCTL_INPUT_SIZE(x) .input_size = x,
#define KAPI_IOCTL_OUTPUT_SIZE(x) .output_size = x,
#define KAPI_IOCTL_FILE_OPS_NAME(x) .file_ops_name = x,
#define KAPI_PARAM_COUNT(n) .param_count = n,
#define KAPI_ERROR_COUNT(n) .error_count = n,
#define KAPI_LOCK_COUNT(n) .lock_count = n,
#define KAPI_CONSTRAINT_COUNT(n) .constraint_count = n,
#define KAPI_SIGNAL_COUNT(n) .signal_count = n,
#define KAPI_STRUCT_SPEC_COUNT(n) .struct_spec_count = n,
#define KAPI_SIDE_EFFECT_COUNT(n) .side_effect_count = n,
#define KAPI_STATE_TRANS_COUNT(n) .state_trans_count = n,
#define KAPI_CAPABILITY_COUNT(n) .capability_count = n,
#define KAPI_PROTOCOL_BEHAVIOR_COUNT(n) .protocol_behavior_count = n,
#define KAPI_ADDR_FAMILY_COUNT(n) .addr_family_count = n,

#define KAPI_PARAM(i, n, t, d) .params[i] = { .name = n, .type_name = t, .description = d,
#define KAPI_PARAM_TYPE(x) .type = x,
#define KAPI_PARAM_FLAGS(x) .flags = x,
#define KAPI_PARAM_SIZE(x) .size = x,
#define KAPI_PARAM_RANGE(a, b) .min_value = a, .max_value = b,
#define KAPI_PARAM_CONSTRAINT_TYPE(x) .constraint_type = x,
#define KAPI_PARAM_CONSTRAINT(x) .constraints = x,
#define KAPI_PARAM_VALID_MASK(x) .valid_mask = x,
#define KAPI_PARAM_ENUM_VALUES(x) \
	.enum_values = (x), .enum_count = sizeof(x) / sizeof((x)[0]),
#define KAPI_PARAM_END },

#define KAPI_RETURN(t, d) .return_spec = { .type_name = t, .description = d,
#define KAPI_RETURN_TYPE(x) .type = x,
#define KAPI_RETURN_CHECK_TYPE(x) .check_type = x,
#define KAPI_RETURN_SUCCESS(x, ...) .success_value = x,
#define KAPI_RETURN_SUCCESS_RANGE(a, b) .success_min = a, .success_max = b,
#define KAPI_RETURN_ERROR_VALUES(x) .error_values = x,
#define KAPI_RETURN_ERROR_COUNT(n) .error_count = n,
#define KAPI_RETURN_END },

#define KAPI_ERROR(i, c, n, s, d) \
	.errors[i] = { .error_code = c, .name = n, .condition = s, .description = d },

#define KAPI_LOCK(i, n, t) .locks[i] = { .lock_name = n, .lock_type = t,
#define KAPI_LOCK_ACQUIRED .acquired = true,
#define KAPI_LOCK_RELEASED .released = true,
#define KAPI_LOCK_HELD_ENTRY .held_on_entry = true,
#define KAPI_LOCK_HELD_EXIT .held_on_exit = true,
#define KAPI_LOCK_DESC(x) .description = x,
#define KAPI_LOCK_END },

#define KAPI_CONSTRAINT(i, n, d) .constraints[i] = { .name = n, .description = d,
#define KAPI_CONSTRAINT_EXPR(x) .expression = x,
#define KAPI_CONSTRAINT_END },

#define KAPI_SIGNAL(i, s, n, d, a) \
	.signals[i] = { .signal_num = s, .signal_name = n, .direction = d, .action = a,
#define KAPI_SIGNAL_TARGET(x) .target = x,
#define KAPI_SIGNAL_CONDITION(x) .condition = x,
#define KAPI_SIGNAL_DESC(x) .description = x,
#define KAPI_SIGNAL_RESTARTABLE .restartable = true,
#define KAPI_SIGNAL_SA_FLAGS_REQ(x) .sa_flags_required = x,
#define KAPI_SIGNAL_SA_FLAGS_FORBID(x) .sa_flags_forbidden = x,
#define KAPI_SIGNAL_ERROR(x) .error_on_signal = x,
#define KAPI_SIGNAL_TRANSFORM(x) .transform_to = x,
#define KAPI_SIGNAL_TIMING(x) .timing = x,
#define KAPI_SIGNAL_PRIORITY(x) .priority = x,
#define KAPI_SIGNAL_INTERRUPTIBLE .interruptible = true,
#define KAPI_SIGNAL_QUEUE(x) .queue_behavior = x,
#define KAPI_SIGNAL_STATE_REQ(x) .state_required = x,
#define KAPI_SIGNAL_STATE_FORBID(x) .state_forbidden = x,
#define KAPI_SIGNAL_END },

#define KAPI_SIGNAL_MASK(i, n, d) .signal_masks[i] = { .mask_name = n, .description = d,
#define KAPI_SIGNAL_MASK_END },

#define KAPI_STRUCT_SPEC(i, n, d) .struct_specs[i] = { .name = #n, .description = d,
#define KAPI_STRUCT_SIZE(s, a) .size = s, .alignment = a,
#define KAPI_STRUCT_FIELD_COUNT(n) .field_count = n,
#define KAPI_STRUCT_FIELD(i, n, t, tn, d) \
	.fields[i] = { .name = n, .type = t, .type_name = tn, .description = d,
#define KAPI_FIELD_OFFSET(x) .offset = x,
#define KAPI_FIELD_SIZE(x) .size = x,
#define KAPI_FIELD_FLAGS(x) .flags = x,
#define KAPI_FIELD_CONSTRAINT_RANGE(a, b) \
	.constraint_type = KAPI_CONSTRAINT_RANGE, .min_value = a, .max_value = b,
#define KAPI_FIELD_CONSTRAINT_MASK(x) \
	.constraint_type = KAPI_CONSTRAINT_MASK, .valid_mask = x,
#define KAPI_FIELD_CONSTRAINT_ENUM(x) \
	.constraint_type = KAPI_CONSTRAINT_ENUM, .enum_values = x,
#define KAPI_STRUCT_FIELD_END },
#define KAPI_STRUCT_SPEC_END },

#define KAPI_SIDE_EFFECT(i, t, g, d) .side_effects[i] = { .type = t, .target = g, .description = d,
#define KAPI_EFFECT_CONDITION(x) .condition = x,
#define KAPI_EFFECT_REVERSIBLE .reversible = true,
#define KAPI_SIDE_EFFECT_END },

#define KAPI_STATE_TRANS(i, o, f, t, d) \
	.state_transitions[i] = { .object = o, .from_state = f, .to_state = t, .description = d,
#define KAPI_STATE_TRANS_COND(x) .condition = x,
#define KAPI_STATE_TRANS_END },

#define KAPI_CAPABILITY(i, c, n, a) \
	.capabilities[i] = { .capability = c, .cap_name = n, .action = a,
#define KAPI_CAP_ALLOWS(x) .allows = x,
#define KAPI_CAP_WITHOUT(x) .without_cap = x,
#define KAPI_CAP_CONDITION(x) .check_condition = x,
#define KAPI_CAP_PRIORITY(x) .priority = x,
#define KAPI_CAPABILITY_END },

#define KAPI_SOCKET_STATE_REQ(...) .socket_state = { .required_states = { __VA_ARGS__ },
#define KAPI_SOCKET_STATE_FORBID(...) .forbidden_states = { __VA_ARGS__ },
#define KAPI_SOCKET_STATE_RESULT(x) .resulting_state = x,
#define KAPI_SOCKET_STATE_COND(x) .state_condition = x,
#define KAPI_SOCKET_STATE_PROTOS(x) .applicable_protocols = x,
#define KAPI_SOCKET_STATE_END },
#define KAPI_PROTOCOL_BEHAVIOR(i, p, b) \
	.protocol_behaviors[i] = { .applicable_protocols = p, .behavior = b,
#define KAPI_PROTOCOL_FLAGS(f, d) .protocol_flags = f, .flag_description = d,
#define KAPI_PROTOCOL_END },
#define KAPI_ASYNC_SPEC(m, e) .async_spec = { .supported_modes = m, .nonblock_errno = e,
#define KAPI_ASYNC_POLL(i, o) .poll_events_in = i, .poll_events_out = o,
#define KAPI_ASYNC_COMPLETION(x) .completion_condition = x,
#define KAPI_ASYNC_TIMEOUT(s, d) .supports_timeout = s, .timeout_behavior = d,
#define KAPI_ASYNC_END },
#define KAPI_BUFFER_SPEC(x) .buffer_spec = { .buffer_behaviors = x,
#define KAPI_BUFFER_SIZE(a, b, c) \
	.min_buffer_size = a, .max_buffer_size = b, .optimal_buffer_size = c,
#define KAPI_BUFFER_PARTIAL(a, r) .can_partial_transfer = a, .partial_transfer_rules = r,
#define KAPI_BUFFER_FRAGMENT(x) .fragmentation_rules = x,
#define KAPI_BUFFER_END },
#define KAPI_ADDR_FAMILY(i, f, n, s, a, b) \
	.addr_families[i] = { .family = f, .family_name = n, .addr_struct_size = s, \
		.min_addr_len = a, .max_addr_len = b,
#define KAPI_ADDR_FORMAT(x) .addr_format = x,
#define KAPI_ADDR_FEATURES(w, m, b) \
	.supports_wildcard = w, .supports_multicast = m, .supports_broadcast = b,
#define KAPI_ADDR_SPECIAL(x) .special_addresses = x,
#define KAPI_ADDR_PORTS(a, b) .port_range_min = a, .port_range_max = b,
#define KAPI_ADDR_END },
#define KAPI_NET_CONNECTION_ORIENTED .is_connection_oriented = true,
#define KAPI_NET_MESSAGE_ORIENTED .is_message_oriented = true,
#define KAPI_NET_SUPPORTS_OOB .supports_oob_data = true,
#define KAPI_NET_SUPPORTS_PEEK .supports_peek = true,
#define KAPI_NET_SUPPORTS_POLL .supports_select_poll = true,
#define KAPI_NET_REENTRANT .is_reentrant = true,
#define KAPI_NET_CONN_ESTABLISH(x) .connection_establishment = x,
#define KAPI_NET_CONN_TERMINATE(x) .connection_termination = x,
#define KAPI_NET_DATA_TRANSFER(x) .data_transfer_semantics = x,
