/** The board behind a device, joined by its uuid: as this bench remembers it, and its lane when it is plugged in. */
import { useCallback } from 'react';
import type { LaneView } from '../../../model/run';
import { benchDatabase, type DeviceRow } from '../../../records/database';
import { listDevices } from '../../../records/devices';
import { listRuns } from '../../../records/runs';
import { useBenchView } from '../../parts/bench-context';
import { type Live, useLive } from '../../parts/use-live';

export const uuidOf = (lane: LaneView): string | undefined =>
  lane.onBoard?.kind === 'has' ? lane.onBoard.uuid : lane.license?.uuid;

/** Boards this bench has seen, by their license. Virtual and real ones never meet. */
export const useSeenBoards = (): Live<readonly DeviceRow[]> =>
  useLive(useCallback(() => listDevices(benchDatabase()), []));

/** The newest good run of this bench that bound the device: its certificate. */
export const useRunOf = (deviceId: string): string | undefined =>
  useLive(
    useCallback(async () => {
      const runs = await listRuns(benchDatabase());
      return runs.find(({ device, outcome }) => outcome === 'proven' && device?.deviceId === deviceId)?.id;
    }, [deviceId]),
  ).answer;

export const boardOf = (boards: readonly DeviceRow[] | undefined, uuid: string, virtual: boolean) =>
  boards?.find((row) => row.uuid === uuid && row.virtual === virtual);

export const useLaneOf = (uuid: string, virtual: boolean): LaneView | undefined => {
  const lanes = useBenchView((view) => view.lanes);
  return lanes.findLast(
    (lane) => uuid !== '' && uuidOf(lane) === uuid && Boolean(lane.port.virtual) === virtual && lane.state !== 'gone',
  );
};
