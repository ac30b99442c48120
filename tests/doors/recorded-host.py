"""A host of its own at the doors, after beken-uart-boot alone: plays what a recorded tool sent and prints what came back.

usage: recorded-host.py <pseudo-terminal or host:port of RFC 2217> <session file>
"""

import json
import os
import select
import socket
import struct
import sys
import termios
import time
import tty

IAC, SB, SE, WILL, DO, COM_PORT = 255, 250, 240, 251, 253, 44
LINK_CHECK = bytes.fromhex("01e0fc0100")


class Terminal:
    """Section 5: a host listens at the new speed before half of the delay is over."""

    has_lines = False

    def __init__(self, path):
        self.file = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.file)
        self.speed(115200)

    def speed(self, baud):
        settings = termios.tcgetattr(self.file)
        settings[4] = settings[5] = getattr(termios, f"B{baud}")
        termios.tcsetattr(self.file, termios.TCSANOW, settings)

    def write(self, data):
        while data:
            data = data[os.write(self.file, data) :]

    def read(self, seconds):
        ready, _, _ = select.select([self.file], [], [], seconds)
        return os.read(self.file, 65536) if ready else b""


class Network:
    """RFC 2217, as much of it as this takes."""

    has_lines = True

    def __init__(self, place):
        host, port = place.split(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.left = b""
        self.socket.sendall(bytes([IAC, WILL, COM_PORT, IAC, DO, 0, IAC, WILL, 0]))
        self.speed(115200)

    def ask(self, code, value):
        value = value.replace(b"\xff", b"\xff\xff")
        self.socket.sendall(bytes([IAC, SB, COM_PORT, code]) + value + bytes([IAC, SE]))

    def speed(self, baud):
        self.ask(1, struct.pack(">I", baud))

    def line(self, name, level):
        self.ask(5, bytes([{"dtr": 8, "rts": 11}[name] + (0 if level else 1)]))

    def write(self, data):
        self.socket.sendall(data.replace(b"\xff", b"\xff\xff"))

    def read(self, seconds):
        ready, _, _ = select.select([self.socket], [], [], seconds)
        if ready:
            self.left += self.socket.recv(65536)
        plain, at = b"", 0
        while at < len(self.left):
            if self.left[at] != IAC:
                plain += self.left[at : at + 1]
                at += 1
                continue
            rest = self.left[at + 1 :]
            if rest[:1] == b"\xff":
                plain += b"\xff"
                at += 2
            elif rest[:1] == bytes([SB]):
                end = rest.find(bytes([IAC, SE]))
                if end < 0:
                    break
                at += end + 3
            elif len(rest) >= 2:
                at += 3
            else:
                break
        self.left = self.left[at:]
        return plain


def link(port, events):
    """Section 2: resets where there are lines, then asks every 4 ms, then waits until the line is quiet."""
    if port.has_lines:
        for event in events:
            if event["dir"] == "ctl":
                port.line(event["line"], event["level"])
                # The recording's own waits: 300 ms or 200 ms of reset.
                time.sleep(0.25 if event["level"] else 0)
    heard = b""
    deadline = time.monotonic() + 60
    while not heard and time.monotonic() < deadline:
        port.write(LINK_CHECK)
        heard += port.read(0.004)
    while more := port.read(0.3):
        heard += more
    return heard


def replay(port, events):
    linked = link(port, events)
    first = next(at for at, event in enumerate(events) if event["dir"] == "rx")
    told = [event for event in events[first:] if event.get("hex") != LINK_CHECK.hex()]
    replies = []
    heard = b""
    for event in told:
        data = bytes.fromhex(event.get("hex", ""))
        if event["dir"] == "tx":
            port.write(data)
            if data[3:5] == b"\x06\x0f":
                time.sleep(data[9] / 2000)
                port.speed(struct.unpack("<I", data[5:9])[0])
        elif event["dir"] == "rx" and event["hex"] != "040e0501e0fc0100":
            deadline = time.monotonic() + 60
            while len(heard) < len(data) and time.monotonic() < deadline:
                heard += port.read(1)
            replies.append(heard[: len(data)].hex())
            heard = heard[len(data) :]
    return {"linked": linked.hex(), "replies": replies, "rest": (heard + port.read(0.5)).hex()}


place, session = sys.argv[1:]
host = Network(place) if ":" in place else Terminal(place)
with open(session, encoding="utf-8") as recorded:
    json.dump(replay(host, json.load(recorded)["events"]), sys.stdout)
