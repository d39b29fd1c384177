#include "truth.h"

#define MASK(how, set, old, size) CALL(SYS_rt_sigprocmask, how, set, old, size)

int main(void)
{
	unsigned long set = 0, old;
	long size, how;

	for (size = 0; size < 20; size++) {
		if (size == 8)
			WORKS(MASK(SIG_BLOCK, &set, &old, size));
		else
			FAILS(EINVAL, "wrong size", MASK(SIG_BLOCK, &set, &old, size));
	}
	FAILS(EFAULT, "set not readable", MASK(SIG_BLOCK, hole() - 7, &old, 8L));
	WORKS(MASK(SIG_BLOCK, hole() - 8, &old, 8L));
	for (how = -3; how < 9; how++) {
		if (how == SIG_BLOCK || how == SIG_UNBLOCK || how == SIG_SETMASK)
			WORKS(MASK(how, &set, &old, 8L));
		else
			FAILS(EINVAL, "wrong operation", MASK(how, &set, &old, 8L));
		WORKS(MASK(how, NULL, &old, 8L));
	}
	FAILS(EFAULT, "old set not writable", MASK(SIG_BLOCK, NULL, hole() - 7, 8L));
	WORKS(MASK(SIG_BLOCK, &set, NULL, 8L));
	WINS(EINVAL, EFAULT, MASK(SIG_BLOCK, hole(), NULL, 7L));
	WINS(EFAULT, EINVAL, MASK(-1, hole(), NULL, 8L));
	WINS(EINVAL, EFAULT, MASK(-1, &set, hole(), 8L));
	DONE();
}
