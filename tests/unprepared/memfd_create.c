/**
 * sys_memfd_create - make a file that is in memory only
 * @uname: its name, for people who look
 * @flags: how it is made
 *
 * contexts: process, sleepable
 * since-version: 3.17
 * x-errors: closed
 * x-order: checked
 *
 * param: uname
 *   type: string, input, user
 *   constraint-type: user_string(0, 249)
 *   x-violation: reject(EINVAL)
 *   x-object: addr:mapped
 *
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_HUGETLB | MFD_NOEXEC_SEAL |
 *     MFD_EXEC | 0x3fU << 26)
 *   cdesc: The highest six bits are the size of a huge page and need MFD_HUGETLB.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_HUGETLB | MFD_NOEXEC_SEAL |
 *     MFD_EXEC | 0x3fU << 26)
 *
 * error: EINVAL, size of a huge page without huge pages
 *   x-when: !(flags & MFD_HUGETLB) && (flags & 0x3fU << 26)
 *
 * error: EINVAL, both executable and not
 *   x-when: (flags & MFD_EXEC) && (flags & MFD_NOEXEC_SEAL)
 *
 * error: EACCES, executable files not allowed
 *   x-when: sysctl("vm.memfd_noexec") >= 2 && !(flags & MFD_NOEXEC_SEAL)
 *
 * error: EFAULT, name not readable
 *   x-when: !readable(uname, 1)
 *
 * error: EFAULT, name not readable to its end
 *   condition: Among the first 250 bytes at uname there is no zero before one that cannot be read.
 *
 * error: EINVAL, name too long
 *   x-when: string_length(uname) > 249
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: ENODEV, no huge pages of that size
 *   condition: MFD_HUGETLB is set, and the machine has no huge pages of the size that flags name.
 *
 * error: ENOMEM, no memory for the file
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * error: ENFILE, too many open files
 *   x-when: out_of(files)
 *   x-order: any
 *
 * side-effect: resource_create
 *   target: an empty file in memory, under the lowest free number
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: kind(result) == FILE_REGULAR && is_memfd(result) && file_size(result) == 0 &&
 *     result == old(lowest_free_fd())
 *
 * side-effect: modify_state
 *   target: whether execve closes it
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-after: close_on_exec(result) == ((flags & MFD_CLOEXEC) != 0)
 *
 * side-effect: modify_state
 *   target: whether seals can be added
 *   condition: The call succeeds.
 *   reversible: yes
 *   x-when: sysctl("vm.memfd_noexec") == 0
 *   x-after: sealed(result, F_SEAL_SEAL) == !(flags & (MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL))
 *
 * side-effect: modify_state
 *   target: whether it can be made executable
 *   condition: The call succeeds.
 *   reversible: no
 *   x-when: flags & MFD_NOEXEC_SEAL
 *   x-after: sealed(result, F_SEAL_EXEC)
 */
SYSCALL_DEFINE2(memfd_create, const char __user *, uname, unsigned int, flags)
