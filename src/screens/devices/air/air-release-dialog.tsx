/** Releasing a device over Bluetooth. */
import { bluetooth } from '../../../i18n/en/bluetooth';
import { useText } from '../../../i18n/use-text';
import { DeviceTailDialog } from '../parts/device-tail-dialog';

export const AirReleaseDialog = ({
  deviceId,
  onRelease,
  onClose,
}: {
  deviceId: string;
  onRelease: () => void;
  onClose: () => void;
}) => (
  <DeviceTailDialog
    deviceId={deviceId}
    words={useText(bluetooth).release}
    onDo={() => {
      onRelease();
      onClose();
    }}
    onClose={onClose}
  />
);
