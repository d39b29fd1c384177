"""The C structures of the framework: their members, and the fields of kapi's model they fill.

Source: ``include/linux/kernel_api_spec.h`` (PATCH v4), the same header and
``ioctl_api_spec.h`` as posted in RFC v1 and RFC v2 for the members that were removed later.
The macros of `kapi.vocab.macros` are abbreviations for assignments to these members.
"""

from __future__ import annotations

from kapi.vocab import words
from kapi.vocab.element_members import ELEMENTS, SYSFS
from kapi.vocab.network_members import NETWORK
from kapi.vocab.structure import Block, Form, Member

__all__ = ["BLOCKS", "IGNORED", "SPEC", "Block", "Form", "Member"]

IGNORED = frozenset(
    f"{group}_magic"
    for group in (
        *("param", "return", "error", "lock", "constraint", "info", "signal", "sigmask"),
        *("struct", "effect", "trans", "cap"),
    )
)
"""Members that only help to find things in a binary."""

BLOCKS: dict[str, Block] = {block.name: block for block in (*ELEMENTS, *NETWORK)}
"""Every structure inside a spec, by the name of its member."""

SPEC = Block(
    "spec",
    "",
    (
        Member("name", "name", Form.NAME),
        Member("api_type", "kind", Form.SYMBOL),
        Member("version", "version", Form.SYMBOL),
        Member("cmd", "ioctl.cmd", Form.EXPRESSION),
        Member("cmd_name", "ioctl.cmd_name", Form.NAME),
        Member("input_size", "ioctl.input_size", Form.EXPRESSION),
        Member("output_size", "ioctl.output_size", Form.EXPRESSION),
        Member("file_ops_name", "ioctl.file_ops", Form.NAME),
        Member("description", "summary", Form.PROSE),
        Member("long_description", "description", Form.PROSE),
        Member("context_flags", "contexts", Form.WORDS, words.Context),
        Member("subsystem", "subsystem", Form.TEXT),
        Member("device_type", "device_type", Form.TEXT),
        Member("sysfs_path", "sysfs.path", Form.TEXT),
        Member("sysfs_permissions", "sysfs.permissions", Form.EXPRESSION),
        *(member._replace(field=f"sysfs.{member.field}") for member in SYSFS),
        Member("since_version", "since", Form.TEXT),
        Member("deprecated", "deprecated", Form.MARK),
        Member("replacement", "replacement", Form.TEXT),
        *(
            Member(name, f"network.{name}", Form.BOOL)
            for name in (
                *("is_connection_oriented", "is_message_oriented", "supports_oob_data"),
                *("supports_peek", "supports_select_poll", "is_reentrant"),
            )
        ),
        Member("connection_establishment", "network.connection_establishment", Form.PROSE),
        Member("connection_termination", "network.connection_termination", Form.PROSE),
        Member("data_transfer_semantics", "network.data_transfer", Form.PROSE),
        Member("param_count", "params", Form.COUNT),
        Member("error_count", "errors", Form.COUNT),
        Member("lock_count", "locks", Form.COUNT),
        Member("constraint_count", "constraints", Form.COUNT),
        Member("signal_count", "signals", Form.COUNT),
        Member("signal_mask_count", "signal_masks", Form.COUNT),
        Member("struct_spec_count", "struct_specs", Form.COUNT),
        Member("side_effect_count", "side_effects", Form.COUNT),
        Member("state_trans_count", "state_transitions", Form.COUNT),
        Member("capability_count", "capabilities", Form.COUNT),
        Member("protocol_behavior_count", "protocol_behaviors", Form.COUNT),
        Member("addr_family_count", "addr_families", Form.COUNT),
        Member("examples", "examples", Form.CODE),
        Member("notes", "notes", Form.PROSE),
    ),
    many=False,
    inner=tuple(name for name, block in BLOCKS.items() if block.parent == "spec"),
    parent="",
)
"""The spec itself."""
