/** A network a board shall join. The password lives in memory only. */
export interface WifiNetwork {
  ssid: string;
  password: string;
}
