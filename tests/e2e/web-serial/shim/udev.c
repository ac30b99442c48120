/*
 * As much of libudev as the browser uses. The list of adapters is the folder `ports` on the bus: one file per adapter
 * with lines KEY=VALUE. Real hardware stays unseen, so that a test finds the same machine everywhere.
 *
 * Hot plug needs no messenger: the monitor is an inotify descriptor on that folder. Moving a file in is plugging in,
 * removing it is pulling out, whoever does it.
 */
#include "bus.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/types.h>
#include <unistd.h>

#define SYSTEM_PATH "/sys/devices/bindery/"
enum { PROPERTIES = 16, TEXT = 2048 };

struct udev_device {
  char name[BUS_NAME], path[sizeof SYSTEM_PATH + BUS_NAME];
  const char *action;
  char text[TEXT];
  struct { const char *key, *value; } properties[PROPERTIES + 1];
};

static void read_properties(struct udev_device *device, FILE *file) {
  device->text[fread(device->text, 1, TEXT - 1, file)] = 0;
  char *rest = device->text;
  for (int i = 0; i < PROPERTIES; i++) {
    char *value = strsep(&rest, "\n");
    if (!value || !*value) break;
    device->properties[i].key = strsep(&value, "=");
    device->properties[i].value = value ? value : "";
  }
}

/* `action` is NULL outside of a monitor. A removed adapter has a name and nothing else. */
static struct udev_device *device_named(const char *name, const char *action) {
  char path[512];
  if (strlen(name) >= BUS_NAME || bus_path(path, sizeof path, "ports/", name, "")) return NULL;
  FILE *file = fopen(path, "r");
  if (!file && !action) return NULL;
  struct udev_device *device = calloc(1, sizeof *device);
  strcpy(device->name, name);
  sprintf(device->path, SYSTEM_PATH "%s", name);
  device->action = action;
  if (file) {
    read_properties(device, file);
    fclose(file);
  }
  return device;
}

static int library;
REPLACES void *udev_new(void) { return &library; }
REPLACES void *udev_ref(void *udev) { return udev; }
REPLACES void *udev_unref(void *udev) { return (void)udev, NULL; }

REPLACES void *udev_device_new_from_syspath(void *udev, const char *path) {
  size_t start = strlen(SYSTEM_PATH);
  return (void)udev, strncmp(path, SYSTEM_PATH, start) ? NULL : device_named(path + start, NULL);
}
REPLACES void *udev_device_new_from_devnum(void *udev, char type, dev_t number) {
  return (void)udev, (void)type, (void)number, NULL;
}
REPLACES void *udev_device_new_from_subsystem_sysname(void *udev, const char *subsystem, const char *name) {
  return (void)udev, strcmp(subsystem, "tty") ? NULL : device_named(name, NULL);
}
REPLACES void *udev_device_unref(struct udev_device *device) { return free(device), NULL; }

REPLACES const char *udev_device_get_property_value(struct udev_device *device, const char *key) {
  for (int i = 0; device->properties[i].key; i++)
    if (!strcmp(device->properties[i].key, key)) return device->properties[i].value;
  return NULL;
}
REPLACES const char *udev_device_get_action(struct udev_device *device) { return device->action; }
REPLACES const char *udev_device_get_devnode(struct udev_device *device) {
  return udev_device_get_property_value(device, "DEVNAME");
}
REPLACES const char *udev_device_get_sysname(struct udev_device *device) { return device->name; }
REPLACES const char *udev_device_get_syspath(struct udev_device *device) { return device->path; }
REPLACES const char *udev_device_get_subsystem(void *device) { return (void)device, "tty"; }
REPLACES const char *udev_device_get_devtype(void *device) { return (void)device, NULL; }
REPLACES const char *udev_device_get_driver(void *device) { return (void)device, NULL; }
REPLACES const char *udev_device_get_sysattr_value(void *device, const char *name) {
  return (void)device, (void)name, NULL;
}
REPLACES void *udev_device_get_parent(void *device) { return (void)device, NULL; }
REPLACES void *udev_device_get_parent_with_subsystem_devtype(void *device, const char *subsystem, const char *type) {
  return (void)device, (void)subsystem, (void)type, NULL;
}
REPLACES void *udev_device_get_properties_list_entry(void *device) { return (void)device, NULL; }

/* Both enumerations and monitors are asked for subsystems one by one; with none named they mean all. */
struct wanted { int any, tty; };
static int narrow(struct wanted *wanted, const char *subsystem) {
  wanted->any = 1;
  if (subsystem && !strcmp(subsystem, "tty")) wanted->tty = 1;
  return 0;
}
static int wants_ports(const struct wanted *wanted) { return wanted->tty || !wanted->any; }

struct udev_list_entry { char path[sizeof SYSTEM_PATH + BUS_NAME]; struct udev_list_entry *next; };
struct udev_enumerate { struct wanted wanted; struct udev_list_entry *first; };

REPLACES void *udev_enumerate_new(void *udev) { return (void)udev, calloc(1, sizeof(struct udev_enumerate)); }
REPLACES int udev_enumerate_add_match_subsystem(struct udev_enumerate *list, const char *subsystem) {
  return narrow(&list->wanted, subsystem);
}
REPLACES int udev_enumerate_scan_devices(struct udev_enumerate *list) {
  char path[512];
  DIR *folder = wants_ports(&list->wanted) && !bus_path(path, sizeof path, "ports", "", "") ? opendir(path) : NULL;
  if (!folder) return 0;
  for (struct dirent *file; (file = readdir(folder));) {
    if (file->d_name[0] == '.' || strlen(file->d_name) >= BUS_NAME) continue;
    struct udev_list_entry *entry = calloc(1, sizeof *entry);
    sprintf(entry->path, SYSTEM_PATH "%s", file->d_name);
    entry->next = list->first;
    list->first = entry;
  }
  closedir(folder);
  return 0;
}
REPLACES void *udev_enumerate_get_list_entry(struct udev_enumerate *list) { return list->first; }
REPLACES void *udev_enumerate_unref(struct udev_enumerate *list) {
  while (list->first) {
    struct udev_list_entry *entry = list->first;
    list->first = entry->next;
    free(entry);
  }
  return free(list), NULL;
}
REPLACES void *udev_list_entry_get_next(struct udev_list_entry *entry) { return entry->next; }
REPLACES const char *udev_list_entry_get_name(struct udev_list_entry *entry) { return entry->path; }

struct udev_monitor { struct wanted wanted; int fd; };

REPLACES void *udev_monitor_new_from_netlink(void *udev, const char *source) {
  (void)udev, (void)source;
  struct udev_monitor *monitor = calloc(1, sizeof *monitor);
  char path[512];
  monitor->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (bus_path(path, sizeof path, "ports", "", "") || inotify_add_watch(monitor->fd, path, IN_MOVED_TO | IN_DELETE) < 0)
    dup3(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), monitor->fd, O_CLOEXEC); /* a monitor that stays silent */
  return monitor;
}
REPLACES int udev_monitor_filter_add_match_subsystem_devtype(struct udev_monitor *monitor, const char *s, const char *t) {
  return (void)t, narrow(&monitor->wanted, s);
}
REPLACES int udev_monitor_enable_receiving(void *monitor) { return (void)monitor, 0; }
REPLACES int udev_monitor_get_fd(struct udev_monitor *monitor) { return monitor->fd; }
REPLACES void *udev_monitor_receive_device(struct udev_monitor *monitor) {
  /* The browser asks once each time the descriptor is readable. inotify pads names to 16 bytes, so with names shorter
   * than that a buffer of this size takes exactly one event and leaves the descriptor readable for the next. */
  struct { struct inotify_event head; char name[BUS_NAME]; } event;
  ssize_t size = read(monitor->fd, &event, sizeof event);
  if (size != sizeof event || !event.head.len || !wants_ports(&monitor->wanted)) return NULL;
  return device_named(event.name, event.head.mask & IN_DELETE ? "remove" : "add");
}
REPLACES void *udev_monitor_unref(struct udev_monitor *monitor) {
  if (monitor) close(monitor->fd);
  return free(monitor), NULL;
}
