/** The browser's Bluetooth as far as the bench uses it, with a device whose moods a test sets. */

type Attempt = 'connects' | 'never ends' | DOMException;

const named = (name: string): DOMException => new DOMException('as the browser words it', name);
export const faults = { named, network: () => named('NetworkError'), notFound: () => named('NotFoundError') };

export interface Mood {
  /** What becomes of each attempt to connect; the last one goes on. */
  attempts?: readonly Attempt[];
  /** Services it has; FD50 when missing. */
  services?: readonly number[];
  /** Of the write characteristic. */
  acknowledges?: boolean;
  startNotifications?: () => Promise<void>;
}

export const fakeDevice = ({
  attempts = ['connects'],
  services = [0xfd50],
  acknowledges = true,
  ...mood
}: Mood = {}) => {
  const device = new EventTarget();
  const notify = new EventTarget();
  const done: string[] = [];
  const state = { value: undefined as DataView | undefined, connected: false, tried: 0 };
  let abort: (fault: unknown) => void = () => {};
  let writing: (bytes: Uint8Array) => Promise<void> = async () => {};
  let listeners = 0;

  const counted = (target: EventTarget, type: string) => {
    const add = target.addEventListener.bind(target);
    const remove = target.removeEventListener.bind(target);
    target.addEventListener = (...given: Parameters<EventTarget['addEventListener']>) => {
      if (given[0] === type) listeners += 1;
      add(...given);
    };
    target.removeEventListener = (...given: Parameters<EventTarget['removeEventListener']>) => {
      if (given[0] === type) listeners -= 1;
      remove(...given);
    };
  };
  counted(device, 'gattserverdisconnected');
  counted(notify, 'characteristicvaluechanged');

  const write = (how: string) => async (bytes: BufferSource) => {
    const copy = new Uint8Array(bytes as ArrayBuffer);
    done.push(`${how} ${Buffer.from(copy).toString('hex')}`);
    await writing(copy);
  };
  const characteristics: Record<string, object> = {
    write: {
      properties: { write: acknowledges },
      writeValueWithResponse: write('write'),
      writeValueWithoutResponse: write('throw'),
    },
    notify: Object.assign(notify, {
      startNotifications: async () => {
        done.push('listen');
        await mood.startNotifications?.();
      },
    }),
  };
  Object.defineProperty(notify, 'value', { get: () => state.value });

  const gatt = {
    get connected() {
      return state.connected;
    },
    async connect() {
      const attempt = attempts[Math.min(state.tried++, attempts.length - 1)];
      done.push('connect');
      if (attempt instanceof DOMException) throw attempt;
      if (attempt === 'never ends') await new Promise((_, reject) => (abort = reject));
      state.connected = true;
      return gatt;
    },
    disconnect() {
      done.push('disconnect');
      abort(named('AbortError'));
      if (!state.connected) return;
      state.connected = false;
      device.dispatchEvent(new Event('gattserverdisconnected'));
    },
    async getPrimaryService(service: number) {
      if (!services.includes(service)) throw faults.notFound();
      return {
        async getCharacteristic(uuid: string | number) {
          const found = [1, 0x2b11].includes(Number.parseInt(`${uuid}`, 10)) ? 'write' : 'notify';
          done.push(`${service.toString(16)} ${found}`);
          return characteristics[found];
        },
      };
    },
  };

  return {
    device: Object.assign(device, { id: 'fake', name: 'TYBLE', gatt }) as unknown as BluetoothDevice,
    done,
    get listeners() {
      return listeners;
    },
    /** One notification, in the middle of a larger buffer as browsers may give it. */
    says(...bytes: number[]) {
      state.value = new DataView(Uint8Array.of(0xee, ...bytes, 0xee).buffer, 1, bytes.length);
      notify.dispatchEvent(new Event('characteristicvaluechanged'));
    },
    hangUp() {
      state.connected = false;
      device.dispatchEvent(new Event('gattserverdisconnected'));
    },
    /** Of a connection before this one. */
    tellsLate() {
      device.dispatchEvent(new Event('gattserverdisconnected'));
    },
    onWrite(next: (bytes: Uint8Array) => Promise<void>) {
      writing = next;
    },
  };
};

/** Gives that device, or that fault, to whoever asks. */
export const fakeBluetooth = (
  answer: BluetoothDevice | DOMException | ((options: RequestDeviceOptions) => Promise<BluetoothDevice>),
  on = true,
) => {
  const asked: RequestDeviceOptions[] = [];
  const bluetooth = {
    async requestDevice(options: RequestDeviceOptions) {
      asked.push(options);
      if (answer instanceof DOMException) throw answer;
      return typeof answer === 'function' ? answer(options) : answer;
    },
    getAvailability: async () => on,
  } as unknown as Bluetooth;
  return { bluetooth, asked };
};
