/** Tells the cloud of a lane's QR code as if a phone had read it (openapi, section 7). */
import { pause } from '../../links/wait';
import type { LaneView, TokenOwner } from '../../model/run';
import { askCloud, troubleError } from '../device/ask-cloud';
import type { RunCloud } from '../device/run-cloud';

/** A code may be read before its board has reached the cloud (openapi, section 5: 2001). */
const notOnline = 2001;
const onlineWithinMs = 30_000;
const askAgainMs = 1000;

interface Scan {
  place: RunCloud;
  owner: TokenOwner | undefined;
  zone: string;
  /** As `Clock.ticks`. */
  ticks(): number;
}

/** Ends when the cloud took it, or the lane shows another code or none. Throws what the cloud says. */
export const scanCode = async (
  lane: { readonly view: LaneView },
  { place, owner, zone, ticks }: Scan,
): Promise<void> => {
  const { qr } = lane.view;
  const space = owner ?? place.owner;
  const spaceId = space?.kind === 'asset' ? space.id : (space?.uid ?? '');
  const body = { qrcode: qr, space_id: spaceId, time_zone_id: zone };
  const since = ticks();
  while (qr !== undefined && lane.view.qr === qr) {
    const asked = await askCloud(place.cloud, { method: 'POST', path: '/v2.0/cloud/thing/active/qrcode', body });
    if (asked.ok) return;
    const notYetThere = asked.trouble.kind === 'refused' && asked.trouble.code === notOnline;
    if (!notYetThere || ticks() - since > onlineWithinMs) throw troubleError(asked.trouble);
    await pause(askAgainMs);
  }
};
