/* What the three parts of the shim share: the folder that stands for the USB bus, and the open ports. */
#ifndef BUS_H
#define BUS_H

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

/* Everything else stays inside, so that only what we mean to replace is replaced. */
#define REPLACES __attribute__((visibility("default")))
/* The function of the same name that we stand in front of, looked up once. */
#define NEXT(name)                                                            \
  ({                                                                          \
    static __typeof__(&name) next;                                            \
    if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name);             \
    next;                                                                     \
  })

/* Names on the bus are at most this long; see udev.c for why. */
#define BUS_NAME 16

/* $BINDERY_SERIAL_BUS, or NULL when this process is none of our business. */
const char *bus_folder(void);
/* Writes `<folder>/<start><name><end>`; 0, or -1 when there is no bus or the path is too long. */
int bus_path(char *out, size_t size, const char *start, const char *name, const char *end);

struct port;
/* The open port behind a descriptor, or NULL when it is something else. */
struct port *port_at(int fd);
/* Opens `/dev/<name>` when <name> is on the bus: descriptor, -1 with errno, or PORT_NOT_OURS. */
int port_open(const char *path, int flags);
enum { PORT_NOT_OURS = -2 };
/* These follow the calls of the same meaning: 0 or a count, -1 with errno. */
int port_control(struct port *port, int fd, unsigned long request, void *argument);
int port_discard(int fd, int queue);
int port_drain(struct port *port, int fd);
long port_write(int fd, const void *bytes, size_t size);

#endif
