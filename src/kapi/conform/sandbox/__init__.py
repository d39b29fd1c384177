"""One call in one child: own process group, limits, name spaces and directory.

The child makes its set-up, says over a socket which registers it is about to pass, and blocks.
The worker that forked it may look at it through /proc; then it lets it go. The child makes the
call through syscall(2), says what came back, and blocks again until it is killed. A child that
is killed, goes away or hangs is an outcome.
"""
