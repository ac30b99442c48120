import type { StationName } from '../../model/run';
import { catalog } from '../catalog';

/** What a station does to the board, and what counts as its proof. */
const stations: Readonly<Record<StationName, string>> = {
  recognise: 'The cable resets the board into its loader. Chip, MAC and flash are what it says itself.',
  flash: 'The image is written, then the chip takes a checksum of its own flash. Equal is the proof.',
  license: 'One license of the pool is set aside for this MAC before its first byte goes out.',
  verify: 'The license is read back, the board restarts, and it is read again. Only twice equal counts.',
  boot: 'The new firmware starts and tells its own name on the log.',
  pair: 'Over Bluetooth both sides show that they hold the AuthKey. Then Wi-Fi and a token cross, encrypted.',
  activate: 'The board joins the Wi-Fi and trades the token for a device id. Its own log tells each step.',
  control: 'One data point is set through the cloud, and the board reports it back.',
};

/** The guided tour. `{}` is the place of a button’s own name. */
export const tour = catalog('tour', {
  title: 'Two-minute tour',
  step: (n: number, of: number) => `${n} of ${of}`,
  end: 'End the tour',
  show: 'Show me where',
  toBench: 'Back to the bench',
  toDevice: 'To its page',
  along: 'What each station does, and what proves it',
  stations,

  board: {
    title: 'From nothing to a switch you flip',
    text: 'A virtual board comes on the bench. The board, its radio and its cloud are made up; the work on them is real, down to the bytes. No network and no account are needed.',
    button: 'Put a virtual board on the bench',
  },
  chips: {
    label: 'Which board',
    t5ai: 'Two ports on one cable: one flashes and is the console, the other speaks the log.',
    esp32: 'One port for everything.',
  },
  coming: {
    title: 'The bench asks who is there',
    text: 'It resets the board into its loader and listens. Reading changes nothing on the board.',
  },
  plan: {
    title: 'Your plan does less than the tour',
    text: 'The tour takes all eight stations, with the firmware and licenses that virtual boards bring. Your plan comes back when the tour ends.',
    button: 'Take all eight',
  },
  run: {
    title: 'Press {} on the board',
    text: 'It is recognised: chip and MAC stand at its left. From here on one press takes it through all eight stations.',
  },
  working: {
    title: 'Nothing to do but watch',
    text: 'A station lights when the board has proved it, not when we have sent it. That takes less than a minute.',
  },
  choose: {
    title: 'Press {}',
    text: 'Browsers open their Bluetooth list only behind a click, so every board needs this one. The list shows this board alone: the filter is its own license.',
  },
  hand: {
    title: 'The board waits for your hand',
    text: 'Its lane shows what to do. A real board asks in the same words.',
  },
  trouble: {
    title: 'This board has stopped',
    text: 'Its lane says what happened, what is known and what to do; that works in the tour too. Or go on with another board.',
    button: 'Another virtual board',
  },
  bound: {
    title: 'Bound. Press {}',
    text: 'Eight stations proved, and one data point has already gone there and back. Its controls are made from the model it was given.',
  },
  flip: {
    title: 'Flip {}',
    text: 'It shows what the lamp last reported, not what was asked. Flip it, and watch the cyan mark until the report is back.',
  },
  opening: {
    title: 'Its controls are on their way',
    text: 'The page asks the cloud what this device can do.',
  },
  done: {
    title: (seconds: string) => `It answered. From nothing to a switch in ${seconds} s`,
    text: 'The report came from the board, by its cloud, to this page. Its row tells how long that took, the history keeps it.',
    next: 'With a real board',
    cable: 'A USB cable that carries data, then {} on the bench. Pairing will ask for one click more.',
    cableElsewhere: 'Chrome, Edge, Opera or Firefox from 151 on a computer: this browser reaches no serial port.',
    firmware: 'Your firmware: drop the file anywhere, or look at {}.',
    license: 'A license: two are free. {} says where to get them.',
    cloud: 'Your cloud project and a 2.4 GHz Wi-Fi: {} takes its Access ID.',
    /** `{}`: the button; the habit has the words of the menu. */
    failing: (habit: string) =>
      `A board that fails, to see how its lane explains it: {}, from the menu beside it the habit “${habit}”.`,
    finish: 'End the tour',
  },

  free: {
    title: 'Two free licenses, step by step',
    steps: [
      'Log in at platform.tuya.com, with the account that owns the product. Create the product if there is none yet.',
      'Open the product, then its step Hardware Development. Choose TuyaOpen there.',
      'Press Get 2 Free Licenses. As delivery mode take License List, and submit the order; it costs nothing.',
      'Download the list under Purchase, Order, in the tab Debugging & Sample Order. It holds UUID and key.',
      'Drop the sheet here, or press {} and paste both strings, in any order.',
    ],
    once: 'It has to be a license for TuyaOpen: one for TuyaOS is refused when the board activates. One license serves one board at a time.',
  },

  devices: {
    demo: 'Put a virtual board on the bench and press Run: it ends here, with controls made from its product.',
    tour: 'Two-minute tour',
  },
});
