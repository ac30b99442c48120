/** Bound devices over Bluetooth, as screens hold them: what `app` makes. Screens never see a key. */
import type { StoreApi } from 'zustand/vanilla';
import type { AirView } from '../../model/air';
import type { Cloud } from '../../model/cloud';

export interface AirDesk {
  /** By device id; nothing where nobody has asked yet. */
  readonly view: StoreApi<Readonly<Record<string, AirView>>>;
  open(deviceId: string): void;
  close(deviceId: string): void;
  /** Only while it is connected; resets the device by its license. */
  release(deviceId: string): void;
  /** A cloud of this one device; the same object for the same device. */
  cloud(deviceId: string, virtual: boolean): Cloud;
}
