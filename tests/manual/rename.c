#include "check.h"

static void directory_in_place(void)
{
	NEED(mkdir("d", 0755));
	NEED(chmod("d", 0777));
	NEED(mkdir("e", 0755));
	NEED(chmod("e", 0777));
	NEED(mkdir("d/sub", 0755));
	become_nobody();
	WORKS(rename("d/sub", "d/other"));
	if (access("d/other", W_OK))
		FAILS(rename("d/other", "e/sub"), EACCES);
}

static void slash_after_a_new_name(void)
{
	close(file("file"));
	FAILS(rename("file", "new/"), ENOTDIR);
}

CHECKS(CHECK(directory_in_place), CHECK(slash_after_a_new_name))
