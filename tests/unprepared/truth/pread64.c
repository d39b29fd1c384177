#include "truth.h"

int main(void)
{
	char *memory = pages(2, PROT_READ | PROT_WRITE);
	int file, ends[2], pair[2];

	work_in_new_directory();
	file = open("file", O_CREAT | O_RDWR, 0600);
	if (write(file, "text", 4) != 4 || pipe(ends) || socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		exit(3);
	FAILS(EBADF, "Bad file descriptor", CALL(SYS_pread64, -1, memory, 4, 0));
	FAILS(EBADF, "Bad file descriptor", CALL(SYS_pread64, open("file", O_WRONLY), memory, 4, 0));
	FAILS(EBADF, "Bad file descriptor", CALL(SYS_pread64, open_path_only(), memory, 4, 0));
	FAILS(EFAULT, "Bad address", CALL(SYS_pread64, file, hole(), 4, 0));
	FAILS(EFAULT, "Bad address", CALL(SYS_pread64, file, KERNEL_ADDRESS, 4, 0));
	FAILS(EINVAL, "Invalid argument", CALL(SYS_pread64, file, memory, 4, -1L));
	FAILS(ESPIPE, "Illegal seek", CALL(SYS_pread64, ends[0], memory, 4, 0));
	FAILS(ESPIPE, "Illegal seek", CALL(SYS_pread64, pair[0], memory, 4, 0));
	FAILS(EISDIR, "Is a directory", CALL(SYS_pread64, open(".", O_RDONLY), memory, 4, 0));
	WORKS(CALL(SYS_pread64, file, memory, 4, 0));
	WORKS(CALL(SYS_pread64, file, memory, 4, 100));
	UNREACHED(EINTR, "Interrupted system call");
	UNREACHED(EIO, "Input/output error");
	DONE();
}
