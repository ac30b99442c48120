import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Door } from '../../src/doors/door';
import { openRfc2217 } from '../../src/doors/rfc2217-door';

// RFC 2217 over a real socket on the loopback address.
const open: { door?: Door; clients: Socket[] } = { clients: [] };

afterEach(() => {
  for (const client of open.clients.splice(0)) client.destroy();
  open.door?.close();
});

const start = async () => {
  const events: unknown[] = [];
  const waiting: (() => void)[] = [];
  const note = (event: unknown): void => {
    events.push(event);
    for (const wake of waiting.splice(0)) wake();
  };
  const door = await openRfc2217(
    0,
    {
      receive: (bytes) => note(Buffer.from(bytes).toString('hex')),
      lines: ({ dtr, rts }) => note({ dtr, rts }),
      hostBaud: (rate) => note(rate),
      chipBaud: () => 115_200,
    },
    'a board',
  );
  open.door = door;
  const port = Number(new URL(door.offer).port);
  return {
    door,
    port,
    events,
    /** Resolves when the board has been told so. */
    async seen(event: unknown): Promise<void> {
      while (!events.some((one) => JSON.stringify(one) === JSON.stringify(event)))
        await new Promise<void>((wake) => waiting.push(wake));
    },
    async client(): Promise<Socket> {
      const socket = connect(port, '127.0.0.1');
      open.clients.push(socket);
      await once(socket, 'connect');
      return socket;
    },
  };
};

const read = async (socket: Socket, size: number): Promise<string> => {
  let heard = Buffer.alloc(0);
  while (heard.length < size) {
    const [chunk] = await once(socket, 'data');
    heard = Buffer.concat([heard, chunk as Buffer]);
  }
  return heard.toString('hex');
};

describe('the RFC 2217 door', () => {
  it('carries data, lines and speed', async () => {
    const { door, client, seen } = await start();
    const socket = await client();
    socket.write(Buffer.from('fffa2c0100070800fff0', 'hex'));
    expect(await read(socket, 10)).toBe('fffa2c6500070800fff0');
    await seen(460_800);
    socket.write(Buffer.from('fffa2c050bfff0c0ffff', 'hex'));
    expect(await read(socket, 7)).toBe('fffa2c690bfff0');
    await seen({ dtr: false, rts: true });
    await seen('c0ff');
    door.toHost(Uint8Array.of(1, 0xff, 2), 460_800);
    expect(await read(socket, 4)).toBe('01ffff02');
  });

  it('releases both lines when the client goes, and starts anew at 115200', async () => {
    const { client, seen, events } = await start();
    const first = await client();
    first.write(Buffer.from('fffa2c0508fff0', 'hex'));
    await seen({ dtr: true, rts: false });
    first.destroy();
    await seen({ dtr: false, rts: false });
    events.length = 0;
    await client();
    await seen(115_200);
  });

  it('serves one client at a time, and none while the cable is out', async () => {
    const { client, door, seen } = await start();
    const first = await client();
    first.write('x');
    await seen('78');
    const second = await client();
    await once(second, 'close');
    door.unplug();
    await once(first, 'close');
    const third = await client();
    await once(third, 'close');
    door.plug();
    const fourth = await client();
    fourth.write('y');
    await seen('79');
  });

  it('listens on the loopback address alone and says when a port is taken', async () => {
    const { port, door } = await start();
    expect(door.offer).toBe(`rfc2217://127.0.0.1:${port}`);
    const side = { receive: () => undefined, lines: () => undefined, hostBaud: () => undefined, chipBaud: () => 0 };
    await expect(openRfc2217(port, side, '')).rejects.toThrow(`cannot listen on port ${port}: EADDRINUSE`);
  });
});
