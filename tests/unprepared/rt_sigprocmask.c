DEFINE_KERNEL_API_SPEC(sys_rt_sigprocmask)
	KAPI_DESCRIPTION("change which signals are blocked")
	KAPI_CONTEXT(KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE)

	KAPI_PARAM(0, "how", "int", "how the set is used")
		KAPI_PARAM_TYPE(KAPI_TYPE_INT)
		KAPI_PARAM_FLAGS(KAPI_PARAM_IN)
		KAPI_PARAM_CONSTRAINT_TYPE(KAPI_CONSTRAINT_ENUM)
		KAPI_PARAM_ENUM_VALUES("SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK")
	KAPI_PARAM_END

	KAPI_PARAM(1, "nset", "sigset_t __user *", "set of signals, or NULL")
		KAPI_PARAM_TYPE(KAPI_TYPE_USER_PTR)
		KAPI_PARAM_FLAGS(KAPI_PARAM_IN | KAPI_PARAM_OPTIONAL | KAPI_PARAM_USER)
		KAPI_PARAM_SIZE(8)
	KAPI_PARAM_END

	KAPI_PARAM(2, "oset", "sigset_t __user *", "where the old set goes, or NULL")
		KAPI_PARAM_TYPE(KAPI_TYPE_USER_PTR)
		KAPI_PARAM_FLAGS(KAPI_PARAM_OUT | KAPI_PARAM_OPTIONAL | KAPI_PARAM_USER)
		KAPI_PARAM_SIZE(8)
	KAPI_PARAM_END

	KAPI_PARAM(3, "sigsetsize", "size_t", "size of a set in bytes")
		KAPI_PARAM_TYPE(KAPI_TYPE_UINT)
		KAPI_PARAM_FLAGS(KAPI_PARAM_IN)
	KAPI_PARAM_END

	KAPI_PARAM_COUNT(4)

	KAPI_RETURN("long", "Zero.")
		KAPI_RETURN_TYPE(KAPI_TYPE_INT)
		KAPI_RETURN_CHECK_TYPE(KAPI_RETURN_EXACT)
		KAPI_RETURN_SUCCESS(0)
	KAPI_RETURN_END

	KAPI_ERROR(0, -EINVAL, "EINVAL", "wrong size",
		   "sigsetsize is not 8.")
	KAPI_ERROR(1, -EFAULT, "EFAULT", "set not readable",
		   "nset is not NULL and points to memory that cannot be read.")
	KAPI_ERROR(2, -EINVAL, "EINVAL", "wrong operation",
		   "nset is not NULL and how is not one of SIG_BLOCK, SIG_UNBLOCK or SIG_SETMASK.")
	KAPI_ERROR(3, -EFAULT, "EFAULT", "old set not writable",
		   "oset is not NULL and points to memory that cannot be written.")

	KAPI_ERROR_COUNT(4)
KAPI_END_SPEC;

SYSCALL_DEFINE4(rt_sigprocmask, int, how, sigset_t __user *, nset, sigset_t __user *, oset,
		size_t, sigsetsize)
