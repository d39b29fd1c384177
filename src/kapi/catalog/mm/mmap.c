/**
 * sys_mmap - map memory or a file into the address space
 * @addr: where, or a hint
 * @len: bytes, rounded up to whole pages
 * @prot: what may be done with it
 * @flags: which kind
 * @fd: the file; not looked at with MAP_ANONYMOUS
 * @off: where in the file, a multiple of the page size
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 *
 * param: addr
 *   type: uint, input
 *   constraint-type: range(0, ULONG_MAX)
 *   cdesc: With MAP_FIXED or MAP_FIXED_NOREPLACE a multiple of the page size.
 *   x-violation: unspecified
 *
 * param: len
 *   type: uint, input
 *   constraint-type: nonzero
 *   x-violation: reject(EINVAL)
 *
 * param: prot
 *   type: uint, input
 *   constraint-type: mask(PROT_READ | PROT_WRITE | PROT_EXEC)
 *   cdesc: Architectures have further bits.
 *   x-violation: ignore
 *
 * param: flags
 *   type: uint, input
 *   constraint-type: custom(one type, and bits that only MAP_SHARED_VALIDATE
 *     checks)
 *   x-violation: ignore
 *
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:mappable
 *
 * param: off
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: ptr
 *   check-type: error_check
 *   desc: The address, a multiple of the page size.
 *
 * error: EINVAL, offset inside a page
 *   x-when: off % PAGE_SIZE != 0
 *
 * error: EBADF, no such descriptor
 *   condition: MAP_ANONYMOUS is not set.
 *
 * error: EINVAL, nothing to map
 *   x-when: off % PAGE_SIZE == 0 && len == 0 && (flags & MAP_ANONYMOUS) &&
 *     !(flags & MAP_HUGETLB)
 *
 * error: ENOMEM, length wraps
 *   x-when: off % PAGE_SIZE == 0 && len != 0 && PAGE_ALIGN(len) == 0 &&
 *     (flags & MAP_ANONYMOUS) && !(flags & MAP_HUGETLB)
 *
 * error: EOVERFLOW, end of the range in the file wraps
 *   condition: Offset and length in pages exceed a word.
 *
 * error: ENOMEM, no room
 *   condition: No gap is large enough, vm.max_map_count is reached, RLIMIT_AS
 *     or RLIMIT_DATA would be exceeded, or memory cannot be committed.
 *
 * error: EINVAL, fixed address inside a page
 *   condition: MAP_FIXED, and addr is no multiple of the page size.
 *
 * error: EPERM, address too low
 *   condition: MAP_FIXED below vm.mmap_min_addr.
 *   x-unless: CAP_SYS_RAWIO
 *
 * error: EEXIST, address taken
 *   condition: MAP_FIXED_NOREPLACE, and the range meets a mapping.
 *
 * error: EPERM, locking not allowed at all
 *   condition: MAP_LOCKED, RLIMIT_MEMLOCK is 0.
 *   x-unless: CAP_IPC_LOCK
 *
 * error: EAGAIN, too much locked memory
 *   condition: MAP_LOCKED, or mlockall(MCL_FUTURE) before, and RLIMIT_MEMLOCK
 *     would be exceeded; what MAP_FIXED replaces is not given back first.
 *   x-unless: CAP_IPC_LOCK
 *
 * error: EINVAL, unknown type of mapping
 *   x-when: off % PAGE_SIZE == 0 && len != 0 && len < PAGE_SIZE && addr == 0
 *     && (flags & MAP_ANONYMOUS) && !(flags & (MAP_HUGETLB | MAP_FIXED |
 *     MAP_FIXED_NOREPLACE | MAP_LOCKED)) && (flags & MAP_TYPE) == 0
 *
 * error: EOPNOTSUPP, flag that the file does not know
 *   condition: MAP_SHARED_VALIDATE with an unknown bit.
 *
 * error: EACCES, file opened for too little
 *   condition: Not readable; or MAP_SHARED with PROT_WRITE and not writable
 *     or append-only.
 *
 * error: EPERM, file system mounted noexec
 *   condition: PROT_EXEC of a file there.
 *
 * error: EPERM, file sealed
 *   condition: PROT_WRITE with MAP_SHARED, and the file has F_SEAL_WRITE.
 *
 * error: ENODEV, file cannot be mapped
 *   condition: A directory, a pipe, a file system without mmap.
 *
 * error: ENFILE, too many files
 *   condition: Shared anonymous memory needs a file of its own.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: resource_create | process_state
 *   target: a line of /proc/self/maps
 *   condition: The call succeeds.
 *   desc: MAP_FIXED first removes what lies in the range, which stays removed
 *     when the call then fails.
 *   reversible: yes
 *
 * side-effect: modify_state | alloc_memory
 *   target: VmLck of the process
 *   condition: MAP_LOCKED and the call succeeds.
 *   desc: The mapping is locked and populated as far as that goes. A page
 *     that cannot be had is no error: it is missing in silence, and its first
 *     touch is a major fault or SIGBUS. MAP_NONBLOCK does not stop the
 *     populating.
 *   reversible: yes
 *
 * side-effect: alloc_memory
 *   target: residency of the pages, as mincore shows it
 *   condition: MAP_POPULATE without MAP_NONBLOCK; failures are silent too.
 *   reversible: yes
 *
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 *
 * notes: Where no major fault is acceptable, call mmap without MAP_LOCKED and
 *   then mlock, which fails when a page cannot be made resident.
 */
SYSCALL_DEFINE6(mmap, unsigned long, addr, unsigned long, len, unsigned long, prot,
		unsigned long, flags, unsigned long, fd, unsigned long, off)
