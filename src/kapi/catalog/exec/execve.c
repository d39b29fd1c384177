/**
 * sys_execve - run a program in this process
 * @filename: path of the program
 * @argv: its arguments, ended by NULL
 * @envp: its environment, ended by NULL
 *
 * contexts: process, sleepable
 * since-version: 2.0
 * x-errors: open
 * x-order: checked
 * x-where: room = max(min(RLIMIT_STACK / 4, 6291456), 131072)
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
 * error: EAGAIN, too many processes
 *   x-when: over_process_limit()
 *   desc: After a change of user ID; where it no longer is, programs run.
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
 *   x-when: (max(list_length(argv), 1) + list_length(envp)) * sizeof(void *) >=
 *     room
 *   desc: A quarter of RLIMIT_STACK, 128 KiB at least and 6 MiB at most.
 * error: EFAULT, string not readable
 *   x-when: !readable_strings(argv) || !readable_strings(envp)
 *   x-order: any
 *   desc: They are copied from the last of envp to the first of argv.
 * error: E2BIG, one string too long
 *   x-when: max(longest_string(argv), longest_string(envp)) > 32 * PAGE_SIZE
 * error: E2BIG, all strings too long
 *   x-when: list_bytes(argv) + list_bytes(envp) >
 *     room - (list_length(argv) + list_length(envp)) * sizeof(void *)
 *   desc: With the path; the last bytes of the limit are not promised.
 * error: ENOEXEC, unknown format
 *   x-when: program(filename) == PROGRAM_UNKNOWN
 * error: ENOENT, no such interpreter
 *   x-when: program(filename) == PROGRAM_MISSING
 * error: EACCES, interpreter not executable
 *   x-when: program(filename) == PROGRAM_DENIED
 * error: ELOOP, scripts in a row
 *   x-when: program(filename) == PROGRAM_TOO_DEEP
 *   desc: More than five.
 * error: ETXTBSY, interpreter open for writing
 *   x-when: program(filename) == PROGRAM_BUSY
 * error: ELIBBAD, interpreter unusable
 *   x-when: program(filename) == PROGRAM_BAD_INTERPRETER
 * error: EPERM, file capabilities beyond the bounding set
 *   x-when: lost_file_capabilities(filename)
 *   desc: Those that it is given at once (VFS_CAP_FLAGS_EFFECTIVE).
 * error: EPERM, policy
 *   condition: A security module refuses.
 *   x-order: any
 * error: EINTR, killed while waiting
 *   x-visible: no
 *
 * signal: SIGSEGV
 *   direction: send
 *   action: terminate
 *   target: the process itself
 *   condition: The failure comes when the old program is gone already.
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
 * capability: CAP_DAC_OVERRIDE
 *   type: bypass_check
 *   allows: programs with an x bit for anybody, in any directory
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
