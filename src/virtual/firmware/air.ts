/** Puts radio, network and cloud client of a firmware together: none of the three knows the others. */
import { radioOf } from '../../model/chip';
import type { License } from '../../model/license';
import type { RadioGeneration } from '../ble/radio-host';
import { startTuyaRadio, type TuyaRadio } from '../ble/tuya-radio';
import { type CloudLinks, pidOf, randomFrom } from './cloud';
import type { Device } from './device';
import { createBoardNetwork } from './network';

export interface Air {
  links: CloudLinks;
  /** Once the cloud client is there, if there will be one. */
  start(): TuyaRadio | undefined;
}

const usualMtu = 256;
/** A clock before this was never set. */
const clockSetFrom = Date.UTC(2020, 0, 1);

export const createAir = (device: Device, license: License): Air => {
  const { io, log, calendar } = device;
  const { bluetooth = {}, oldFirmware, wifi } = io.habits;
  const chip = radioOf(io.chip);
  const random = randomFrom(`${io.mac} ${license.uuid} ${io.clock.now()} radio`);
  let radio: TuyaRadio | undefined;
  /** Firmware that reaches no cloud takes a network all the same, once. */
  let configured = false;

  const network = createBoardNetwork({
    cable: io.cloud !== undefined && wifi === undefined && chip.wifi,
    inRange: chip.wifi ? wifi?.only : [],
    fiveGhz: chip.fiveGhz,
    timed: io.bootMs > 0,
    later: device.later,
    log,
    chipLog: device.chipLog,
    changed: () => radio?.changed(),
  });

  const configure = () => {
    if (io.cloud) return device.cloud?.configure();
    if (configured) return undefined;
    return (told: { ssid: string; password: string }): void => {
      configured = true;
      network.join(told);
    };
  };

  const generation: RadioGeneration = bluetooth.generation ?? (oldFirmware ? 1 : 2);
  return {
    links: {
      network: network.wait,
      joinWifi: network.join,
      leaveWifi: network.leave,
      appReport: () => (radio?.paired ? radio.report : undefined),
      listening: () => radio?.refresh(),
      changed: () => radio?.changed(),
    },
    start() {
      if (bluetooth.off || !chip.bluetooth) return undefined;
      radio = startTuyaRadio({
        license,
        pid: pidOf(io.app),
        generation,
        mtu: bluetooth.mtu ?? usualMtu,
        mangledName: bluetooth.mangledName,
        silentAt: bluetooth.silentAt,
        resetAnswer: bluetooth.resetAnswer,
        clock: io.clock,
        timed: io.bootMs > 0,
        random: (n) => Uint8Array.from({ length: n }, () => random() & 0xff),
        junk: () => random() & 0xff,
        log,
        binding: () => device.cloud?.binding(),
        link: network.link,
        online: () => device.cloud?.online ?? false,
        configure,
        command: (dps) => device.cloud?.appCommand(dps),
        reset: () => device.cloud?.reset(),
        posix: () => (calendar.posixMs() < clockSetFrom ? undefined : Math.floor(calendar.posixMs() / 1000)),
      });
      io.air?.(radio);
      return radio;
    },
  };
};
