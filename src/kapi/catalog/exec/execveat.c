/**
 * sys_execveat - run a program that a descriptor leads to
 * @fd: directory, or with AT_EMPTY_PATH the program
 * @filename: path of the program
 * @argv: its arguments, ended by NULL
 * @envp: its environment, ended by NULL
 * @flags: how the path is taken
 *
 * contexts: process, sleepable
 * since-version: 3.19
 * x-errors: open
 *
 * param: fd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: Not looked at for an absolute path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 *
 * param: filename
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(ENOENT)
 *   x-object: path:executable
 *
 * param: argv
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL is an empty list; an empty list becomes one empty string.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: envp
 *   type: user_ptr, input, user, optional
 *   constraint-type: user_ptr
 *   cdesc: NULL is an empty list.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW |
 *     AT_EXECVE_CHECK)
 *   cdesc: AT_EXECVE_CHECK is from 6.14.
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: With AT_EXECVE_CHECK; without it the new program begins instead.
 *
 * error: EINVAL, unknown flag
 *   x-when: filename != 0 && (flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW |
 *     AT_EXECVE_CHECK))
 *
 * error: EBADF, descriptor not open
 *   condition: The path is relative, fd neither AT_FDCWD nor open.
 *
 * error: EFAULT, path or list not readable
 *   condition: The path, a list, or a string of a list is not in readable
 *     memory.
 *   x-when: filename == 0
 *
 * error: ENAMETOOLONG, path or name too long
 *   condition: The path with its NUL exceeds PATH_MAX, or a name NAME_MAX.
 *
 * error: ENOENT, no such file
 *   condition: The path is empty and AT_EMPTY_PATH not set, or leads nowhere,
 *     or the interpreter of the script or program is missing.
 *
 * error: ENOTDIR, no directory
 *   condition: A name before the last of the path is none.
 *
 * error: ELOOP, too many symbolic links
 *   condition: More than 40 in the path, or the last name is one and
 *     AT_SYMLINK_NOFOLLOW is set.
 *
 * error: ELOOP, scripts in a row
 *   condition: The interpreter of a script is a script, more than four deep.
 *
 * error: EACCES, not executable
 *   condition: The file or an interpreter is not regular or may not be
 *     executed, or a directory of its path not searched.
 *
 * error: EACCES, file system mounted noexec
 *   condition: The file lies there.
 *
 * error: EPERM, secure bits or policy
 *   condition: A security module refuses, or a traced caller may not gain the
 *     privileges of the file.
 *
 * error: EAGAIN, too many processes
 *   condition: The user was, and is, over RLIMIT_NPROC after a change of ID.
 *
 * error: E2BIG, one string too long
 *   condition: An argument or variable exceeds MAX_ARG_STRLEN, 32 pages.
 *
 * error: E2BIG, all strings too long
 *   condition: Together they exceed a quarter of RLIMIT_STACK, or three
 *     quarters of 8 MiB.
 *
 * error: E2BIG, too many strings
 *   condition: Their pointers do not fit beside them.
 *
 * error: ENOEXEC, unknown format
 *   condition: Neither a script nor a binary format known here.
 *
 * error: ELIBBAD, interpreter unusable
 *   condition: Of a program in ELF format.
 *
 * error: ETXTBSY, file open for writing
 *   condition: By any process.
 *
 * error: ENOMEM, no memory
 *   condition: For the new address space.
 *
 * error: ENFILE, too many files
 *   condition: The system has fs.file-max of them.
 *
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * signal: SIGSEGV
 *   direction: send
 *   action: terminate
 *   target: the process itself
 *   condition: The failure comes when the old program is gone already.
 *   timing: during
 *
 * side-effect: process_state | irreversible
 *   target: memory, handlers, timers and locks of the process
 *   condition: The call succeeds.
 *   desc: Other threads end; memory locks and shared memory are gone; handled
 *     signals go back to their default, ignored ones stay ignored.
 *
 * side-effect: resource_destroy | irreversible
 *   target: descriptors with O_CLOEXEC in /proc/self/fd
 *   condition: The call succeeds.
 *
 * state-trans: process
 *   from: old program
 *   to: new program
 *   condition: The call succeeds.
 */
SYSCALL_DEFINE5(execveat,
		int, fd, const char __user *, filename,
		const char __user *const __user *, argv,
		const char __user *const __user *, envp,
		int, flags)
