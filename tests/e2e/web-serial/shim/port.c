/*
 * An open port is a unix socket to the other end of the adapter. What the browser asks of the tty becomes a frame:
 *
 *     kind (1 byte), 0 (1 byte), length of the payload (2 bytes, little endian), payload
 *
 * All kinds travel on the one socket, so the other end sees bytes, lines and speed in the order of the calls. Towards
 * the browser there are no frames, just bytes, which it reads by itself.
 */
#include "bus.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int ioctl(int fd, unsigned long request, ...); /* <sys/ioctl.h> does not go together with <asm/termbits.h> */
enum { LINE_DTR = 0x002, LINE_RTS = 0x004 };   /* from there as well */

/* Room towards the other end, small as a tty's, so that the browser feels a slow line. Linux doubles the number, allows a
 * message as long as there is any room, and splits only those above half of it: frames of LARGEST go whole or not. */
enum { ROOM = 8192, LARGEST = 2048 };
enum { HEAD = 4, DESCRIPTORS = 4096, PATIENCE_MS = 5000 };

struct port {
  ino_t inode; /* 0 = none. close() is not ours to see, so a descriptor used again is told by its inode. */
  int lines;
  struct termios2 settings;
  char file[sizeof(((struct sockaddr_un *)0)->sun_path)];
};
static struct port open_ports[DESCRIPTORS];

const char *bus_folder(void) {
  const char *folder = getenv("BINDERY_SERIAL_BUS");
  return folder && *folder ? folder : NULL;
}

int bus_path(char *out, size_t size, const char *start, const char *name, const char *end) {
  const char *folder = bus_folder();
  if (!folder) return -1;
  int length = snprintf(out, size, "%s/%s%s%s", folder, start, name, end);
  return length > 0 && (size_t)length < size ? 0 : -1;
}

struct port *port_at(int fd) {
  if (fd < 0 || fd >= DESCRIPTORS || !open_ports[fd].inode) return NULL;
  struct stat now;
  if (!fstat(fd, &now) && S_ISSOCK(now.st_mode) && now.st_ino == open_ports[fd].inode) return &open_ports[fd];
  open_ports[fd].inode = 0;
  return NULL;
}

/* Sends a whole frame or nothing. `may_wait` = 0 gives EAGAIN when there is no room to begin. EIO = cable pulled. */
static int send_frame(int fd, char kind, const void *payload, size_t size, int may_wait) {
  uint8_t frame[HEAD + LARGEST] = {(uint8_t)kind, 0, size & 255, size >> 8};
  memcpy(frame + HEAD, payload, size);
  for (size_t sent = 0; sent < HEAD + size;) {
    ssize_t count = send(fd, frame + sent, HEAD + size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count >= 0) {
      sent += count;
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return errno = EIO, -1;
    if (!sent && !may_wait) return -1;
    poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, PATIENCE_MS);
  }
  return 0;
}

static int send_lines(int fd, struct port *port, int lines) {
  port->lines = lines & (LINE_DTR | LINE_RTS);
  uint8_t state = (port->lines & LINE_DTR ? 1 : 0) | (port->lines & LINE_RTS ? 2 : 0);
  return send_frame(fd, 'l', &state, 1, 1);
}

/* Common speeds come as a flag, all others as BOTHER with the number beside it. */
static unsigned speed_of(const struct termios2 *settings) {
#define RATE(n) {B##n, n}
  static const unsigned rates[][2] = {
      RATE(300),    RATE(600),    RATE(1200),   RATE(2400),    RATE(4800),    RATE(9600),    RATE(19200),
      RATE(38400),  RATE(57600),  RATE(115200), RATE(230400),  RATE(460800),  RATE(500000),  RATE(576000),
      RATE(921600), RATE(1000000), RATE(1152000), RATE(1500000), RATE(2000000), RATE(2500000), RATE(3000000),
      RATE(3500000), RATE(4000000)};
  for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
    if ((settings->c_cflag & CBAUD) == rates[i][0]) return rates[i][1];
  return settings->c_ospeed;
}

static int send_settings(int fd, struct port *port, const struct termios2 *settings) {
  port->settings = *settings;
  port->settings.c_ispeed = port->settings.c_ospeed = speed_of(settings);
  uint32_t told[2] = {port->settings.c_ospeed, settings->c_iflag};
  return send_frame(fd, 's', told, sizeof told, 1);
}

/* Connects and asks for `kind`; the other end answers with one byte: 0, or the errno to fail with. */
static int ask(const char *path, char kind, uint8_t *answer) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return errno = ENAMETOOLONG, -1;
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &(int){ROOM}, sizeof(int));
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){PATIENCE_MS / 1000, 0}, sizeof(struct timeval));
  *answer = ENODEV;
  if (fd >= 0 && !connect(fd, (struct sockaddr *)&address, sizeof address)) {
    *answer = EIO;
    if (!send_frame(fd, kind, "", 0, 1) && recv(fd, answer, 1, 0) == 1 && !*answer) return fd;
  }
  if (fd >= 0) close(fd);
  return errno = *answer, -1;
}

int port_open(const char *path, int flags) {
  char file[512];
  if (!path || strncmp(path, "/dev/", 5) || strchr(path + 5, '/')) return PORT_NOT_OURS;
  if (bus_path(file, sizeof file, "ports/", path + 5, "") || access(file, F_OK)) return PORT_NOT_OURS;
  if (bus_path(file, sizeof file, "", path + 5, ".sock")) return PORT_NOT_OURS;
  uint8_t verdict; /* busy or forbidden, for example */
  int fd = ask(file, 'o', &verdict);
  if (fd < 0) return -1;
  struct stat socket_now;
  if (fd >= DESCRIPTORS || fstat(fd, &socket_now)) {
    close(fd);
    return errno = EMFILE, -1;
  }
  fcntl(fd, F_SETFL, O_RDWR | (flags & O_NONBLOCK));
  struct port *port = &open_ports[fd];
  *port = (struct port){.settings = {.c_cflag = B9600 | CS8 | CREAD | HUPCL, .c_ispeed = 9600, .c_ospeed = 9600}};
  strcpy(port->file, file);
  port->inode = socket_now.st_ino;
  send_lines(fd, port, LINE_DTR | LINE_RTS); /* Linux raises both when a tty is opened (testing-in-chromium, section 2) */
  return fd;
}

int port_control(struct port *port, int fd, unsigned long request, void *argument) {
  int *lines = argument;
  switch (request) {
    case TCGETS2: return *(struct termios2 *)argument = port->settings, 0;
    case TCSETS2: case TCSETSW2: case TCSETSF2: return send_settings(fd, port, argument);
    case TIOCMGET: return *lines = port->lines, 0;
    case TIOCMSET: return send_lines(fd, port, *lines);
    case TIOCMBIS: return send_lines(fd, port, port->lines | *lines);
    case TIOCMBIC: return send_lines(fd, port, port->lines & ~*lines);
    case TIOCSBRK: return send_frame(fd, 'k', "\1", 1, 1);
    case TIOCCBRK: return send_frame(fd, 'k', "\0", 1, 1);
    case TIOCEXCL: case TIOCNXCL: return 0; /* the other end refuses a second open itself */
    case TCFLSH: return port_discard(fd, (int)(long)argument);
  }
  return errno = ENOTTY, -1;
}

int port_discard(int fd, int queue) {
  char gone[4096];
  if (queue != TCOFLUSH)
    while (recv(fd, gone, sizeof gone, MSG_DONTWAIT) > 0) continue;
  return send_frame(fd, 'd', "", 0, 1);
}

/* Returns when all was taken and, as the other end tells on a line of its own, has left the adapter. */
int port_drain(struct port *port, int fd) {
  int unsent = 1;
  for (int ms = 0; unsent > 0 && ms < PATIENCE_MS; ms++) {
    if (NEXT(ioctl)(fd, SIOCOUTQ, &unsent)) break;
    if (unsent > 0) nanosleep(&(struct timespec){0, 1000000}, NULL);
  }
  uint8_t gone;
  int waiting = ask(port->file, 'w', &gone);
  if (waiting >= 0) close(waiting);
  return 0;
}

long port_write(int fd, const void *bytes, size_t size) {
  if (size > LARGEST) size = LARGEST;
  return size && send_frame(fd, 'b', bytes, size, 0) ? -1 : (long)size;
}
