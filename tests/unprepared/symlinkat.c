/**
 * sys_symlinkat - make a symbolic link
 * @oldname: what the link says
 * @newdfd: directory where a relative newname begins
 * @newname: the link
 *
 * context-flags: KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE
 *
 * param: oldname
 *   type: KAPI_TYPE_PATH
 *   flags: KAPI_PARAM_IN | KAPI_PARAM_USER
 *
 * param: newdfd
 *   type: KAPI_TYPE_FD
 *   flags: KAPI_PARAM_IN
 *   constraint: A directory, or AT_FDCWD.
 *
 * param: newname
 *   type: KAPI_TYPE_PATH
 *   flags: KAPI_PARAM_IN | KAPI_PARAM_USER
 *
 * return:
 *   type: KAPI_TYPE_INT
 *   check-type: KAPI_RETURN_EXACT
 *   success: 0
 *
 * error: EEXIST, name is taken
 *   desc: newname already exists.
 * error: ENOENT, empty text
 *   desc: oldname is an empty string.
 * error: ENOENT, missing directory
 *   desc: A directory component in newname does not exist or is a dangling symbolic link, or
 *     newname is an empty string.
 * error: ENOTDIR, not a directory
 *   desc: A component used as a directory in newname is not, in fact, a directory.
 * error: EBADF, bad descriptor
 *   desc: newname is relative but newdfd is neither AT_FDCWD nor a valid file descriptor.
 * error: EFAULT, bad address
 *   desc: oldname or newname points outside your accessible address space.
 * error: ENAMETOOLONG, too long
 *   desc: oldname or newname was too long.
 * error: ELOOP, loop
 *   desc: Too many symbolic links were encountered in resolving newname.
 * error: EACCES, permission denied
 *   desc: Write access to the directory containing newname is denied, or one of the directories
 *     in the path prefix of newname did not allow search permission.
 * error: EROFS, read-only
 *   desc: newname is on a read-only filesystem.
 * error: EPERM, not supported
 *   desc: The filesystem containing newname does not support the creation of symbolic links.
 *
 * side-effect: filesystem
 *   target: the link
 *   condition: The call succeeds.
 *   x-after: last_is_symlink_at(newdfd, newname, AT_SYMLINK_NOFOLLOW)
 */
SYSCALL_DEFINE3(symlinkat, const char __user *, oldname, int, newdfd, const char __user *, newname)
