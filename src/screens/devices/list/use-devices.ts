/** The devices of one cloud, asked for when the screen opens and whenever one comes, goes or changes its state. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Cloud } from '../../../model/cloud';
import type { CloudTrouble } from '../../../steps/device/ask-cloud';
import { listCloudDevices } from '../../../steps/device/cloud-devices';
import type { CloudDeviceFacts } from '../../../steps/device/device-answers';

export interface DeviceList {
  asking: boolean;
  devices: readonly CloudDeviceFacts[];
  trouble?: CloudTrouble;
}

const nothing: DeviceList = { asking: true, devices: [] };

export const useDevices = (cloud: Cloud) => {
  const [list, setList] = useState(nothing);
  const turn = useRef(0);
  const ask = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    setList((before) => ({ ...before, asking: true }));
    const got = await listCloudDevices(cloud);
    // Only the last question counts: an earlier one may come back later.
    if (mine !== turn.current) return;
    setList((before) =>
      got.ok ? { asking: false, devices: got.value } : { asking: false, devices: before.devices, trouble: got.trouble },
    );
  }, [cloud]);
  useEffect(() => {
    setList(nothing);
    void ask();
    const stop = cloud.listen((event) => {
      if (event.kind === 'online' || event.kind === 'offline') {
        const online = event.kind === 'online';
        setList((before) => ({
          ...before,
          devices: before.devices.map((each) => (each.deviceId === event.deviceId ? { ...each, online } : each)),
        }));
      } else if (event.kind === 'bound' || event.kind === 'unbound') void ask();
    });
    return () => {
      turn.current += 1;
      stop();
    };
  }, [cloud, ask]);
  return { list, ask };
};
