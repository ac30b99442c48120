/** The internet between a device and the cloud, as one that can be taken away: nobody answers, and what was open breaks. */
import type { DeviceDoor } from './device-door';

export interface CutDoor extends DeviceDoor {
  readonly on: boolean;
  set(on: boolean): void;
}

export const createCutDoor = (door: DeviceDoor): CutDoor => {
  const breaks = new Set<() => void>();
  let on = true;
  /** As a browser and a socket say it; a device knows no other reason for silence. */
  const nobody = () => new TypeError('nobody there');
  return {
    get on() {
      return on;
    },
    set(wanted) {
      on = wanted;
      if (!on) for (const cut of [...breaks]) cut();
    },
    async http(request) {
      if (!on) throw nobody();
      const answer = await door.http(request);
      if (!on) throw nobody();
      return answer;
    },
    mqtt(login, deliver, closed) {
      if (!on) throw nobody();
      const ended = () => {
        breaks.delete(cut);
        closed();
      };
      const outcome = door.mqtt(login, deliver, ended);
      if (outcome.code !== 0) return outcome;
      const { session } = outcome;
      const close = () => {
        breaks.delete(cut);
        session.close();
      };
      /** The broker misses the device, and the device its broker. */
      const cut = () => {
        close();
        closed();
      };
      breaks.add(cut);
      return { code: 0, session: { ...session, close } };
    },
  };
};
