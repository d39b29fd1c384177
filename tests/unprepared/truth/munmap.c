#include "truth.h"
#include <sys/auxv.h>

#define DROP(addr, len) CALL(SYS_munmap, (long)(addr), (long)(len))
#define TASK_SIZE 0x7ffffffff000UL

int main(void)
{
	char *four = pages(4, PROT_READ), *gap;
	char *sealed = pages(3, PROT_READ);

	if (syscall(462, sealed + PAGE, PAGE, 0))
		exit(3);
	FAILS(EINVAL, "start inside a page", DROP(four + 1, PAGE));
	FAILS(EINVAL, "beyond user space", DROP(KERNEL_ADDRESS, PAGE));
	FAILS(EINVAL, "beyond user space", DROP(TASK_SIZE, PAGE));
	FAILS(EINVAL, "beyond user space", DROP(TASK_SIZE - PAGE, PAGE + 1));
	FAILS(EINVAL, "beyond user space", DROP(four, -1));
	WORKS(DROP(TASK_SIZE - PAGE, PAGE));
	FAILS(EINVAL, "empty range", DROP(four, 0));
	FAILS(EINVAL, "empty range", DROP(TASK_SIZE, 0));
	FAILS(EPERM, "sealed", DROP(sealed + PAGE, PAGE));
	FAILS(EPERM, "sealed", DROP(sealed, PAGE + 1));
	WINS(EINVAL, EPERM, DROP(sealed + PAGE, 0));
	WORKS(DROP(sealed, PAGE));
	WORKS(DROP(sealed, PAGE));
	gap = hole();
	WORKS(DROP(gap, PAGE));
	WORKS(DROP(gap - PAGE, 3 * PAGE));
	WORKS(DROP(four, 1));
	CHILD({
		char *many = pages(140000, PROT_READ | PROT_WRITE);
		long page;
		for (page = 1; page < 140000 && !DROP(many + page * PAGE, PAGE); page += 2)
			;
		FAILS(ENOMEM, "too many mappings to split one", DROP(many + (page | 1) * PAGE, PAGE));
		WORKS(DROP(many, PAGE));
	});
	{
		char *huge = mmap(NULL, 2 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB |
				  MAP_NORESERVE, -1, 0);
		if (huge == MAP_FAILED)
			exit(3);
		FAILS(EINVAL, "part of a huge page", DROP(huge, PAGE));
	}
	FAILS(EINVAL, "part of the vdso", DROP(getauxval(AT_SYSINFO_EHDR), PAGE));
	UNREACHED(EINTR, "killed while waiting");
	UNREACHED(ENOMEM, "no memory for the bookkeeping");
	DONE();
}
