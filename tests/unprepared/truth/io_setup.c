#include "truth.h"

#define SETUP(count, id) CALL(SYS_io_setup, count, id)

static unsigned long allowed(void)
{
	unsigned long number = 0;
	FILE *file = fopen("/proc/sys/fs/aio-max-nr", "r");

	HOLDS(file && fscanf(file, "%lu", &number) == 1);
	return number;
}

int main(void)
{
	unsigned long *id = pages(1, PROT_READ | PROT_WRITE), *fixed = pages(1, PROT_READ);
	unsigned int most = 0x400000, limit = allowed();

	FAILS(EFAULT, "id not readable", SETUP(1, NULL));
	WINS(EFAULT, EINVAL, SETUP(0, NULL));
	*id = 1;
	FAILS(EINVAL, "id is not zero", SETUP(1, id));
	*id = 0;
	FAILS(EINVAL, "no requests", SETUP(0, id));
	FAILS(EINVAL, "too many requests for the kernel", SETUP(most + 1, id));
	HOLDS(limit < most);
	FAILS(EAGAIN, "too many requests for the system", SETUP(limit + 1, id));
	FAILS(EAGAIN, "too many requests for the system", SETUP(most, id));
	WINS(EAGAIN, EFAULT, SETUP(most, fixed));
	UNREACHED(ENOMEM, "no memory");
	FAILS(EFAULT, "id not writable", SETUP(1, fixed));
	WORKS(SETUP(1, id));
	HOLDS(*id);
	DONE();
}
