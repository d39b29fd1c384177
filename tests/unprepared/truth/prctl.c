#include "truth.h"
#include <linux/filter.h>
#include <linux/securebits.h>

#define DO(option, ...) CALL(SYS_prctl, option, __VA_ARGS__)

int main(void)
{
	char *reading = pages(1, PROT_READ), *end = hole();
	char name[17] = "0123456789abcdef";
	long value;
	struct sock_filter allow = { BPF_RET | BPF_K, 0, 0, 0x7fff0000 };
	struct sock_fprog program = { 1, &allow };

	FAILS(EINVAL, "unknown option", DO(0, 0L, 0L, 0L, 0L));
	FAILS(EINVAL, "unknown option", DO(-1, 0L, 0L, 0L, 0L));
	FAILS(EINVAL, "unknown option", DO(17, 0L, 0L, 0L, 0L));
	FAILS(EINVAL, "unknown option", DO(18, 0L, 0L, 0L, 0L));
	for (value = 79; value < 2000; value++)
		FAILS(EINVAL, "unknown option", DO(value, 0L, 0L, 0L, 0L));
	FAILS(EINVAL, "argument of an attribute that is left out", DO(PR_MCE_KILL, 0L, 0L, 1L, 0L));
	FAILS(EFAULT, "memory of an attribute that is left out", DO(PR_GET_TSC, 1L, 0L, 0L, 0L));
	CHILD({
		become_nobody();
		FAILS(EPERM, "attribute that is left out and not allowed", DO(PR_SET_IO_FLUSHER, 0L, 0L, 0L, 0L));
		FAILS(EACCES, "filter without no_new_privs", DO(PR_SET_SECCOMP, 2L, &program, 0L, 0L));
	});
	FAILS(ENODEV, "no such control of speculation", DO(PR_GET_SPECULATION_CTRL, 99L, 0L, 0L, 0L));
	UNREACHED(EBUSY, "attribute that is left out and in use");
	UNREACHED(ENXIO, "control of speculation not possible");
	UNREACHED(ERANGE, "no value of such a control");
	UNREACHED(ESRCH, "no such process");
	UNREACHED(ENOMEM, "no mapping or no memory");
	UNREACHED(EOPNOTSUPP, "attribute that the processor does not have");
	FAILS(EINVAL, "unknown option", DO(0x7fffffff, 0L, 0L, 0L, 0L));
	for (value = 0; value < 70; value++) {
		if (value <= 64)
			WORKS(DO(PR_SET_PDEATHSIG, value, 7L, 7L, 7L));
		else
			FAILS(EINVAL, "no signal", DO(PR_SET_PDEATHSIG, value, 0L, 0L, 0L));
		if (value <= 1) {
			WORKS(DO(PR_SET_DUMPABLE, value, 7L, 7L, 7L));
			HOLDS(DO(PR_GET_DUMPABLE, 7L, 7L, 7L, 7L) == value);
			WORKS(DO(PR_SET_KEEPCAPS, value, 7L, 7L, 7L));
		} else {
			FAILS(EINVAL, "neither no nor yes", DO(PR_SET_DUMPABLE, value, 0L, 0L, 0L));
			FAILS(EINVAL, "neither drop nor keep", DO(PR_SET_KEEPCAPS, value, 0L, 0L, 0L));
		}
		if (value <= 40) {
			HOLDS(DO(PR_CAPBSET_READ, value, 7L, 7L, 7L) >= 0);
			CHILD(WORKS(DO(PR_CAPBSET_DROP, value, 7L, 7L, 7L)));
		} else {
			FAILS(EINVAL, "no capability", DO(PR_CAPBSET_READ, value, 0L, 0L, 0L));
			FAILS(EINVAL, "no capability to drop", DO(PR_CAPBSET_DROP, value, 0L, 0L, 0L));
		}
	}
	DO(PR_SET_PDEATHSIG, 0L, 0L, 0L, 0L);
	DO(PR_SET_DUMPABLE, 1L, 0L, 0L, 0L);
	FAILS(EINVAL, "no signal", DO(PR_SET_PDEATHSIG, 1L << 32, 0L, 0L, 0L));
	FAILS(EINVAL, "neither no nor yes", DO(PR_SET_DUMPABLE, -1L, 0L, 0L, 0L));
	FAILS(EINVAL, "neither no nor yes", DO(PR_SET_DUMPABLE, 1L << 32, 0L, 0L, 0L));
	FAILS(EINVAL, "no capability", DO(PR_CAPBSET_READ, 1L << 32, 0L, 0L, 0L));
	FAILS(EINVAL, "no capability", DO(PR_CAPBSET_READ, -1L, 0L, 0L, 0L));
	WORKS(DO(PR_GET_PDEATHSIG, end - 4, 7L, 7L, 7L));
	FAILS(EFAULT, "no memory for the signal", DO(PR_GET_PDEATHSIG, end - 3, 0L, 0L, 0L));
	FAILS(EFAULT, "no memory for the signal", DO(PR_GET_PDEATHSIG, NULL, 0L, 0L, 0L));
	WORKS(DO(PR_SET_NAME, name, 7L, 7L, 7L));
	WORKS(DO(PR_GET_NAME, end - 16, 7L, 7L, 7L));
	HOLDS(!strcmp(end - 16, "0123456789abcde"));
	FAILS(EFAULT, "no memory for the name", DO(PR_GET_NAME, end - 15, 0L, 0L, 0L));
	FAILS(EFAULT, "no memory for the name", DO(PR_GET_NAME, reading, 0L, 0L, 0L));
	FAILS(EFAULT, "name not readable", DO(PR_SET_NAME, NULL, 0L, 0L, 0L));
	memset(end - 15, 'a', 15);
	FAILS(EFAULT, "name not readable to its end", DO(PR_SET_NAME, end - 14, 0L, 0L, 0L));
	WORKS(DO(PR_SET_NAME, end - 15, 0L, 0L, 0L));
	FAILS(EINVAL, "not one and zeros", DO(PR_SET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L));
	FAILS(EINVAL, "not one and zeros", DO(PR_SET_NO_NEW_PRIVS, 2L, 0L, 0L, 0L));
	FAILS(EINVAL, "not one and zeros", DO(PR_SET_NO_NEW_PRIVS, 1L, 1L, 0L, 0L));
	FAILS(EINVAL, "not one and zeros", DO(PR_SET_NO_NEW_PRIVS, 1L, 0L, 1L, 0L));
	FAILS(EINVAL, "not one and zeros", DO(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 1L));
	FAILS(EINVAL, "not zeros", DO(PR_GET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L));
	FAILS(EINVAL, "not zeros", DO(PR_GET_NO_NEW_PRIVS, 0L, 1L, 0L, 0L));
	FAILS(EINVAL, "not zeros", DO(PR_GET_NO_NEW_PRIVS, 0L, 0L, 1L, 0L));
	FAILS(EINVAL, "not zeros", DO(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 1L));
	HOLDS(DO(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L) == 0);
	WORKS(DO(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L));
	HOLDS(DO(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L) == 1);
	CHILD({
		drop_capability(CAP_SETPCAP);
		FAILS(EPERM, "not allowed", DO(PR_CAPBSET_DROP, 0L, 0L, 0L, 0L));
		WINS(EPERM, EINVAL, DO(PR_CAPBSET_DROP, 41L, 0L, 0L, 0L));
	});
	CHILD({
		if (prctl(PR_SET_SECUREBITS, SECBIT_KEEP_CAPS_LOCKED))
			exit(3);
		FAILS(EPERM, "locked", DO(PR_SET_KEEPCAPS, 0L, 0L, 0L, 0L));
		WINS(EINVAL, EPERM, DO(PR_SET_KEEPCAPS, 2L, 0L, 0L, 0L));
	});
	DONE();
}
