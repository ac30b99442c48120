/** What a device is refused with: `errorCode` and `errorMsg` of an ATOP answer (device-cloud, section 3). */
export class DeviceRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'DeviceRefusal';
    this.code = code;
  }
}
