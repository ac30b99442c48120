/** Lines about the license: in the store, in one-time memory, compiled in, or the placeholder that nobody replaced. */
import type { BindView } from '../../model/bind';
import { isPlaceholder } from '../../model/license-rules';
import { type Heard, type Read, remember } from './heard';
import { begin, fail, isProven, overcome, prove, stepOf } from './mark-steps';

export const licenseRead: Read = (view, heard) =>
  prove(remember(view, { unstored: false }), 'license', {
    ...heard,
    details: { from: heard.caught.otp ? 'otp' : 'store' },
  });

/** Stored, and read at the next start. */
export const licenseWritten: Read = (view, heard) => {
  const missed = view.fault?.code === 'bind.placeholder-license' || view.fault?.code === 'bind.no-license';
  return begin(missed ? overcome(view) : view, 'license', heard);
};

const isUsed = (view: BindView): boolean =>
  view.boundBefore === true || isProven(view, 'activation') || stepOf(view, 'license').details?.from === 'compiled';

/**
 * Firmware goes on with the license it was compiled with, and warns in the same words whether somebody wrote a good one
 * there or not (TuyaOpen, `tuya_main.c`). Which one that is only a later line can tell.
 */
export const noneStored: Read = (view, heard) => {
  // The command that reads the license says so too, of a board that has long been at work with another.
  if (isUsed(view)) return view;
  const next = remember(view, { unstored: true });
  if (view.fault?.code === 'bind.placeholder-license') return next;
  return view.fault?.code === 'bind.no-license'
    ? next
    : fail(next, { code: 'bind.no-license', step: 'license', again: false }, heard);
};

export const uuidOf = (view: BindView, uuid: string, heard: Heard): BindView => {
  const told = { ...view, uuid };
  if (isPlaceholder({ uuid, authKey: '' })) {
    return fail(told, { code: 'bind.placeholder-license', step: 'license' }, { ...heard, details: { uuid } });
  }
  if (!view.memory?.unstored) return told;
  return prove(told, 'license', { ...heard, details: { uuid, from: 'compiled' } });
};

/** What is stored of a binding lies under the UUID; a name of something else that is missing has no digits. */
export const uuidUsed: Read = (view, heard) => {
  const { uuid = '' } = heard.caught;
  return /^uuidx+$/.test(uuid) || (/\d/.test(uuid) && /[a-z]/.test(uuid)) ? uuidOf(view, uuid, heard) : view;
};
