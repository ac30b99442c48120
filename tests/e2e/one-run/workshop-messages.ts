import type { License } from '../../../src/model/license';
import type { CloudFault, CloudHappening } from '../../../src/virtual/cloud/state';
import type { FromRadio, ToRadio } from '../bluetooth/remote-peripheral';
import type { Answer, BoardCall, BoardOrder } from '../web-serial/board-messages';

/** What passes between a test and the process that holds relay, emulated cloud and boards. */

export type WorkshopCall =
  | { kind: 'issue-license'; license: License }
  | { kind: 'fault'; fault: CloudFault; set: boolean }
  /** What the cloud holds of devices and tokens, secrets included: a test looks whether they have come out anywhere. */
  | { kind: 'secrets' }
  | { kind: 'start-board'; board: number; order: BoardOrder }
  | { kind: 'board'; board: number; call: BoardCall };

export type ToWorkshop = { id: number; call: WorkshopCall } | { board: number; radio: ToRadio };

/** The answer of number 0 is the origin of the page. */
export type FromWorkshop = Answer | { board: number; radio: FromRadio } | { happening: CloudHappening };

export interface CloudSecrets {
  secKeys: string[];
  localKeys: string[];
  /** As they go over Bluetooth: region, token, secret; and the token alone. */
  tokens: string[];
}
