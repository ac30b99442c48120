/** Chips that are their own USB device, by the ids their ports show (esp-flashing, section 3). */
import type { UsbIds } from '../chip';

const espressif = 0x303a;
const serialJtagProduct = 0x1001;

export const isUsbSerialJtag = (usb?: UsbIds): boolean =>
  usb?.vendorId === espressif && usb.productId === serialJtagProduct;

export const isUsbOtg = (usb?: UsbIds): boolean => usb?.vendorId === espressif && usb.productId !== serialJtagProduct;
