/**
 * sys_memfd_create - make a file that is only in memory
 * @uname: its name, as /proc shows it
 * @flags: how it is made
 *
 * long-desc: It is gone with its last descriptor and mapping. Several may have
 *   one name.
 *
 * contexts: process, sleepable
 * since-version: 3.17
 * x-errors: closed
 * x-order: checked
 * x-where: huge = flags & MFD_HUGETLB; shift = flags >> 26 & 63;
 *   known = MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_HUGETLB | MFD_NOEXEC_SEAL |
 *     MFD_EXEC
 *
 * param: uname
 *   type: string, input, user
 *   constraint-type: user_string(0, 249)
 *   x-violation: reject(EINVAL)
 *   x-object: addr:mapped
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_HUGETLB |
 *     MFD_NOEXEC_SEAL | MFD_EXEC | 0xfc000000)
 *   cdesc: The last are the size of huge pages, with MFD_HUGETLB. That is from
 *     4.14, MFD_EXEC and MFD_NOEXEC_SEAL from 6.3, which exclude each other.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(known | (huge ? 0xfc000000 : 0))
 * error: EINVAL, executable and not
 *   x-when: (flags & MFD_EXEC) && (flags & MFD_NOEXEC_SEAL)
 * error: EACCES, none may be executable
 *   x-when: sysctl("vm.memfd_noexec") >= 2 && (flags & MFD_EXEC)
 *   desc: Up to 6.5 without either flag, too.
 * error: EFAULT, name not readable
 *   x-when: walk(uname) == WALK_FAULT && !readable(uname, 250)
 * error: EINVAL, name too long
 *   x-when: string_length(uname) > 249
 * error: ENOMEM, no memory for the file
 *   x-when: out_of(memory)
 *   x-order: any
 * error: EMFILE, too many descriptors
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 * error: ENODEV, no such huge pages
 *   x-when: huge && !huge_page_exists(shift)
 * error: ENFILE, too many files
 *   x-when: out_of(files)
 *   x-unless: CAP_SYS_ADMIN
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * side-effect: resource_create
 *   target: an empty file, under the lowest free number
 *   x-after: is_memfd(result) && result == old(lowest_free_fd())
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether execve closes it
 *   x-when: flags & MFD_CLOEXEC
 *   x-after: close_on_exec(result)
 *   reversible: yes
 * side-effect: modify_state
 *   target: whether seals can be added
 *   x-after: is_open(result) && sealed(result, F_SEAL_SEAL) ==
 *     !(flags & (MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL))
 *   desc: vm.memfd_noexec may say MFD_NOEXEC_SEAL for those without MFD_EXEC.
 *   reversible: no
 * side-effect: modify_state
 *   target: whether it can ever be executed
 *   x-when: flags & MFD_NOEXEC_SEAL
 *   x-after: sealed(result, F_SEAL_EXEC) && !(permissions(result) & 0111)
 *   reversible: no
 * side-effect: modify_state
 *   target: size of its pages
 *   x-when: huge != 0
 *   x-after: huge_pages(result) > PAGE_SIZE
 *   reversible: no
 *
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: open files beyond fs.file-max
 *   without: ENFILE
 *   x-when: out_of(files)
 */
SYSCALL_DEFINE2(memfd_create,
		const char __user *, uname,
		unsigned int, flags)
