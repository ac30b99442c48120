import { catalog } from '../catalog';

/** A bound device over Bluetooth, past its cloud. */
export const bluetooth = catalog('bluetooth', {
  title: 'Over Bluetooth',
  mark: 'Bluetooth',
  what: 'Without internet this bench can still speak with the device, by the keys that it saw when it bound it.',
  onAir:
    'A device is on the air only while it is not connected to its cloud. It looks every three seconds, and goes off the air once it is back.',
  isOnline: 'It is with its cloud now, so nobody can find it over Bluetooth.',
  none: 'This bench holds no keys for it: it was bound elsewhere, or its log was not heard when it was.',
  connect: 'Connect over Bluetooth',
  again: 'Connect again',
  stop: 'Stop',
  disconnect: 'Disconnect',

  looking: 'Looking for it on the air…',
  asking: 'Choose it in the browser’s list: the list shows this device alone.',
  choose: 'Choose the device',
  all: 'Show all Tuya devices',
  connecting: (name: string) => (name ? `Connecting to ${name}…` : 'Connecting…'),
  connected: (time: string) => `connected since ${time}`,
  through: 'The controls speak with the device itself. It tells its cloud what has changed when it is back there.',
  closed: {
    device: 'The device ended the connection. It is back with its cloud, has restarted, or is out of range.',
    host: 'Disconnected.',
  },
  unbound: 'It answered by its license and belongs to nobody any more: it was reset meanwhile. Its old keys are gone.',

  release: {
    menu: 'Release this board',
    title: 'Release this board',
    what: 'What it does',
    does: [
      'The device forgets its cloud, its keys and its Wi-Fi, and waits for a new token.',
      'The license stays on the board.',
      'Its cloud is not told: unbind the device there too, when there is internet again.',
    ],
    label: (head: string) => `Last four characters of the device id, ${head}…`,
    hint: 'So that it is surely this one.',
    wrong: 'These are not its last four characters.',
    keep: 'Keep it',
    do: 'Release it',
    close: 'Close',
    working: 'Releasing it…',
    unseen:
      'The link ended with the reset, as it does when a board lets go, but it was not met again to be sure. Its keys stay here until it is.',
    done: 'Released. It waits for a new token, and this bench holds no keys of it any more.',
  },

  internet: {
    label: 'This board is virtual, and so is its internet.',
    off: 'Cut its internet off',
    on: 'Connect its internet again',
    isOff: 'Its internet is cut off. It is on the air within seconds, if it was online before for as long.',
  },

  list: {
    title: 'Bound by this bench',
    what: 'Their cloud cannot be asked now. Over Bluetooth they are in reach as long as they are offline, too.',
    label: 'Devices whose keys this bench holds',
    columns: { name: 'Device', uuid: 'uuid', pid: 'PID', since: 'Bound' },
  },
});
