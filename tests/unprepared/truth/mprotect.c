#include "truth.h"

#define SET(start, len, prot) CALL(SYS_mprotect, (long)(start), (long)(len), (long)(prot))

int main(void)
{
	char *four = pages(4, PROT_READ | PROT_WRITE), *gap, *shared, *after;
	int fd;
	unsigned long bit;

	work_in_new_directory();
	fd = open("file", O_RDWR | O_CREAT, 0600);
	ftruncate(fd, PAGE);
	shared = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, open("file", O_RDONLY), 0);
	gap = hole();
	WORKS(SET(four, 1, PROT_READ));
	WORKS(SET(four, 4 * PAGE, PROT_READ | PROT_WRITE));
	FAILS(EINVAL, "both directions to grow", SET(four, PAGE, PROT_GROWSDOWN | PROT_GROWSUP));
	FAILS(EINVAL, "both directions to grow", SET(four, 0, PROT_GROWSDOWN | PROT_GROWSUP));
	FAILS(EINVAL, "not the start of a page", SET(four + 1, PAGE, PROT_READ));
	FAILS(EINVAL, "not the start of a page", SET(four + 1, 0, PROT_READ));
	WORKS(SET(gap, 0, PROT_READ));
	WORKS(SET(gap, 0, 0x100));
	FAILS(ENOMEM, "range wraps", SET(four, -1, PROT_READ));
	FAILS(ENOMEM, "range wraps", SET(four, -(unsigned long)four - PAGE + PAGE, PROT_READ));
	WINS(ENOMEM, EINVAL, SET(four, -1, 0x100));
	for (bit = 1; bit; bit <<= 1) {
		if (bit & (PROT_READ | PROT_WRITE | PROT_EXEC | 8))
			WORKS(SET(four, PAGE, bit));
		else if (bit == PROT_GROWSDOWN)
			FAILS(EINVAL, "not the stack", SET(four, PAGE, bit));
		else if (bit == PROT_GROWSUP)
			FAILS(EINVAL, "nothing that grows upwards", SET(four, PAGE, bit));
		else
			FAILS(EINVAL, "unknown protection", SET(four, PAGE, bit));
	}
	WORKS(SET(four, 4 * PAGE, PROT_READ | PROT_WRITE));
	FAILS(EINVAL, "nothing that grows upwards", SET((unsigned long)&fd & -PAGE, PAGE, PROT_GROWSUP | 3));
	WORKS(SET((unsigned long)&fd & -PAGE, PAGE, PROT_GROWSDOWN | 3));
	WINS(EINVAL, ENOMEM, SET(gap, PAGE, 0x100));
	FAILS(ENOMEM, "nothing mapped there", SET(gap, PAGE, PROT_READ));
	FAILS(ENOMEM, "nothing mapped there", SET(KERNEL_ADDRESS, PAGE, PROT_READ));
	FAILS(ENOMEM, "nothing mapped there", SET(gap, PAGE, PROT_READ | PROT_GROWSDOWN));
	FAILS(ENOMEM, "nothing mapped there", SET(gap, PAGE, PROT_READ | PROT_GROWSUP));
	FAILS(EINVAL, "not the stack behind a gap", SET(gap, 2 * PAGE, PROT_READ | PROT_GROWSDOWN));
	FAILS(ENOMEM, "first page not mapped", SET(gap, 2 * PAGE, PROT_READ | PROT_GROWSUP));
	FAILS(ENOMEM, "first page not mapped", SET(gap, 2 * PAGE, PROT_READ));
	FAILS(ENOMEM, "gap in the range", SET(gap - PAGE, 2 * PAGE, PROT_READ));
	FAILS(ENOMEM, "gap in the range", SET(gap - PAGE, PAGE + 1, PROT_READ));
	WORKS(SET(gap - PAGE, PAGE, PROT_READ));
	FAILS(EACCES, "first mapping may never be used so", SET(shared, PAGE, PROT_WRITE));
	WORKS(SET(shared, PAGE, PROT_READ | PROT_EXEC));
	after = mmap(four + PAGE, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, open("file", O_RDONLY), 0);
	HOLDS(after == four + PAGE);
	FAILS(EACCES, "later mapping may never be used so", SET(four, 2 * PAGE, PROT_WRITE));
	WORKS(SET(four, 2 * PAGE, PROT_READ));
	{
		char *sealed = pages(2, PROT_READ | PROT_WRITE);
		if (syscall(462, sealed + PAGE, PAGE, 0))
			exit(3);
		FAILS(EPERM, "sealed", SET(sealed + PAGE, PAGE, PROT_READ));
		FAILS(EPERM, "sealed", SET(sealed, 2 * PAGE, PROT_READ));
		FAILS(EPERM, "sealed", SET(sealed + PAGE, PAGE, PROT_READ | PROT_WRITE));
		WORKS(SET(sealed, PAGE, PROT_READ));
		WORKS(SET(sealed + PAGE, 0, PROT_READ));
	}
	CHILD({
		char *reading = pages(512, PROT_READ);
		limit(RLIMIT_DATA, 512 * PAGE);
		FAILS(ENOMEM, "too much data", SET(reading, 512 * PAGE, PROT_READ | PROT_WRITE));
		WORKS(SET(reading, 512 * PAGE, PROT_NONE));
	});
	CHILD({
		char *many = pages(70000, PROT_READ | PROT_WRITE);
		long page;
		for (page = 1; page < 70000 && !SET(many + page * PAGE, PAGE, PROT_READ); page += 2)
			;
		HOLDS(errno == ENOMEM);
		FAILS(ENOMEM, "too many mappings", SET(many + page * PAGE, PAGE, PROT_READ));
	});
	CHILD({
		char *both = pages(1, PROT_READ | PROT_WRITE);
		if (prctl(65, 1L, 0L, 0L, 0L))
			exit(3);
		FAILS(EACCES, "memory that was writable becomes executable", SET(both, PAGE, PROT_EXEC));
		FAILS(EACCES, "memory that was writable becomes executable",
		      SET(both, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC));
		WORKS(SET(both, PAGE, PROT_READ));
	});
	{
		char *huge = mmap(NULL, 2 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB |
				  MAP_NORESERVE, -1, 0);
		if (huge == MAP_FAILED)
			exit(3);
		FAILS(EINVAL, "part of a huge page", SET(huge, PAGE, PROT_NONE));
		FAILS(EINVAL, "part of a huge page", SET(huge + PAGE, (2 << 20) - PAGE, PROT_NONE));
		WORKS(SET(huge, 2 << 20, PROT_NONE));
	}
	UNREACHED(ENOMEM, "not so much promised");
	UNREACHED(EINTR, "killed while waiting");
	DONE();
}
