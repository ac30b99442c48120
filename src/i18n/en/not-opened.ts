import type { NotOpenedReason } from '../../model/not-opened';
import { catalog } from '../catalog';

interface ReasonWords {
  title: string;
  todo: string;
}

const reason: Readonly<Record<NotOpenedReason, ReasonWords>> = {
  'known-bad': {
    title: 'This version of the browser',
    todo: 'Chrome 139 before 139.0.7258.128 is known to open no ports on this system. Update the browser.',
  },
  'linux-group': {
    title: 'Your user may not open serial ports',
    todo: 'The first line adds you to the group that may; log out and in afterwards. The second one holds at once, until the board is pulled.',
  },
  'other-program': {
    title: 'Another program has the port',
    todo: 'Close the serial monitor, the IDE or the other page that uses it, then try again.',
  },
  'modem-manager': {
    title: 'ModemManager asks the board whether it is a modem',
    todo: 'It does so for some seconds after each plug. Wait and try again, or stop it; the file below keeps it off boards for good.',
  },
  snap: {
    title: 'A browser from a snap or flatpak is walled off',
    todo: 'It lists ports that it may not open. Connect the snap once with this line, or use a browser from a package.',
  },
  braille: {
    title: 'The braille service takes the adapter for a display',
    todo: 'Its ids are those of a braille display. If you use none, switch the service off.',
  },
  'com-port': {
    title: 'Another program has the COM port',
    todo: 'On Windows a port belongs to one program at a time. Close the serial monitor, the IDE or the slicer that has it, then try again.',
  },
  'windows-driver': {
    title: 'The driver of the adapter',
    todo: 'In Device Manager under Ports (COM and LPT) the adapter must show no warning sign. An old CH340 or a copied PL2303 needs another driver version.',
  },
  'mac-names': {
    title: 'The same adapter under two names',
    todo: 'With a maker’s driver besides that of macOS it stands in the list twice. Choose the other one, or remove the extra driver.',
  },
  'mac-driver': {
    title: 'The driver waits to be allowed',
    todo: 'System Settings, Privacy & Security: allow the driver that was blocked, then restart.',
  },
  'linux-of-chromeos': {
    title: 'Linux on this Chromebook has the adapter',
    todo: 'Settings, Linux, Manage USB devices: take the adapter back from Linux.',
  },
  'plug-anew': {
    title: 'The adapter hangs',
    todo: 'Pull the cable, wait a moment, and plug it in again.',
  },
};

export const notOpened = catalog('notOpened', {
  lead: 'The browser does not say why. Likely on this system, likeliest first:',
  reason,
  rules: 'A udev file for this computer:',
  saveRules: (name: string) => `Save ${name}`,
});
