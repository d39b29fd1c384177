#include "check.h"
#include <sys/socket.h>
#include <sys/un.h>

static void unknown_flags(void)
{
	close(file("file"));
	WORKS(open("file", O_RDONLY | 0x40000000));
}

static void directory_for_reading(void)
{
	FAILS(open(".", O_RDONLY | O_TRUNC), EISDIR);
	FAILS(open(".", O_RDONLY | O_CREAT, 0600), EISDIR);
	FAILS(open("missing/", O_RDONLY | O_CREAT, 0600), EISDIR);
}

static void no_device(void)
{
	NEED(mknod("device", S_IFCHR | 0600, makedev(4000, 1)));
	FAILS(open("device", O_RDONLY), ENXIO);
}

static void fifo_on_read_only(void)
{
	mounted("tmpfs", 0);
	NEED(mkfifo("m/fifo", 0600));
	NEED(mount("none", "m", NULL, MS_REMOUNT | MS_RDONLY, NULL));
	WORKS(open("m/fifo", O_RDWR));
	FAILS(open("m/file", O_RDWR | O_CREAT, 0600), EROFS);
}

static void sticky_without_sysctl(void)
{
	struct sockaddr_un name = { AF_UNIX, "sticky/socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (geteuid())
		exit(77);
	NEED(mkdir("sticky", 0700));
	NEED(chmod("sticky", 01777));
	NEED(chown("sticky", 1, 1));
	NEED(bind(fd, (struct sockaddr *)&name, sizeof(name)));
	NEED(chmod("sticky/socket", 0666));
	FAILS(open("sticky/socket", O_RDONLY), ENXIO);
	NEED(chown("sticky/socket", 2, 2));
	FAILS(open("sticky/socket", O_RDONLY | O_CREAT, 0600), EACCES);
}

static void nothing_to_make(void)
{
	NEED(symlink("nowhere/file", "link"));
	FAILS(open("link", O_RDWR | O_CREAT, 0600), ENOENT);
	FAILS(open("", O_RDWR | O_CREAT, 0600), ENOENT);
}

static void emptied_in_sys(void)
{
	struct stat before, after;

	NEED(stat("/sys/kernel/notes", &before));
	if (!before.st_size)
		exit(77);
	NEED(open("/sys/kernel/notes", O_RDONLY | O_TRUNC));
	NEED(stat("/sys/kernel/notes", &after));
	IS(after.st_size, before.st_size);
}

static void without_a_name(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%ld", NEED(syscall(SYS_eventfd2, 0, 0)));
	FAILS(open(path, O_RDONLY), ENXIO);
}

CHECKS(CHECK(unknown_flags), CHECK(directory_for_reading), CHECK(no_device),
       CHECK(fifo_on_read_only), CHECK(sticky_without_sysctl), CHECK(nothing_to_make),
       CHECK(emptied_in_sys), CHECK(without_a_name))
