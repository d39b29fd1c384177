#include "truth.h"
#include <grp.h>

#define GET(size, list) CALL(SYS_getgroups, size, (long)(list))

int main(void)
{
	gid_t mine[] = {1, 2, 3}, *end = hole();

	if (setgroups(3, mine))
		return 1;
	HOLDS(GET(0, NULL) == 3 && GET(3, mine) == 3 && GET(4, mine) == 3 && GET(3, end - 3) == 3);
	FAILS(EINVAL, "negative", GET(-1, mine));
	FAILS(EINVAL, "too little room", GET(2, mine));
	FAILS(EFAULT, "not writable", GET(3, end - 2));
	FAILS(EFAULT, "not writable", GET(4, pages(1, PROT_READ)));
	WINS(EINVAL, EFAULT, GET(-1, NULL));
	WINS(EINVAL, EFAULT, GET(2, NULL));
	setgroups(0, NULL);
	HOLDS(GET(0, NULL) == 0 && GET(1, NULL) == 0);
	DONE();
}
