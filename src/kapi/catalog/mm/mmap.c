/**
 * sys_mmap - map memory or a file into the address space
 * @addr: where, or a hint
 * @len: bytes, rounded up to whole pages
 * @prot: what may be done with it
 * @flags: one type, and how
 * @fd: the file; not looked at with MAP_ANONYMOUS
 * @off: where in the file
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 *
 * param: addr
 *   type: uint, input
 *   constraint-type: range(0, ULONG_MAX)
 *   x-violation: unspecified
 * param: len
 *   type: uint, input
 *   constraint-type: nonzero
 *   x-violation: reject(EINVAL)
 * param: prot
 *   type: uint, input
 *   constraint-type: mask(PROT_READ | PROT_WRITE | PROT_EXEC | PROT_SEM)
 *   x-violation: ignore
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS |
 *     MAP_GROWSDOWN | MAP_DENYWRITE | MAP_EXECUTABLE | MAP_LOCKED |
 *     MAP_NORESERVE | MAP_POPULATE | MAP_NONBLOCK | MAP_STACK | MAP_HUGETLB |
 *     MAP_SYNC | MAP_FIXED_NOREPLACE | MAP_HUGE_MASK << MAP_HUGE_SHIFT)
 *   arch-mask: x86_64 = MAP_32BIT | MAP_ABOVE4G
 *   x-violation: ignore
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:mappable
 * param: off
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: ptr
 *   check-type: error_check
 *
 * error: EINVAL, offset inside a page
 *   x-when: off % PAGE_SIZE != 0
 * error: EBADF, no such descriptor
 *   condition: A file is to be mapped, and fd is not open.
 *   x-when: off % PAGE_SIZE == 0 && !(flags & MAP_ANONYMOUS) && (int)fd < 0
 * error: EINVAL, no file of huge pages
 *   x-when: off % PAGE_SIZE == 0 && !(flags & MAP_ANONYMOUS) && (int)fd >= 0
 *     && (flags & MAP_HUGETLB)
 *   x-unless: fd is a file on hugetlbfs
 * error: EINVAL, nothing to map
 *   x-when: off % PAGE_SIZE == 0 && len == 0 && (flags & (MAP_ANONYMOUS |
 *     MAP_HUGETLB)) == MAP_ANONYMOUS
 * error: ENOMEM, too many mappings
 *   condition: vm.max_map_count is exceeded, and the new one joins no other.
 * error: ENOMEM, no gap is large enough
 *   x-when: off % PAGE_SIZE == 0 && ULONG_MAX - len < 16 * PAGE_SIZE &&
 *     (flags & (MAP_ANONYMOUS | MAP_HUGETLB)) == MAP_ANONYMOUS
 * error: EINVAL, fixed address inside a page
 *   x-when: off == 0 && len - 1 < PAGE_SIZE && (flags & (MAP_FIXED |
 *     MAP_ANONYMOUS | MAP_HUGETLB)) == (MAP_FIXED | MAP_ANONYMOUS) && addr %
 *     PAGE_SIZE != 0 && addr >> 30 == 0
 * error: EPERM, address too low
 *   x-when: off == 0 && len - 1 < PAGE_SIZE && (flags & (MAP_FIXED |
 *     MAP_ANONYMOUS | MAP_HUGETLB)) == (MAP_FIXED | MAP_ANONYMOUS) && addr == 0
 *     && !CAP_SYS_RAWIO
 *   x-unless: vm.mmap_min_addr is 0
 * error: EEXIST, address taken
 *   condition: MAP_FIXED_NOREPLACE, and the range meets a mapping.
 * error: EPERM, locking not allowed at all
 *   x-when: off == 0 && len - 1 < PAGE_SIZE && (flags & (MAP_LOCKED |
 *     MAP_ANONYMOUS | MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_HUGETLB)) ==
 *     (MAP_LOCKED | MAP_ANONYMOUS) && RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 * error: EAGAIN, too much locked memory
 *   condition: MAP_LOCKED or mlockall(MCL_FUTURE); MAP_FIXED frees nothing.
 *   x-when: off == 0 && len >> 24 == 0 && (flags & (MAP_LOCKED |
 *     MAP_ANONYMOUS | MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_HUGETLB)) ==
 *     (MAP_LOCKED | MAP_ANONYMOUS) && RLIMIT_MEMLOCK != 0 && PAGE_ALIGN(len)
 *     >> PAGE_SHIFT > RLIMIT_MEMLOCK >> PAGE_SHIFT && !CAP_IPC_LOCK
 * error: EOVERFLOW, beyond the largest offset
 *   x-when: off % PAGE_SIZE == 0 && len - 1 < PAGE_SIZE && !(flags &
 *     (MAP_ANONYMOUS | MAP_HUGETLB | MAP_FIXED | MAP_FIXED_NOREPLACE |
 *     MAP_LOCKED)) && (int)fd >= 0 && off > LLONG_MAX - PAGE_SIZE
 *   x-unless: fd is a device
 * error: EINVAL, unknown type of mapping
 *   x-when: off % PAGE_SIZE == 0 && len - 1 < 1 << 24 && (flags &
 *     (MAP_ANONYMOUS | MAP_HUGETLB | MAP_FIXED | MAP_FIXED_NOREPLACE |
 *     MAP_LOCKED)) == MAP_ANONYMOUS && (flags & MAP_TYPE) != MAP_SHARED &&
 *     (flags & MAP_TYPE) != MAP_PRIVATE && (flags & MAP_TYPE) != MAP_DROPPABLE
 * error: EINVAL, type and flag exclude each other
 *   condition: MAP_GROWSDOWN of a file or shared; MAP_DROPPABLE of a file,
 *     locked, of huge pages or growing down.
 * error: EOPNOTSUPP, flag that the file does not know
 *   x-when: off == 0 && len - 1 < PAGE_SIZE && !(flags & (MAP_ANONYMOUS |
 *     MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_LOCKED | MAP_HUGETLB)) && (int)fd
 *     >= 0 && (flags & MAP_TYPE) == MAP_SHARED_VALIDATE && (flags & MAP_SYNC)
 *   x-unless: the file system is DAX
 * error: EACCES, file not readable
 *   condition: Opened with O_WRONLY.
 * error: EACCES, file not writable
 *   condition: MAP_SHARED with PROT_WRITE, and opened with O_RDONLY.
 * error: EACCES, file append-only
 *   condition: MAP_SHARED, opened with O_RDWR.
 * error: ETXTBSY, active swap file
 *   condition: MAP_SHARED with PROT_WRITE.
 * error: EPERM, mounted noexec
 *   condition: PROT_EXEC of a file.
 * error: EPERM, file sealed
 *   condition: MAP_SHARED with PROT_WRITE, and F_SEAL_WRITE is set.
 * error: ENODEV, file cannot be mapped
 *   condition: A directory, a pipe, a file system without mmap.
 * error: ENOMEM, limit of the address space
 *   condition: All mappings would exceed RLIMIT_AS.
 * error: ENOMEM, limit of data
 *   condition: MAP_PRIVATE with PROT_WRITE, and RLIMIT_DATA exceeded.
 * error: ENOMEM, memory cannot be committed
 *   condition: vm.overcommit_memory is 2, or the length more than all memory.
 * error: ENOMEM, no huge page
 *   condition: MAP_HUGETLB without MAP_NORESERVE, and an empty pool.
 * error: ENFILE, too many files
 *   condition: MAP_SHARED with MAP_ANONYMOUS needs a file of its own.
 * error: EINTR, killed while waiting
 *   x-visible: no
 * side-effect: modify_state
 *   target: VmLck in /proc/self/status
 *   condition: The call succeeds.
 *   desc: Grows by the length, also when pages could not be had.
 *   reversible: yes
 *   x-when: flags & MAP_LOCKED
 * side-effect: alloc_memory
 *   target: residency of the pages in mincore
 *   condition: The call succeeds.
 *   desc: What cannot be had is no error, but a later major fault or signal.
 *   reversible: yes
 *   x-when: (flags & MAP_LOCKED) || (flags & (MAP_POPULATE | MAP_NONBLOCK)) ==
 *     MAP_POPULATE
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 * notes: Where no major fault is acceptable, MAP_LOCKED is not enough: call mmap
 *   without it and then mlock, which fails when a page cannot be had.
 */
SYSCALL_DEFINE6(mmap, unsigned long, addr, unsigned long, len, unsigned long, prot,
		unsigned long, flags, unsigned long, fd, unsigned long, off)
