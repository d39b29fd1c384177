/**
 * sys_setxattr - give a file an attribute of any name
 * @pathname: the file
 * @name: the name, which begins with a kind such as "user."
 * @value: what it holds
 * @size: bytes of that
 * @flags: whether there may be one already
 *
 * contexts: process, sleepable
 * since-version: 2.6
 * x-errors: open
 * x-order: checked
 *
 * param: pathname
 *   type: path, input, user
 *   constraint-type: user_path
 *   x-violation: reject(ENOENT)
 *   x-object: path:existing
 *
 * param: name
 *   type: string, input, user
 *   constraint-type: user_string(1, 255)
 *   x-violation: reject(ERANGE)
 *   x-object: addr:mapped
 *
 * param: value
 *   type: user_ptr, input, user
 *   constraint-type: user_ptr
 *   size-param: 3
 *   x-violation: reject(EFAULT)
 *   x-object: addr:mapped
 *
 * param: size
 *   type: uint, input
 *   constraint-type: range(0, 65536)
 *   x-violation: reject(E2BIG)
 *
 * param: flags
 *   type: int, input
 *   constraint-type: mask(XATTR_CREATE | XATTR_REPLACE)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~(XATTR_CREATE | XATTR_REPLACE)
 *
 * error: EFAULT, name not readable
 *   x-when: !readable(name, 1)
 *
 * error: EFAULT, name not readable to its end
 *   condition: Among the first 256 bytes at name there is no zero before one that cannot be read.
 *
 * error: ERANGE, no name or one too long
 *   x-when: string_length(name) == 0 || string_length(name) > 255
 *
 * error: E2BIG, value too large
 *   x-when: size > 65536
 *
 * error: ENOMEM, no memory for the value
 *   x-when: out_of(memory)
 *   x-order: any
 *
 * error: EFAULT, value not readable
 *   x-when: size != 0 && !readable(value, size)
 *
 * error: EFAULT, path not readable
 *   x-when: walk(pathname) == WALK_FAULT
 *
 * error: ENAMETOOLONG, path too long
 *   x-when: walk(pathname) == WALK_PATH_TOO_LONG
 *
 * error: ENOENT, empty path
 *   x-when: walk(pathname) == WALK_EMPTY
 *
 * error: ENAMETOOLONG, name in the path too long
 *   x-when: walk(pathname) == WALK_NAME_TOO_LONG
 *
 * error: ENOENT, no such file
 *   x-when: walk(pathname) == WALK_MISSING
 *
 * error: ENOTDIR, part of the path is no directory
 *   x-when: walk(pathname) == WALK_NOT_DIRECTORY
 *
 * error: EACCES, directory of the path not searchable
 *   x-when: walk(pathname) == WALK_DENIED
 *
 * error: ELOOP, too many symbolic links
 *   x-when: walk(pathname) == WALK_LOOP
 *
 * error: EROFS, read-only
 *   x-when: path_mounted_read_only(pathname)
 *
 * error: EPERM, file that cannot be changed
 *   condition: The file may not be changed (FS_IMMUTABLE_FL) or only be appended to
 *     (FS_APPEND_FL).
 *
 * error: EPERM, trusted attribute
 *   condition: name begins with "trusted.", and the caller has no CAP_SYS_ADMIN.
 *   x-unless: CAP_SYS_ADMIN
 *
 * error: EPERM, user attribute of a special file
 *   condition: name begins with "user.", and the file is neither a regular one nor a directory.
 *
 * error: EPERM, user attribute of a sticky directory
 *   condition: name begins with "user.", and the file is a directory with the sticky bit that does
 *     not belong to the caller, who has no CAP_FOWNER.
 *
 * error: EACCES, file not writable
 *   condition: name begins with "user.", and the caller may not write the file.
 *
 * error: EOPNOTSUPP, unknown kind of attribute
 *   condition: name begins with no kind that the file system knows.
 *   x-order: any
 *
 * error: EINVAL, kind without a name
 *   condition: name is a kind and nothing else, such as "user.".
 *   x-order: any
 *
 * error: EEXIST, there already
 *   condition: XATTR_CREATE, and the file has the attribute.
 *   x-order: any
 *
 * error: ENODATA, not there
 *   condition: XATTR_REPLACE, and the file does not have the attribute.
 *   x-order: any
 *
 * error: ENOSPC, no room
 *   condition: The file system has no room for the attribute.
 *   x-order: any
 *
 * side-effect: filesystem
 *   target: attribute of the file
 *   condition: The call succeeds.
 *   reversible: yes
 *
 * capability: CAP_SYS_ADMIN
 *   type: perform_operation
 *   allows: attributes that begin with "trusted."
 *   without: EPERM.
 */
SYSCALL_DEFINE5(setxattr, const char __user *, pathname, const char __user *, name,
		const void __user *, value, size_t, size, int, flags)
