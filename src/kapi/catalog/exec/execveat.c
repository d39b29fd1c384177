/**
 * sys_execveat - run a program that a descriptor leads to
 * @fd: directory, or with AT_EMPTY_PATH the program
 * @filename: path of the program
 * @argv: its arguments, ended by NULL
 * @envp: its environment, ended by NULL
 * @flags: how the path is taken
 * contexts: process, sleepable
 * since-version: 3.19
 * x-errors: open
 * x-order: checked
 * x-where: runs = !(flags & AT_EXECVE_CHECK);
 *   walked = walk_at(fd, filename, flags);
 *   program = program_at(fd, filename, flags);
 *   room = max(min(RLIMIT_STACK / 4, 6 << 20), 128 << 10);
 *   pointers = (max(list_length(argv), 1) + list_length(envp)) * sizeof(void *)
 * param: fd
 *   type: fd, input
 *   constraint-type: range(AT_FDCWD, INT_MAX)
 *   cdesc: Not looked at for an absolute path.
 *   x-violation: unspecified
 *   x-object: fd:directory
 * param: filename
 *   type: path, input, user
 *   x-violation: reject(ENOENT)
 *   x-object: path:executable
 * param: argv
 *   type: user_ptr, input, user, optional
 *   cdesc: NULL is an empty list, which becomes one empty string.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: envp
 *   type: user_ptr, input, user, optional
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 * param: flags
 *   type: int, input
 *   constraint-type: mask(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW | AT_EXECVE_CHECK)
 *   cdesc: AT_EXECVE_CHECK is from 6.14.
 *   x-violation: reject(EINVAL)
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *   desc: With AT_EXECVE_CHECK; without it the new program begins instead.
 * error: EFAULT, path not readable
 *   x-when: walked == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walked == WALK_PATH_TOO_LONG
 * error: ENOENT, path is empty
 *   x-when: walked == WALK_EMPTY
 * error: EAGAIN, too many processes after a change of user ID
 *   x-when: over_process_limit()
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW | AT_EXECVE_CHECK)
 * error: ENFILE, too many files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 * error: EBADF, descriptor not open
 *   x-when: walked == WALK_BAD_FD
 * error: EACCES, directory may not be searched
 *   x-when: walked == WALK_DENIED
 * error: ENOENT, no such file
 *   x-when: walked == WALK_MISSING
 * error: ENOTDIR, no directory
 *   x-when: walked == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walked == WALK_LOOP
 * error: ELOOP, last name is a symbolic link
 *   x-when: path_kind_at(fd, filename, flags) == FILE_SYMLINK
 * error: EACCES, not a regular file
 *   x-when: path_kind_at(fd, filename, flags) != FILE_REGULAR
 * error: EACCES, file system mounted noexec
 *   x-when: path_mounted_noexec_at(fd, filename, flags)
 * error: EACCES, not executable
 *   x-when: !may_execute_at(fd, filename, flags)
 * error: ETXTBSY, file open for writing
 *   x-when: path_being_written_at(fd, filename, flags)
 * error: ENOMEM, no memory
 *   x-when: out_of(memory)
 * error: EFAULT, list not readable
 *   x-when: !readable_list(argv) || !readable_list(envp)
 * error: E2BIG, too many strings
 *   x-when: pointers >= room
 * error: EFAULT, string not readable
 *   x-when: !readable_strings(argv) || !readable_strings(envp)
 *   x-order: any
 * error: E2BIG, one string too long
 *   x-when: max(longest_string(argv), longest_string(envp)) > 32 * PAGE_SIZE
 * error: E2BIG, all strings too long
 *   x-when: list_bytes(argv) + list_bytes(envp) >
 *     min(room - pointers, max(RLIMIT_STACK, PAGE_SIZE))
 *   desc: With the path; the last bytes of the limit are not promised.
 * error: ENOENT, script of a descriptor that does not stay
 *   condition: A script, and fd is closed by execve.
 *   x-needs: close_on_exec(fd) && runs
 *   x-order: any
 * error: ENOEXEC, unknown format
 *   x-when: runs && program == PROGRAM_UNKNOWN
 * error: ENOENT, no such interpreter
 *   x-when: runs && program == PROGRAM_MISSING
 * error: ENOTDIR, interpreter below a file
 *   x-when: runs && program == PROGRAM_NOT_DIRECTORY
 * error: ENAMETOOLONG, interpreter with a name too long
 *   x-when: runs && program == PROGRAM_NAME_TOO_LONG
 * error: EACCES, interpreter not executable
 *   x-when: runs && program == PROGRAM_DENIED
 * error: ELOOP, scripts in a row, or links of an interpreter
 *   x-when: runs && (program == PROGRAM_TOO_DEEP || program == PROGRAM_LOOP)
 * error: ETXTBSY, interpreter open for writing
 *   x-when: runs && program == PROGRAM_BUSY
 * error: EIO, file or interpreter cut off
 *   x-when: runs && program == PROGRAM_CUT_OFF
 * error: ELIBBAD, interpreter unusable
 *   x-when: runs && program == PROGRAM_BAD_INTERPRETER
 * error: EPERM, effective file capabilities beyond the bounding set
 *   x-when: runs && lost_file_capabilities_at(fd, filename, flags)
 * error: EINTR, signal handled while waiting for a lease
 *   x-when: signal_handled()
 *   x-order: any
 * lock: signal->cred_guard_mutex
 *   type: mutex
 *   desc: In prepare_bprm_creds().
 * lock: signal->exec_update_lock
 *   type: semaphore
 *   desc: For writing in exec_mmap().
 * signal: SIGSEGV
 *   direction: send
 *   action: terminate
 *   condition: The failure comes when the old program is gone already.
 * side-effect: process_state | resource_destroy | irreversible
 *   target: memory, memory locks, handlers, POSIX timers and credentials
 *   desc: As execve; descriptors with O_CLOEXEC are closed.
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: programs with an x bit for anybody, in any directory
 *   without: EACCES
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching any directory
 *   without: EACCES
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: more files than fs.file-max
 *   without: ENFILE
 */
SYSCALL_DEFINE5(execveat, int, fd, const char __user *, filename,
		const char __user *const __user *, argv,
		const char __user *const __user *, envp, int, flags)
