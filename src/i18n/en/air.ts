import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');

/** The networks around a board, as it hears them itself. */
export const air = catalog('air', {
  title: 'What the board hears',
  board: 'Board',
  ask: 'Ask the board',
  again: 'Ask again',
  listening: 'It listens on every channel…',
  noBoard: 'A board that the bench has recognised can say which networks it hears.',
  atWork: 'A run has this board. Ask when it is done.',
  none: 'It hears no network at all. Is its antenna on?',
  list: 'Networks it hears, strongest first',
  network: (ssid: string, channel: number, rssi: number) => `${ssid}, channel ${channel}, ${rssi} dBm`,
  channel: (n: number) => `channel ${n}`,
  signal: (dBm: number) => `${dBm} dBm`,
  hidden: (n: number) =>
    n === 1
      ? '1 network hides its name: type it to join it.'
      : `${f.count(n)} networks hide their names: type one to join it.`,
  security: 'How a network is secured its firmware does not tell. An open one cannot be handed over.',
  unheard: (ssid: string) => `The board does not hear “${ssid}”.`,
  because: {
    deafTo5: 'It hears 2.4 GHz only. If the router has the name at 5 GHz alone, give it one at 2.4 GHz.',
    hidden: 'It may be one of those that hide their names; then it works as typed.',
    cut: 'Its list ends at twenty, and this one may be further down.',
    far: 'Or it is switched off, or too far away.',
  },
});
