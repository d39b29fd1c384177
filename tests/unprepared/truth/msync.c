#include "truth.h"

#define SYNC(start, len, flags) CALL(SYS_msync, start, len, flags)

int main(void)
{
	char *two = pages(2, PROT_READ | PROT_WRITE), *gap = hole();
	unsigned int bit;

	for (bit = 1; bit; bit <<= 1)
		if (bit != MS_ASYNC && bit != MS_INVALIDATE && bit != MS_SYNC)
			FAILS(EINVAL, "unknown flag", SYNC(two, PAGE, bit));
	FAILS(EINVAL, "not the start of a page", SYNC(two + 1, PAGE, MS_SYNC));
	FAILS(EINVAL, "wait and do not wait", SYNC(two, PAGE, MS_SYNC | MS_ASYNC));
	FAILS(ENOMEM, "range wraps", SYNC(two, -2 * PAGE, MS_SYNC));
	WINS(EINVAL, ENOMEM, SYNC(two, -2 * PAGE, 8));
	UNREACHED(EINTR, "killed");
	UNREACHED(EIO, "device");
	FAILS(ENOMEM, "gap in the range", SYNC(gap, PAGE, MS_SYNC));
	FAILS(ENOMEM, "gap in the range", SYNC(gap - PAGE, 2 * PAGE, MS_ASYNC));
	WORKS(SYNC(gap, 0, MS_SYNC));
	WORKS(SYNC(two, -PAGE + 1, 0)); /* rounded up that is no page */
	WORKS(SYNC(two, 2 * PAGE, MS_SYNC | MS_INVALIDATE));
	if (mlock(two, PAGE))
		exit(3);
	FAILS(EBUSY, "locked memory", SYNC(two, 2 * PAGE, MS_INVALIDATE));
	WORKS(SYNC(two, 2 * PAGE, MS_SYNC));
	DONE();
}
