#include "truth.h"

#define TEE(in, out, flags) CALL(SYS_tee, in, out, 1L, flags)

int main(void)
{
	int full[2], empty[2], dead[2], flags, both = open("/dev/null", O_RDWR);

	HOLDS(!pipe(full) && !pipe(empty) && !pipe(dead));
	HOLDS(write(full[1], "text", 4) == 4);
	close(dead[0]);
	for (flags = 1; flags; flags <<= 1) {
		if (flags > 0 && flags < 16)
			WORKS(TEE(full[0], empty[1], flags));
		else
			FAILS(EINVAL, "unknown flags", TEE(full[0], empty[1], flags));
	}
	FAILS(EBADF, "bad descriptors", TEE(-1, empty[1], 0));
	FAILS(EBADF, "bad descriptors", TEE(full[0], -1, 0));
	FAILS(EBADF, "bad descriptors", TEE(open_path_only(), empty[1], 0));
	FAILS(EBADF, "bad descriptors", TEE(full[0], open_path_only(), 0));
	WORKS(CALL(SYS_tee, -1, -1, 0L, 0));
	FAILS(EBADF, "wrong modes", TEE(full[1], empty[1], 0));
	FAILS(EBADF, "wrong modes", TEE(full[0], empty[0], 0));
	WORKS(CALL(SYS_tee, full[1], empty[0], 0L, 0));
	FAILS(EINVAL, "no pipes", TEE(both, empty[1], 0));
	FAILS(EINVAL, "no pipes", TEE(full[0], both, 0));
	FAILS(EINVAL, "the same pipe", TEE(full[0], full[1], 0));
	HOLDS(read(full[0], &flags, 4) == 4);
	FAILS(EAGAIN, "would block", TEE(full[0], empty[1], 2));
	HOLDS(write(full[1], "text", 4) == 4);
	signal(SIGPIPE, SIG_IGN);
	FAILS(EPIPE, "nobody reads", TEE(full[0], dead[1], 0));
	DONE();
}
