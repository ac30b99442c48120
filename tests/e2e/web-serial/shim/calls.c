/* The C library calls the browser makes on a tty. Whatever is not a port of ours goes on unchanged. */
#include "bus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

int ioctl(int fd, unsigned long request, ...);
int tcflush(int fd, int queue);
int tcdrain(int fd);

/* The browser takes a tty for a serial port only if its driver is listed here as one. */
static const char *instead_of(const char *path, char *room, size_t size) {
  if (path && !strcmp(path, "/proc/tty/drivers") && !bus_path(room, size, "tty-drivers", "", "")) return room;
  return path;
}

#define OPENED(path, flags, otherwise)                                                          \
  do {                                                                                          \
    va_list rest;                                                                               \
    va_start(rest, flags);                                                                      \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                     \
    va_end(rest);                                                                               \
    char room[512];                                                                             \
    int fd = bus_folder() ? port_open(path, flags) : PORT_NOT_OURS;                             \
    if (fd != PORT_NOT_OURS) return fd;                                                         \
    path = instead_of(path, room, sizeof room);                                                 \
    return otherwise;                                                                           \
  } while (0)

REPLACES int open(const char *path, int flags, ...) { OPENED(path, flags, NEXT(open)(path, flags, mode)); }
REPLACES int open64(const char *path, int flags, ...) { OPENED(path, flags, NEXT(open64)(path, flags, mode)); }
REPLACES int openat(int at, const char *path, int flags, ...) {
  OPENED(path, flags, NEXT(openat)(at, path, flags, mode));
}
REPLACES int openat64(int at, const char *path, int flags, ...) {
  OPENED(path, flags, NEXT(openat64)(at, path, flags, mode));
}

REPLACES FILE *fopen(const char *path, const char *mode) {
  char room[512];
  return NEXT(fopen)(instead_of(path, room, sizeof room), mode);
}
REPLACES FILE *fopen64(const char *path, const char *mode) {
  char room[512];
  return NEXT(fopen64)(instead_of(path, room, sizeof room), mode);
}

REPLACES int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  struct port *port = port_at(fd);
  return port ? port_control(port, fd, request, argument) : NEXT(ioctl)(fd, request, argument);
}

REPLACES ssize_t write(int fd, const void *bytes, size_t size) {
  return port_at(fd) ? port_write(fd, bytes, size) : NEXT(write)(fd, bytes, size);
}

REPLACES ssize_t read(int fd, void *bytes, size_t size) {
  ssize_t count = NEXT(read)(fd, bytes, size);
  /* A tty whose adapter was pulled reads as the end of the file. */
  return count < 0 && errno == ECONNRESET && port_at(fd) ? 0 : count;
}

REPLACES int tcflush(int fd, int queue) { return port_at(fd) ? port_discard(fd, queue) : NEXT(tcflush)(fd, queue); }
REPLACES int tcdrain(int fd) {
  struct port *port = port_at(fd);
  return port ? port_drain(port, fd) : NEXT(tcdrain)(fd);
}
