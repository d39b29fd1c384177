#include "truth.h"

#define ASK(start, len, vec) CALL(SYS_mincore, (long)(start), (long)(len), (long)(vec))
#define TASK_SIZE 0x7ffffffff000UL

int main(void)
{
	char *four = pages(4, PROT_READ | PROT_WRITE), *reading = pages(1, PROT_READ), *gap = hole();
	char vec[64];

	WORKS(ASK(four, 4 * PAGE, vec));
	WORKS(ASK(gap, 0, vec));
	WORKS(ASK(gap, 0, reading));
	WORKS(ASK(four, 0, NULL));
	FAILS(EINVAL, "not the start of a page", ASK(four + 1, PAGE, vec));
	FAILS(ENOMEM, "not in the memory of programs", ASK(KERNEL_ADDRESS, PAGE, vec));
	FAILS(ENOMEM, "not in the memory of programs", ASK(KERNEL_ADDRESS, 0, vec));
	FAILS(ENOMEM, "not in the memory of programs", ASK(four, -1, vec));
	WINS(ENOMEM, EFAULT, ASK(KERNEL_ADDRESS, 0, KERNEL_ADDRESS));
	WORKS(ASK(TASK_SIZE, 0, vec));
	FAILS(EFAULT, "answer outside the memory of programs", ASK(four, PAGE, KERNEL_ADDRESS));
	FAILS(EFAULT, "answer outside the memory of programs", ASK(four, 0, KERNEL_ADDRESS));
	WORKS(ASK(four, 0, TASK_SIZE));
	WINS(EFAULT, ENOMEM, ASK(gap, PAGE, KERNEL_ADDRESS));
	FAILS(ENOMEM, "page not mapped", ASK(gap, PAGE, vec));
	FAILS(ENOMEM, "page not mapped", ASK(gap - PAGE, PAGE + 1, vec));
	WORKS(ASK(gap - PAGE, PAGE, vec));
	FAILS(EFAULT, "no memory for the answer", ASK(four, PAGE, reading));
	FAILS(EFAULT, "no memory for the answer", ASK(four, PAGE, NULL));
	FAILS(EFAULT, "no memory for the answer", ASK(four, PAGE + 1, gap - 1));
	WORKS(ASK(four, PAGE, gap - 1));
	WINS(ENOMEM, EFAULT, ASK(gap, PAGE, NULL));
	WINS(EFAULT, ENOMEM, ASK(gap - PAGE, 2 * PAGE, NULL));
	UNREACHED(EAGAIN, "no memory for the answer");
	DONE();
}
