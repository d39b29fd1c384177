#include "truth.h"
#ifndef F_SEAL_EXEC
#define F_SEAL_EXEC 0x20
#endif

#define MAKE(name, flags) CALL(SYS_memfd_create, name, flags)

int main(void)
{
	char name[300];
	char *end = hole();
	unsigned int bit;
	int fd;

	memset(name, 'a', sizeof(name));
	name[249] = 0;
	for (bit = 1; bit; bit <<= 1) {
		if (bit >= 1U << 26)
			FAILS(EINVAL, "size of a huge page without huge pages", MAKE("x", bit));
		else if (bit > 0x10)
			FAILS(EINVAL, "unknown flag", MAKE("x", bit));
		else
			WORKS(MAKE("x", bit));
	}
	FAILS(EINVAL, "unknown flag", MAKE("x", 0x20 | 4));
	FAILS(EINVAL, "both executable and not", MAKE("x", 0x18));
	FAILS(EFAULT, "name not readable", MAKE(NULL, 0));
	FAILS(EFAULT, "name not readable", MAKE(end, 0));
	memset(end - 249, 'a', 249);
	FAILS(EFAULT, "name not readable to its end", MAKE(end - 249, 0));
	end[-1] = 0;
	WORKS(MAKE(end - 249, 0));
	WORKS(MAKE(name, 0));
	name[249] = 'a'; name[250] = 0;
	FAILS(EINVAL, "name too long", MAKE(name, 0));
	WORKS(MAKE("", 0));
	WORKS(MAKE("x", 4 | 21U << 26));
	FAILS(ENODEV, "no huge pages of that size", MAKE("x", 4 | 63U << 26));
	CHILD({
		limit_files(0);
		FAILS(EMFILE, "no number left", MAKE("x", 0));
		WINS(EINVAL, EMFILE, MAKE(name, 0));
		WINS(EFAULT, EMFILE, MAKE(NULL, 0));
		WINS(EMFILE, ENODEV, MAKE("x", 4 | 63U << 26));
	});
	WINS(EINVAL, EFAULT, MAKE(NULL, 0x20));
	WINS(EINVAL, EFAULT, MAKE(NULL, 0x18));
	fd = MAKE("x", 0);
	HOLDS(fcntl(fd, F_GET_SEALS) == F_SEAL_SEAL);
	fd = MAKE("x", MFD_ALLOW_SEALING);
	HOLDS(fcntl(fd, F_GET_SEALS) == 0);
	fd = MAKE("x", 8);
	HOLDS(fcntl(fd, F_GET_SEALS) == F_SEAL_EXEC);
	UNREACHED(EACCES, "executable files not allowed");
	UNREACHED(ENOMEM, "no memory for the file");
	UNREACHED(ENFILE, "too many open files");
	DONE();
}
