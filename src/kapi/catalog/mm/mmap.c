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
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: file = !(flags & MAP_ANONYMOUS); type = flags & MAP_TYPE;
 *   shift = flags >> MAP_HUGE_SHIFT & MAP_HUGE_MASK;
 *   huge = file ? huge_pages(fd) : flags & MAP_HUGETLB;
 *   page = file && huge ? huge : !file && shift ? BIT(shift) :
 *     huge_page_size(); hint = addr & PAGE_MASK;
 *   size = ALIGN(len, huge ? page : PAGE_SIZE);
 *   fixed = flags & (MAP_FIXED | MAP_FIXED_NOREPLACE);
 *   grown = size - (flags & MAP_FIXED ? mapped_bytes_in(addr, size) : 0);
 *   shared = file && (flags & MAP_SHARED); writes = prot & PROT_WRITE;
 *   sort = file ? kind(fd) : 0; secret = sort == FILE_SECRETMEM;
 *   over_memlock = !CAP_IPC_LOCK && locked_bytes() + size >> PAGE_SHIFT >
 *     RLIMIT_MEMLOCK >> PAGE_SHIFT
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
 *   cdesc: With READ_IMPLIES_EXEC reading implies executing.
 *   x-violation: ignore
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_GROWSDOWN
 *     | MAP_DENYWRITE | MAP_EXECUTABLE | MAP_LOCKED | MAP_NORESERVE |
 *     MAP_POPULATE | MAP_NONBLOCK | MAP_STACK | MAP_HUGETLB | MAP_SYNC |
 *     MAP_FIXED_NOREPLACE | MAP_HUGE_MASK << MAP_HUGE_SHIFT)
 *   arch-mask: x86_64 = MAP_32BIT | MAP_ABOVE4G
 *   x-violation: ignore
 *   cdesc: MAP_SHARED_VALIDATE refuses them. MAP_32BIT is from 2.4.20,
 *     MAP_LOCKED 2.5.37, MAP_POPULATE and MAP_NONBLOCK 2.5.46, MAP_STACK
 *     2.6.27, MAP_HUGETLB 2.6.32, its sizes 3.8, MAP_SHARED_VALIDATE and
 *     MAP_SYNC 4.15, MAP_FIXED_NOREPLACE 4.17, MAP_ABOVE4G 6.6, MAP_DROPPABLE
 *     6.11.
 * param: fd
 *   type: fd, input
 *   x-violation: reject(EBADF)
 *   x-object: fd:mappable
 * param: off
 *   type: uint, input
 *   constraint-type: page_aligned
 *   x-violation: reject(EINVAL)
 * return:
 *   type: ptr
 *   check-type: error_check
 * error: EINVAL, offset inside a page
 *   x-when: off % PAGE_SIZE != 0
 * error: EBADF, no such descriptor
 *   x-when: file && (!is_open(fd) || path_only(fd))
 * error: EINVAL, no such huge pages
 *   x-when: (flags & MAP_HUGETLB) && (file ? !huge : !huge_page_exists(shift))
 * error: EINVAL, nothing to map
 *   x-when: !len || huge && !size
 * error: ENOMEM, too many mappings
 *   x-when: map_count() > sysctl("vm.max_map_count")
 *   desc: Also where the new one would join another.
 * error: EINVAL, fixed address inside a huge page
 *   x-when: fixed && huge && addr % page != 0
 *   x-order: any
 * error: EINVAL, ring of io_uring at an address
 *   x-when: sort == FILE_IO_URING && (fixed ? addr : hint) != 0
 *   x-order: any
 * error: ENOMEM, no gap is large enough
 *   x-when: !size || (fixed ? !user_address(0, size) || addr <= ULONG_MAX -
 *     4095 && !user_address(addr, size) : !has_gap(size) || (flags & MAP_32BIT)
 *     && !has_low_gap(huge ? size + page : size) && (!hint || size > 1UL << 31 ||
 *     hint > (1UL << 31) - size || mappings_in(hint, size)))
 *   desc: MAP_32BIT has one gigabyte, where no hint is taken.
 * error: EINVAL, fixed address inside a page
 *   x-when: fixed && user_address(addr, 1) && addr % PAGE_SIZE != 0
 * error: EPERM, address inside the last page that is taken for an errno
 *   x-when: fixed && addr == ULONG_MAX
 *   x-order: any
 * error: EPERM, address too low
 *   x-when: fixed && addr < sysctl("vm.mmap_min_addr") && !CAP_SYS_RAWIO
 * error: EEXIST, address taken
 *   x-when: (flags & MAP_FIXED_NOREPLACE) && mappings_in(addr, size) != 0
 * error: EPERM, locking not allowed at all
 *   x-when: (flags & MAP_LOCKED) && RLIMIT_MEMLOCK == 0 && !CAP_IPC_LOCK
 * error: EAGAIN, too much locked memory
 *   x-when: ((flags & MAP_LOCKED) || locks_new_mappings()) && over_memlock
 *   desc: What MAP_FIXED replaces counts, too.
 * error: EOVERFLOW, beyond the largest offset
 *   x-when: (file || huge) && off >> PAGE_SHIFT > (huge || secret || sort ==
 *     FILE_REGULAR || sort == FILE_SOCKET || sort == FILE_BLOCK || sort ==
 *     FILE_PIDFD || sort == FILE_NAMESPACE ? LLONG_MAX : ULONG_MAX) - size >>
 *     PAGE_SHIFT
 * error: EINVAL, unknown type of mapping
 *   x-when: type != MAP_SHARED && type != MAP_PRIVATE &&
 *     type != (file || huge ? MAP_SHARED_VALIDATE : MAP_DROPPABLE)
 * error: EOPNOTSUPP, flag that the file does not know
 *   x-when: (file || huge) && type == MAP_SHARED_VALIDATE && (flags &
 *     ~(unsigned long)(LEGACY_MAP_MASK | (huge ? 0 : MAP_SYNC)))
 * error: EOPNOTSUPP, MAP_SYNC of a file without DAX
 *   x-when: shared && type != MAP_SHARED && (flags & MAP_SYNC) && !dax(fd)
 *   x-order: any
 *   desc: File systems that have DAX, such as ext4, answer last.
 * error: EACCES, file not writable
 *   x-when: shared && writes && !open_for_writing(fd)
 * error: ETXTBSY, active swap file
 *   x-when: shared && writes && swap_file(fd)
 * error: EACCES, file append-only
 *   x-when: shared && append_only(fd) && open_for_writing(fd)
 * error: EACCES, file not readable
 *   x-when: file && !open_for_reading(fd)
 * error: EPERM, mounted noexec
 *   x-when: file && (prot & PROT_EXEC) && mounted_noexec(fd)
 * error: ENODEV, file cannot be mapped
 *   x-when: file && !mappable(fd)
 *   x-order: any
 * error: EINVAL, stack that is shared or a file
 *   x-when: (flags & MAP_GROWSDOWN) && (file || huge || type != MAP_PRIVATE)
 * error: EINVAL, droppable and locked
 *   x-when: type == MAP_DROPPABLE && (flags & MAP_LOCKED)
 * error: EPERM, file sealed
 *   x-when: shared && writes && sealed(fd, F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)
 * error: EACCES, writable and executable
 *   x-when: denies_write_exec() && writes && (prot & PROT_EXEC)
 * error: ENOMEM, too many mappings to split one
 *   x-when: (flags & MAP_FIXED) && map_count() >= sysctl("vm.max_map_count") &&
 *     mapping_start(addr) < addr && addr + size < mapping_end(addr)
 * error: EPERM, mapping sealed
 *   x-when: (flags & MAP_FIXED) && sealed_mapping(addr, size)
 * error: EINVAL, part of a huge page
 *   x-when: (flags & MAP_FIXED) && (addr % page_size_at(addr) >= PAGE_SIZE ||
 *     (addr + size) % page_size_at(addr + size) >= PAGE_SIZE)
 *   x-order: any
 * error: EINVAL, part of the vdso
 *   x-when: (flags & MAP_FIXED) && cuts(addr, size, "special !file !anonymous")
 *   x-order: any
 * error: ENOMEM, limit of the address space
 *   x-when: address_space_bytes() + grown >> PAGE_SHIFT >
 *     RLIMIT_AS >> PAGE_SHIFT
 * error: ENOMEM, limit of data
 *   x-when: writes && !(flags & (MAP_SHARED | MAP_GROWSDOWN)) && data_bytes() +
 *     grown >> PAGE_SHIFT >
 *     (RLIMIT_DATA ? RLIMIT_DATA : hard_limit(RLIMIT_DATA)) >> PAGE_SHIFT
 * error: ENOMEM, memory cannot be committed
 *   x-when: !(flags & MAP_NORESERVE) &&
 *     size > (huge ? ULONG_MAX : committable_bytes()) &&
 *     (flags & MAP_SHARED ? !file : writes && type != MAP_DROPPABLE)
 *   desc: With vm.overcommit_memory 2 also with MAP_NORESERVE.
 * error: EPERM, TCP socket not for reading only
 *   x-when: sort == FILE_SOCKET && mappable(fd) && (prot & (PROT_WRITE |
 *     PROT_EXEC))
 * error: EINVAL, secret memory not shared
 *   x-when: secret && !(flags & MAP_SHARED)
 * error: EAGAIN, too much secret memory
 *   x-when: secret && over_memlock
 * error: EINVAL, offset inside a huge page
 *   x-when: huge && off % page != 0
 * error: ENOMEM, no huge page
 *   x-when: huge && !(flags & MAP_NORESERVE) && size > huge_bytes_free(file
 *     ? 0 : shift) && (!file || !file_size(fd) || !(flags & MAP_SHARED))
 *   desc: Of a shared file only what it has not reserved before.
 * error: ENFILE, too many files
 *   x-when: !file && (huge || (flags & MAP_SHARED)) && out_of(files) &&
 *     !CAP_SYS_ADMIN
 *   x-order: any
 * error: EINTR, killed while waiting
 *   x-visible: no
 * lock: mm->mmap_lock
 *   type: semaphore
 *   desc: For writing in vm_mmap_pgoff(), for reading in __mm_populate().
 * side-effect: modify_state
 *   target: locked memory of the process
 *   x-when: (flags & MAP_LOCKED) && !file && !huge && !(flags & MAP_FIXED)
 *   x-after: locked_bytes() == old(locked_bytes()) + size
 * side-effect: alloc_memory
 *   target: residency of the pages
 *   x-when: !file && !huge && (prot & (PROT_READ | PROT_WRITE)) &&
 *     !(locks_new_mappings() & MCL_ONFAULT) && ((flags & MAP_LOCKED) ||
 *     (flags & (MAP_POPULATE | MAP_NONBLOCK)) == MAP_POPULATE)
 *   x-after: resident(result, size)
 * side-effect: modify_state
 *   target: lock on fault, which mlockall(MCL_FUTURE | MCL_ONFAULT) asked for
 *   x-when: (locks_new_mappings() & MCL_ONFAULT) && !file && !huge &&
 *     type != MAP_DROPPABLE
 *   x-after: mapping_flag(result, "lf") && !resident(result, 1)
 *   desc: Whatever MAP_LOCKED and MAP_POPULATE say.
 * side-effect: modify_state
 *   target: lock of pages that cannot be had
 *   x-when: (flags & MAP_LOCKED) && !file && !huge && prot == PROT_NONE
 *   x-after: locked(result, size) && !resident(result, 1)
 *   desc: The call has worked when they are populated. The lock of the address
 *     space is free then, and what another thread put there is not undone.
 * side-effect: free_memory, irreversible
 *   target: what was mapped at a fixed address
 *   x-when: (flags & MAP_FIXED) && !(flags & (MAP_LOCKED | MAP_POPULATE)) &&
 *     !locks_new_mappings() && resident(addr, 1)
 *   x-after: !resident(addr, 1)
 * side-effect: free_memory, irreversible
 *   target: what was mapped there, though its file then refuses
 *   x-when: (flags & MAP_FIXED) && errno == EAGAIN && mapped(addr, 1) &&
 *     !(flags & MAP_LOCKED) && !locks_new_mappings()
 *   x-after: !mapped(addr, 1)
 *   desc: As after any refusal that comes later than the limits.
 * capability: CAP_IPC_LOCK
 *   type: bypass_check
 *   allows: any amount of locked memory
 *   without: RLIMIT_MEMLOCK counts.
 * capability: CAP_SYS_RAWIO
 *   type: bypass_check
 *   allows: addresses below vm.mmap_min_addr
 *   without: EPERM
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 * notes: mlock fails when a page cannot be had; MAP_LOCKED does not.
 */
SYSCALL_DEFINE6(mmap, unsigned long, addr, unsigned long, len, unsigned long, prot,
		unsigned long, flags, unsigned long, fd, unsigned long, off)
