/**
 * sys_statfs - say what is known of the file system of a file
 * @pathname: the file
 * @buf: where it goes
 *
 * contexts: process, sleepable
 * since-version: 1.0
 * x-errors: open
 * x-order: checked
 * x-where: walked = walk(pathname)
 *
 * param: pathname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(EFAULT)
 *   x-object: path:existing
 * param: buf
 *   type: user_ptr, output, user
 *   constraint-type: user_ptr
 *   size: 120
 *   struct-type: struct statfs
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: ENOENT, empty path
 *   x-when: walked == WALK_EMPTY
 * error: EFAULT, path not readable
 *   x-when: walked == WALK_FAULT
 * error: ENAMETOOLONG, path too long
 *   x-when: walked == WALK_PATH_TOO_LONG
 *   desc: With its NUL it exceeds PATH_MAX.
 * error: EACCES, directory not searchable
 *   x-when: walked == WALK_DENIED
 *   desc: Of the file itself no permission is needed.
 * error: ENOTDIR, no directory on the way
 *   x-when: walked == WALK_NOT_DIRECTORY
 * error: ENAMETOOLONG, name too long
 *   x-when: walked == WALK_NAME_TOO_LONG
 * error: ELOOP, too many symbolic links
 *   x-when: walked == WALK_LOOP
 * error: ENOENT, no such file or directory
 *   x-when: walked == WALK_MISSING
 * error: EFAULT, no memory for the answer
 *   x-when: !writable(buf, 120)
 *
 * struct: statfs
 *   desc: As it is on x86-64.
 *   size: 120
 *   field: f_type
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 0
 *     size: 8
 *   field: f_bsize
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 8
 *     size: 8
 *   field: f_blocks
 *     type: uint, output
 *     type-name: unsigned long
 *     offset: 16
 *     size: 8
 *   field: f_bfree
 *     type: uint, output
 *     type-name: unsigned long
 *     offset: 24
 *     size: 8
 *   field: f_namelen
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 64
 *     size: 8
 *   field: f_flags
 *     type: int, output
 *     type-name: __kernel_long_t
 *     offset: 80
 *     size: 8
 *
 * side-effect: modify_state
 *   target: f_namelen, the longest name
 *   x-after: buf->f_namelen > 0
 *   desc: f_type is the magic number of the file system.
 *   reversible: no
 *
 * capability: CAP_DAC_READ_SEARCH
 *   type: bypass_check
 *   allows: searching directories whatever their permission bits say
 *   without: EACCES
 *   alternatives: CAP_DAC_OVERRIDE
 */
SYSCALL_DEFINE2(statfs, const char __user *, pathname,
		struct statfs __user *, buf)
