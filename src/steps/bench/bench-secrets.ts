/**
 * Passwords, tokens and keys of this bench, in memory only: no console shows them. Each is known as long as somebody who
 * could print it is here, and forgotten then.
 */
import type { WifiNetwork } from '../../model/wifi';
import { createKnownSecrets } from '../../protocols/console/known-secrets';

export interface BenchSecretsHands {
  /** Ports with a board of this bench, plugged in or not. */
  ofBoards(): readonly string[];
  isHere(port: string): boolean;
}

/** A network is not a port, whatever it is called. */
const ofNetwork = (ssid: string) => `wifi ${ssid}`;

export const createBenchSecrets = ({ ofBoards, isHere }: BenchSecretsHands) => {
  const known = createKnownSecrets();
  const passwords = new Map<string, string>();
  return {
    known,
    ssids: () => [...passwords.keys()],
    wifi(ssid: string | undefined): WifiNetwork | undefined {
      const password = ssid === undefined ? undefined : passwords.get(ssid);
      return ssid === undefined || password === undefined ? undefined : { ssid, password };
    },
    /** An empty password takes the network back. Boards that are here may have been given the one before. */
    setWifi({ ssid, password }: WifiNetwork) {
      for (const port of ofBoards()) known.passOn(ofNetwork(ssid), port);
      known.forget(ofNetwork(ssid));
      passwords.delete(ssid);
      if (password === '') return;
      passwords.set(ssid, password);
      known.add(password, ofNetwork(ssid));
    },
    /** What only boards could print that are gone, and that nobody has a lane for. */
    forgetGone() {
      const here = new Set([...ofBoards(), ...[...passwords.keys()].map(ofNetwork)]);
      for (const owner of known.owners()) if (!here.has(owner) && !isHere(owner)) known.forget(owner);
    },
  };
};
