/** The prebuilt bundle that plain Node can import (esp-flashing, section 5) has the types of the package's main entry. */
declare module 'tasmota-webserial-esptool/dist/web/index.js' {
  export { ESPLoader } from 'tasmota-webserial-esptool';
}
