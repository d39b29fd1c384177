#include "truth.h"
#include <mqueue.h>

#define ATTRIBUTES(queue, new, old) CALL(SYS_mq_getsetattr, queue, new, old)

int main(void)
{
	struct mq_attr bits = { .mq_flags = O_NONBLOCK }, wrong_bits = { .mq_flags = O_APPEND }, old;
	char *end = hole(), name[64];
	int queue;

	snprintf(name, sizeof(name), "/kapi-truth-%d", getpid());
	queue = mq_open(name, O_RDWR | O_CREAT, 0600, NULL);
	mq_unlink(name);
	WORKS(ATTRIBUTES(queue, NULL, NULL));
	WORKS(ATTRIBUTES(queue, &bits, &old));
	HOLDS(old.mq_flags == 0);
	WORKS(ATTRIBUTES(queue, NULL, &old));
	HOLDS(old.mq_flags == O_NONBLOCK);
	FAILS(EFAULT, "bad new attributes", ATTRIBUTES(queue, end - 63, NULL));
	WORKS(ATTRIBUTES(queue, end - 64, NULL));
	FAILS(EINVAL, "bad flags", ATTRIBUTES(queue, &wrong_bits, NULL));
	FAILS(EBADF, "no queue", ATTRIBUTES(-1, NULL, NULL));
	FAILS(EBADF, "no queue", ATTRIBUTES(open("/", O_RDONLY), NULL, NULL));
	FAILS(EFAULT, "bad old attributes", ATTRIBUTES(queue, NULL, end - 63));
	DONE();
}
