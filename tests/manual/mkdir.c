#include "check.h"

static void caller_without_an_id(void)
{
	NEED(mkdir("m", 0777));
	NEED(unshare(CLONE_NEWUSER | CLONE_NEWNS));
	NEED(mount("none", "m", "tmpfs", 0, NULL));
	FAILS(mkdir("m/new", 0700), EOVERFLOW);
	FAILS(symlink("x", "m/new"), EOVERFLOW);
	FAILS(open("m/new", O_RDWR | O_CREAT, 0600), EOVERFLOW);
}

CHECKS(CHECK(caller_without_an_id))
