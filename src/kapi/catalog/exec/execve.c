/**
 * sys_execve - run a program in this process
 * @filename: path of the program
 * @argv: its arguments, ended by NULL
 * @envp: its environment, ended by NULL
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: room = max(min(RLIMIT_STACK / 4, 6 << 20), 128 << 10);
 *   pointers = (max(list_length(argv), 1) + list_length(envp)) * sizeof(void *)
 *
 * param: filename
 *   type: path, input, user
 *   x-violation: reject(ENOENT)
 *   x-object: path:executable
 *
 * param: argv
 *   type: user_ptr, input, user, optional
 *   cdesc: NULL is an empty list; an empty list becomes one empty string.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: envp
 *   type: user_ptr, input, user, optional
 *   cdesc: NULL is an empty list.
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: no_return
 *   desc: The new program begins instead.
 *
 * error: EFAULT, path not readable
 *   x-when: walk(filename) == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walk(filename) == WALK_PATH_TOO_LONG
 * error: ENOENT, path is empty
 *   x-when: walk(filename) == WALK_EMPTY
 * error: EAGAIN, too many processes after a change of user ID
 *   x-when: over_process_limit()
 * error: ENFILE, too many files
 *   x-when: out_of(files) && !CAP_SYS_ADMIN
 * error: EACCES, directory may not be searched
 *   x-when: walk(filename) == WALK_DENIED
 * error: ENOENT, no such file
 *   x-when: walk(filename) == WALK_MISSING
 * error: ENOTDIR, no directory
 *   x-when: walk(filename) == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walk(filename) == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walk(filename) == WALK_LOOP
 * error: EACCES, not a regular file
 *   x-when: path_kind(filename) != FILE_REGULAR
 * error: EACCES, file system mounted noexec
 *   x-when: path_mounted_noexec(filename)
 * error: EACCES, not executable
 *   x-when: !may_execute(filename)
 * error: ETXTBSY, file open for writing
 *   x-when: path_being_written(filename)
 * error: ENOMEM, no memory
 *   x-when: out_of(memory)
 * error: EFAULT, list not readable
 *   x-when: !readable_list(argv) || !readable_list(envp)
 * error: E2BIG, too many strings
 *   x-when: pointers >= room
 * error: EFAULT, string not readable
 *   x-when: !readable_strings(argv) || !readable_strings(envp)
 *   x-order: any
 *   desc: They are copied from the last of envp to the first of argv.
 * error: E2BIG, one string too long
 *   x-when: max(longest_string(argv), longest_string(envp)) > 32 * PAGE_SIZE
 * error: E2BIG, all strings too long
 *   x-when: list_bytes(argv) + list_bytes(envp) >
 *     min(room - pointers, max(RLIMIT_STACK, PAGE_SIZE))
 *   desc: With the path; the last bytes of the limit are not promised.
 * error: ENOEXEC, unknown format
 *   x-when: program(filename) == PROGRAM_UNKNOWN
 * error: ENOENT, no such interpreter
 *   x-when: program(filename) == PROGRAM_MISSING
 * error: ENOTDIR, interpreter below a file
 *   x-when: program(filename) == PROGRAM_NOT_DIRECTORY
 * error: ENAMETOOLONG, interpreter with a name too long
 *   x-when: program(filename) == PROGRAM_NAME_TOO_LONG
 * error: EACCES, interpreter not executable
 *   x-when: program(filename) == PROGRAM_DENIED
 * error: ELOOP, scripts in a row, or links of an interpreter
 *   x-when: program(filename) == PROGRAM_TOO_DEEP || program(filename) == PROGRAM_LOOP
 *   desc: More than five scripts.
 * error: ETXTBSY, interpreter open for writing
 *   x-when: program(filename) == PROGRAM_BUSY
 * error: EIO, file or interpreter cut off
 *   x-when: program(filename) == PROGRAM_CUT_OFF
 * error: ELIBBAD, interpreter unusable
 *   x-when: program(filename) == PROGRAM_BAD_INTERPRETER
 * error: EPERM, effective file capabilities beyond the bounding set
 *   x-when: lost_file_capabilities(filename)
 * error: EINTR, signal handled while waiting for a lease
 *   x-when: signal_handled()
 *   x-order: any
 *
 * lock: signal->cred_guard_mutex
 *   type: mutex
 *   desc: In prepare_bprm_creds().
 * lock: signal->exec_update_lock
 *   type: semaphore
 *   desc: For writing in exec_mmap().
 * signal: SIGSEGV
 *   direction: send
 *   action: terminate
 *   target: the process itself
 *   condition: The failure comes when the old program is gone already.
 *
 * side-effect: process_state | irreversible
 *   target: memory, memory locks, handlers and POSIX timers
 *   desc: Other threads end; handled signals go back to their default, ignored
 *     ones stay ignored.
 * side-effect: process_state | irreversible
 *   target: effective user and group, capabilities
 *   condition: The program has the set-user-ID or set-group-ID bit, or file
 *     capabilities.
 *   desc: Not on a mount with nosuid or with no_new_privs; while traced by a
 *     process without CAP_SYS_PTRACE it gains nothing.
 *
 * side-effect: resource_destroy | irreversible
 *   target: descriptors with O_CLOEXEC in /proc/self/fd
 *
 * state-trans: process
 *   from: old program
 *   to: new program
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
SYSCALL_DEFINE3(execve,
		const char __user *, filename,
		const char __user *const __user *, argv,
		const char __user *const __user *, envp)
