/** The fourteen characters that let a device in (openapi, section 7; device-cloud, section 0). */

export interface PairingParts {
  /** 2 characters: the data centre. */
  region: string;
  /** 8 characters: all that is sent at activation. */
  token: string;
  /** 4 characters: no key, but the environment asked for at discovery. */
  secret: string;
}

export const joinPairingToken = ({ region, token, secret }: PairingParts): string => `${region}${token}${secret}`;

/** Undefined when it is not 14 characters long. */
export const splitPairingToken = (text: string): PairingParts | undefined =>
  text.length === 14 ? { region: text.slice(0, 2), token: text.slice(2, 10), secret: text.slice(10) } : undefined;
