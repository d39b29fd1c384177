/**
 * TIOCGPTPEER - open the other end of a pty
 * @fd: the first end of a pty, opened from /dev/ptmx
 * @arg: O_RDWR, O_NOCTTY, O_CLOEXEC ...
 *
 * long-desc: By its own mount of devpts, whatever /dev/pts is for the caller.
 * api-type: ioctl
 * contexts: process, sleepable
 * since-version: 4.13
 * subsystem: tty
 * x-object: fd:pty-master
 * x-errors: open
 * x-order: checked
 * ioctl-cmd: TIOCGPTPEER
 * ioctl-direction: none
 * ioctl-number: 0x5441
 *
 * param: arg
 *   type: int, input
 *   type-name: int
 *   constraint-type: custom(flags of open(2))
 *   x-violation: unspecified
 *
 * return:
 *   type: fd
 *   check-type: fd
 *   success: >= 0
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EBADF, a path only
 *   x-when: path_only(fd)
 *
 * error: EINVAL, the file answers so to what it does not know
 *   x-when: unknown_command(fd) == EINVAL
 *
 * error: EIO, a terminal that was hung up
 *   x-when: unknown_command(fd) == EIO
 *
 * error: ENOTTY, no terminal
 *   x-when: unknown_command(fd) == ENOTTY && !is_terminal(fd)
 *
 * error: EIO, another terminal
 *   x-when: device_number(fd) != 0x502
 *
 * error: EMFILE, no number left
 *   x-when: lowest_free_fd() >= RLIMIT_NOFILE
 *
 * error: EIO, locked
 *   x-when: pty_locked(fd) && !(arg & O_PATH)
 *   desc: As it is until TIOCSPTLCK unlocks it.
 *
 * error: EBUSY, only those who have it open may use it
 *   condition: TIOCEXCL said so of the other end.
 *   x-needs: !CAP_SYS_ADMIN && !(arg & O_PATH)
 *
 * error: EINVAL, no direct access
 *   x-when: (arg & (O_DIRECT | O_PATH)) == O_DIRECT
 *
 * lock: files->file_lock
 *   type: spinlock
 *   acquired: yes
 *   released: yes
 *   desc: In alloc_fd(), while the number is taken.
 *
 * state-trans: descriptor
 *   from: free
 *   to: open
 *   desc: The lowest free number.
 *   x-after: is_open(result) && result == old(lowest_free_fd())
 *
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: opening what TIOCEXCL has closed to others
 *   without: EBUSY
 */
#define TIOCGPTPEER 0x5441
