/**
 * A file for Linux that keeps ModemManager and brltty off the serial bridges of boards. `ID_MM_DEVICE_IGNORE` is
 * ModemManager's own word for it (its manual, "Modem filter"); brltty is started by systemd for what its own rules call
 * a braille display, and three bridges have the ids of one.
 */
import { bridgeVendors } from '../model/adapters';

export const udevFileName = '99-bindery.rules';

const braille = [
  ['1a86', '7523'],
  ['10c4', 'ea60'],
  ['0403', '6001'],
] as const;

const hex = (id: number) => id.toString(16).padStart(4, '0');

/** Whether the braille service takes a bridge with these ids for a display of its own. `1a86:7523`. */
export const isTakenForBraille = (ids: string): boolean => braille.some((pair) => pair.join(':') === ids);

/** Ends with a line end; the same for everybody. */
export const udevRules = (): string =>
  [
    `# ${udevFileName}: boards behind USB serial bridges.`,
    `# sudo cp ${udevFileName} /etc/udev/rules.d/`,
    '# sudo udevadm control --reload && sudo udevadm trigger',
    '# Then plug the board in anew. To undo it, remove the file and do the same.',
    '',
    'ACTION=="remove", GOTO="bindery_end"',
    '',
    '# ModemManager sends nothing to them.',
    ...bridgeVendors.map((vendor) => `ATTRS{idVendor}=="${hex(vendor)}", ENV{ID_MM_DEVICE_IGNORE}="1"`),
    '',
    '# brltty does not take them for a braille display. Leave these out where one with such a bridge is in use.',
    ...braille.map(
      ([vendor, product]) =>
        `SUBSYSTEM=="usb", ATTR{idVendor}=="${vendor}", ATTR{idProduct}=="${product}", ENV{BRLTTY_BRAILLE_DRIVER}="", ENV{SYSTEMD_WANTS}=""`,
    ),
    '',
    'LABEL="bindery_end"',
    '',
  ].join('\n');
