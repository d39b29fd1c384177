#include "truth.h"

#define SET(real, effective) CALL(SYS_setregid, real, effective)

int main(void)
{
	if (setresgid(1001, 1002, 1003))
		return 1;
	drop_capability(CAP_SETGID);
	FAILS(EPERM, "real group", SET(7, -1));
	FAILS(EPERM, "real group", SET(1003, -1));
	FAILS(EPERM, "effective group", SET(-1, 7));
	WORKS(SET(-1, -1));
	WORKS(SET(-1, 1003));
	WORKS(SET(-1, 1001));
	WORKS(SET(1001, -1));
	CHILD(SET(1001, 1001); HOLDS(getgid() == 1001 && getegid() == 1001));
	DONE();
}
