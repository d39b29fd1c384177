#include "truth.h"
#include <sys/random.h>

#define ASK(buf, len, flags) CALL(SYS_getrandom, (long)(buf), (long)(len), flags)
#define TASK_SIZE 0x7ffffffff000UL

int main(void)
{
	char bytes[300], *end = hole();
	unsigned int bit;

	for (bit = 1; bit; bit <<= 1) {
		if (bit <= 4)
			HOLDS(ASK(bytes, 256, bit) == 256);
		else
			FAILS(EINVAL, "unknown flag", ASK(bytes, 256, bit));
	}
	FAILS(EINVAL, "both random and insecure", ASK(bytes, 1, GRND_RANDOM | GRND_INSECURE));
	FAILS(EINVAL, "both random and insecure", ASK(bytes, 1, 7));
	HOLDS(ASK(bytes, 256, 3) == 256 && ASK(bytes, 256, 5) == 256);
	HOLDS(ASK(NULL, 0, 0) == 0 && ASK(end, 0, 0) == 0);
	FAILS(EFAULT, "outside the memory of programs", ASK(KERNEL_ADDRESS, 0, 0));
	FAILS(EFAULT, "outside the memory of programs", ASK(KERNEL_ADDRESS, 1, 0));
	HOLDS(ASK(TASK_SIZE, 0, 0) == 0);
	HOLDS(ASK(end - 4, -1, 0) == 4);
	FAILS(EFAULT, "outside the memory of programs", ASK(TASK_SIZE - PAGE, PAGE + 1, 0));
	FAILS(EFAULT, "no memory for the first byte", ASK(NULL, 1, 0));
	FAILS(EFAULT, "no memory for the first byte", ASK(end, 1, 0));
	FAILS(EFAULT, "no memory for the first byte", ASK(pages(1, PROT_READ), 1, 0));
	HOLDS(ASK(end - 1, 2, 0) == 1 && ASK(end - 33, 256, 0) == 33);
	WINS(EINVAL, EFAULT, ASK(KERNEL_ADDRESS, 1, 8));
	UNREACHED(EAGAIN, "not enough collected");
	UNREACHED(EINTR, "signal handled while waiting");
	DONE();
}
