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
 * x-order: checked
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
 *   constraint-type: mask(MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_GROWSDOWN
 *     | MAP_DENYWRITE | MAP_EXECUTABLE | MAP_LOCKED | MAP_NORESERVE |
 *     MAP_POPULATE | MAP_NONBLOCK | MAP_STACK | MAP_HUGETLB | MAP_SYNC |
 *     MAP_FIXED_NOREPLACE | MAP_HUGE_MASK << MAP_HUGE_SHIFT)
 *   arch-mask: x86_64 = MAP_32BIT | MAP_ABOVE4G
 *   x-violation: ignore
 *   desc: But MAP_SHARED_VALIDATE refuses them.
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
 *   x-when: !(flags & MAP_ANONYMOUS) && (!is_open(fd) || path_only(fd))
 * error: EINVAL, no file of huge pages
 *   x-when: !(flags & MAP_ANONYMOUS) && (flags & MAP_HUGETLB) &&
 *     file_system(fd) != HUGETLBFS_MAGIC
 * error: EINVAL, no huge pages of that size
 *   x-when: (flags & MAP_ANONYMOUS) && (flags & MAP_HUGETLB) &&
 *     !huge_page_exists(flags >> MAP_HUGE_SHIFT & MAP_HUGE_MASK)
 * error: EINVAL, nothing to map
 *   x-when: len == 0
 * error: ENOMEM, too many mappings
 *   x-when: map_count() > sysctl("vm.max_map_count")
 *   desc: Also where the new one would join another.
 * error: ENOMEM, no gap is large enough
 *   x-when: len > PAGE_MASK || ((flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) ?
 *     addr <= ULONG_MAX - 4095 && !user_address(addr, PAGE_ALIGN(len)) :
 *     !has_gap(PAGE_ALIGN(len)))
 * error: EINVAL, fixed address inside a page
 *   x-when: (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) && addr % (addr >
 *     ULONG_MAX - 4095 ? 1 : flags & MAP_HUGETLB ? huge_page_size() :
 *     PAGE_SIZE) != 0
 *   desc: In the last page the address itself is taken for an errno.
 * error: EINVAL, ring of io_uring at an address
 *   x-when: !(flags & MAP_ANONYMOUS) && kind(fd) == FILE_IO_URING && addr != 0
 * error: EPERM, address too low
 *   x-when: (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) && addr <
 *     sysctl("vm.mmap_min_addr") && !CAP_SYS_RAWIO
 * error: EEXIST, address taken
 *   x-when: (flags & MAP_FIXED_NOREPLACE) && mappings_in(addr, PAGE_ALIGN(len))
 *     != 0
 * error: EPERM, locking not allowed at all
 *   x-when: (flags & MAP_LOCKED) && RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 * error: EAGAIN, too much locked memory
 *   x-when: (flags & MAP_LOCKED) && locked_bytes() + PAGE_ALIGN(len) >>
 *     PAGE_SHIFT > RLIMIT_MEMLOCK >> PAGE_SHIFT && !CAP_IPC_LOCK
 *   desc: What MAP_FIXED replaces counts, too.
 * error: EAGAIN, too much memory locked by mlockall
 *   x-when: !(flags & MAP_LOCKED) && locks_new_mappings() && (flags &
 *     MAP_ANONYMOUS || kind(fd) != FILE_SECRETMEM) && locked_bytes() +
 *     PAGE_ALIGN(len) >> PAGE_SHIFT > RLIMIT_MEMLOCK >> PAGE_SHIFT &&
 *     !CAP_IPC_LOCK
 * error: EOVERFLOW, beyond the largest offset
 *   x-when: !(flags & MAP_ANONYMOUS) && (kind(fd) == FILE_REGULAR || kind(fd)
 *     == FILE_SECRETMEM || kind(fd) == FILE_SOCKET || kind(fd) == FILE_BLOCK ?
 *     LLONG_MAX : ULONG_MAX) - PAGE_ALIGN(len) >> PAGE_SHIFT < off >>
 *     PAGE_SHIFT
 * error: EINVAL, unknown type of mapping
 *   x-when: (flags & MAP_TYPE) != MAP_SHARED && (flags & MAP_TYPE) !=
 *     MAP_PRIVATE && (flags & MAP_TYPE) != ((flags & MAP_ANONYMOUS) && !(flags
 *     & MAP_HUGETLB) ? MAP_DROPPABLE : MAP_SHARED_VALIDATE)
 * error: EOPNOTSUPP, flag that the file does not know
 *   x-when: !(flags & MAP_ANONYMOUS) && (flags & MAP_TYPE) ==
 *     MAP_SHARED_VALIDATE && (flags & ~(MAP_TYPE | MAP_FIXED | MAP_DENYWRITE |
 *     MAP_EXECUTABLE | MAP_UNINITIALIZED | MAP_GROWSDOWN | MAP_LOCKED |
 *     MAP_NORESERVE | MAP_POPULATE | MAP_NONBLOCK | MAP_STACK | MAP_HUGETLB |
 *     MAP_32BIT | MAP_ABOVE4G | MAP_HUGE_2MB | MAP_HUGE_1GB))
 *   desc: MAP_SYNC is known where the file system is DAX.
 * error: EACCES, file not writable
 *   x-when: !(flags & MAP_ANONYMOUS) && (flags & MAP_SHARED) && (prot &
 *     PROT_WRITE) && !open_for_writing(fd)
 * error: EACCES, file append-only
 *   x-when: !(flags & MAP_ANONYMOUS) && (flags & MAP_SHARED) && append_only(fd)
 *     && open_for_writing(fd)
 * error: EACCES, file not readable
 *   x-when: !(flags & MAP_ANONYMOUS) && !open_for_reading(fd)
 * error: EPERM, mounted noexec
 *   x-when: !(flags & MAP_ANONYMOUS) && (prot & PROT_EXEC) &&
 *     mounted_noexec(fd)
 * error: ENODEV, file cannot be mapped
 *   x-when: !(flags & MAP_ANONYMOUS) && !mappable(fd)
 * error: EINVAL, type and flag exclude each other
 *   x-when: ((flags & MAP_GROWSDOWN) && (!(flags & MAP_ANONYMOUS) || (flags &
 *     MAP_TYPE) != MAP_PRIVATE)) || ((flags & MAP_TYPE) == MAP_DROPPABLE &&
 *     (flags & MAP_LOCKED)) || (!(flags & MAP_ANONYMOUS) && kind(fd) ==
 *     FILE_SECRETMEM && (flags & MAP_TYPE) == MAP_PRIVATE)
 * error: EPERM, file sealed
 *   x-when: !(flags & MAP_ANONYMOUS) && (flags & MAP_SHARED) && (prot &
 *     PROT_WRITE) && sealed(fd, F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)
 * error: EPERM, mapping sealed
 *   x-when: (flags & MAP_FIXED) && sealed_mapping(addr, PAGE_ALIGN(len))
 * error: ENOMEM, limit of the address space
 *   x-when: address_space_bytes() + PAGE_ALIGN(len) - (flags & MAP_FIXED ?
 *     mapped_bytes_in(addr, PAGE_ALIGN(len)) : 0) >> PAGE_SHIFT > RLIMIT_AS >>
 *     PAGE_SHIFT
 * error: ENOMEM, limit of data
 *   x-when: (prot & PROT_WRITE) && !(flags & (MAP_SHARED | MAP_GROWSDOWN)) &&
 *     data_bytes() + PAGE_ALIGN(len) - (flags & MAP_FIXED ?
 *     mapped_bytes_in(addr, PAGE_ALIGN(len)) : 0) >> PAGE_SHIFT > (RLIMIT_DATA
 *     ? RLIMIT_DATA : hard_limit(RLIMIT_DATA)) >> PAGE_SHIFT
 *   desc: A soft limit of 0 stands for the hard one.
 * error: ENOMEM, memory cannot be committed
 *   x-when: !(flags & MAP_NORESERVE) && PAGE_ALIGN(len) > committable_bytes()
 *     && (flags & MAP_SHARED ? flags & MAP_ANONYMOUS : (prot & PROT_WRITE) &&
 *     (flags & MAP_TYPE) != MAP_DROPPABLE)
 * error: ENOMEM, no huge page
 *   x-when: !(flags & MAP_NORESERVE) && (flags & MAP_ANONYMOUS ? flags &
 *     MAP_HUGETLB : file_system(fd) == HUGETLBFS_MAGIC) && len >
 *     huge_bytes_free(flags & MAP_ANONYMOUS ? flags >> MAP_HUGE_SHIFT &
 *     MAP_HUGE_MASK : 0)
 * error: EAGAIN, too much secret memory
 *   x-when: !(flags & MAP_ANONYMOUS) && kind(fd) == FILE_SECRETMEM &&
 *     locked_bytes() + PAGE_ALIGN(len) >> PAGE_SHIFT > RLIMIT_MEMLOCK >>
 *     PAGE_SHIFT && !CAP_IPC_LOCK
 * error: ENFILE, too many files
 *   x-when: (flags & MAP_SHARED) && (flags & MAP_ANONYMOUS) && out_of(files)
 * error: ETXTBSY, active swap file
 *   condition: MAP_SHARED with PROT_WRITE.
 *   x-order: any
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * side-effect: modify_state
 *   target: locked memory of the process
 *   x-when: (flags & MAP_LOCKED) && (flags & MAP_ANONYMOUS) && !(flags &
 *     (MAP_FIXED | MAP_HUGETLB))
 *   x-after: locked_bytes() == old(locked_bytes()) + PAGE_ALIGN(len)
 *   desc: Also when pages could not be had: they are populated when the lock of
 *     the address space is free again, and another thread may have replaced
 *     them.
 *   reversible: yes
 * side-effect: alloc_memory
 *   target: residency of the pages
 *   x-when: (flags & MAP_ANONYMOUS) && (prot & (PROT_READ | PROT_WRITE)) &&
 *     !(flags & MAP_HUGETLB) && ((flags & MAP_LOCKED) || (flags & (MAP_POPULATE
 *     | MAP_NONBLOCK)) == MAP_POPULATE)
 *   x-after: resident(result, PAGE_ALIGN(len)) || mapping_flag(result, "lf")
 *   desc: Not after mlockall(MCL_FUTURE | MCL_ONFAULT). What cannot be had is
 *     no error, but a later major fault or signal; before 2.5.37 MAP_LOCKED
 *     made no page resident.
 *   reversible: yes
 * side-effect: free_memory, irreversible
 *   target: what was mapped at a fixed address
 *   x-when: (flags & MAP_FIXED) && !(flags & (MAP_LOCKED | MAP_POPULATE)) &&
 *     resident(addr, 1)
 *   x-after: !resident(addr, 1)
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 * capability: CAP_SYS_RAWIO
 *   type: bypass_check
 *   allows: addresses below vm.mmap_min_addr
 *   without: EPERM
 * notes: Where no major fault is acceptable, call mmap without MAP_LOCKED and
 *   then mlock, which fails when a page cannot be had.
 */
SYSCALL_DEFINE6(mmap, unsigned long, addr, unsigned long, len, unsigned long, prot,
		unsigned long, flags, unsigned long, fd, unsigned long, off)
