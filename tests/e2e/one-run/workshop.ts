import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { License } from '../../../src/model/license';
import type { CloudFault, CloudHappening } from '../../../src/virtual/cloud/state';
import type { BoardSettings } from '../../../src/virtual/parts/wire';
import type { Bluez } from '../bluetooth/bluez';
import type { BluezDevice } from '../bluetooth/bluez-device';
import { type RemotePeripheral, remotePeripheral } from '../bluetooth/remote-peripheral';
import { type Board, boardBy } from '../web-serial/board';
import { callsTo } from '../web-serial/numbered-calls';
import { bridge } from '../web-serial/serial-browser';
import type { SerialBus } from '../web-serial/serial-bus';
import type { CloudSecrets, FromWorkshop, ToWorkshop, WorkshopCall } from './workshop-messages';

/** Another process with the built bench, its relay, the make-believe cloud and boards, held by a test. */
export interface Workshop {
  readonly origin: string;
  /** What happened in the cloud so far. */
  readonly happenings: readonly CloudHappening[];
  issueLicense(license: License): Promise<void>;
  fault(fault: CloudFault, set: boolean): Promise<void>;
  secrets(): Promise<CloudSecrets>;
  /**
   * One board behind an adapter of `bus`, or two of a board with a port for its log, and a radio in the range of `bluez`. It
   * begins unplugged.
   */
  startBoard(
    at: { bus: SerialBus; bluez: Bluez },
    settings: BoardSettings,
    speed: number,
    twoPorts: boolean,
  ): Promise<WorkshopBoard>;
  end(): Promise<void>;
}

export interface WorkshopBoard extends Board {
  /** As the browser's system has it. */
  readonly air: BluezDevice;
}

const program = fileURLToPath(new URL('./workshop-process.ts', import.meta.url));

export const openWorkshop = async (configHome: string): Promise<Workshop> => {
  const env = { ...process.env, XDG_CONFIG_HOME: configHome };
  const child = fork(program, { execArgv: ['--import', 'tsx'], serialization: 'advanced', env });
  const { call, ready, end } = callsTo<WorkshopCall>(child);
  const happenings: CloudHappening[] = [];
  const radios: RemotePeripheral[] = [];
  child.on('message', (message: FromWorkshop) => {
    if ('happening' in message) happenings.push(message.happening);
    if ('radio' in message) radios[message.board]?.take(message.radio);
  });
  const origin = String(await ready);
  return {
    origin,
    happenings,
    issueLicense: async (license) => void (await call({ kind: 'issue-license', license })),
    fault: async (fault, set) => void (await call({ kind: 'fault', fault, set })),
    secrets: async () => (await call({ kind: 'secrets' })) as CloudSecrets,
    async startBoard({ bus, bluez }, settings, speed, twoPorts) {
      const board = radios.length;
      const radio = remotePeripheral((message) => child.send({ board, radio: message } satisfies ToWorkshop));
      radios.push(radio);
      const names = { name: bus.nextName(), ...(twoPorts && { logName: bus.nextName() }) };
      const order = { folder: bus.folder, ...names, usb: bridge, settings, speed };
      await call({ kind: 'start-board', board, order });
      const air = bluez.bring(radio);
      const off = () => call({ kind: 'board', board, call: { kind: 'unplug' } }).then(() => radio.ended());
      return {
        ...boardBy(bridge, (what) => call({ kind: 'board', board, call: what }), off),
        air,
      };
    },
    end,
  };
};
