#include "truth.h"
#include <sys/inotify.h>

#define REMOVE(fd, number) CALL(SYS_inotify_rm_watch, fd, number)

int main(void)
{
	int fd = inotify_init1(0), other = inotify_init1(0), number;

	work_in_new_directory();
	number = inotify_add_watch(fd, ".", IN_OPEN);
	HOLDS(number > 0);
	FAILS(EBADF, "no open file", REMOVE(-1, number));
	FAILS(EBADF, "no open file", REMOVE(open_path_only(), number));
	FAILS(EINVAL, "another kind of file", REMOVE(0, number));
	FAILS(EINVAL, "no such watch", REMOVE(fd, number + 1));
	FAILS(EINVAL, "no such watch", REMOVE(fd, -1));
	FAILS(EINVAL, "no such watch", REMOVE(other, number));
	WORKS(REMOVE(fd, number));
	FAILS(EINVAL, "no such watch", REMOVE(fd, number));
	DONE();
}
