import { catalog } from '../catalog';

/** What a lane says while its board is being paired, and once it is bound. */
export const pairing = catalog('pairing', {
  bound: (took: string) => `Bound in ${took}`,
  keysNotKept: 'Storage did not take its keys: without its cloud this bench cannot reach it.',
  certificate: 'Certificate',
  label: 'Print label',
  device: 'Open device',

  choose: {
    title: 'Choose the board in the browser’s list.',
    what: 'The browser shows only devices that advertise this board’s own license. It wants your click to open the list.',
    whatVirtual: 'The board and its radio are virtual. A real one asks for this click, so the virtual one does too.',
    button: 'Choose the board',
    all: 'Show all Tuya devices',
    allNote:
      'If the list stays empty: the board is bound already, not on the air, or built for another product. This opens the list wider; then the name alone does not tell which board it is.',
    picture: (name: string) => `The browser’s Bluetooth list: first pick ${name} in it, then press Pair.`,
    asks: (host: string) => `${host} wants to pair`,
    cancel: 'Cancel',
    pair: 'Pair',
    name: 'Boards call themselves TYBLE, some of them BLE. The name is the same for all; the filter is not.',
  },

  talk: {
    title: (name: string | undefined) => (name ? `Talking to ${name}` : 'Talking to the board'),
    steps: {
      find: 'Found on the air',
      connect: 'Connected',
      proof: 'It proves that it holds the license',
      token: 'Token fetched',
      wifi: 'Wi-Fi and token taken',
    },
    limit: 'A board hangs up 30 s after the connection unless it is paired by then.',
    closed: 'The board ended the connection: it is on its way into the Wi-Fi.',
  },

  qr: {
    title: 'Scan it with the Tuya app.',
    steps: ['Open the Tuya Smart or Smart Life app', 'Tap +, then Scan', 'Hold the phone over this code'],
    stepsLabel: 'In this order',
    needs:
      'It needs the app, and a board that is online already: the firmware waits for the phone’s word on its channel to the cloud. A board with no network yet cannot hear it.',
    code: 'QR code that binds this board',
    holds: 'The code holds PID and uuid, no secret. Who scans it owns the board.',
    scan: 'A virtual phone scans it',
    virtual: 'This board is virtual, and so is the phone that can bind it.',
    waiting: 'Waiting for the phone. The board’s log tells when it has come.',
    apTitle: 'And the hotspot of the board, AP mode?',
    ap: 'A board without Bluetooth opens a Wi-Fi of its own, named SmartLife- and four characters. The Tuya app joins it and talks UDP and TLS with a shared key. A page in a browser can do neither, so this stays with the app: hold the board’s button until its light blinks slowly, then add it there. The bench sees it come online all the same.',
  },
});
