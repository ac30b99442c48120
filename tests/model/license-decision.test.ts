import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceLicense, LicenseRow, LicenseState } from '../../src/model/license';
import { type DecisionInput, decide } from '../../src/model/license-decision';
import { factoryDefaultMac } from '../../src/model/license-rules';

/** One test per row and tie-break of the decision table: authorize-cli, section 5. */

const mac = 'C8:47:8C:A1:B2:C3';
const other = 'C8:47:8C:A1:B2:C4';
const license = { uuid: 'uuid0123456789abcdef', authKey: 'abcdefghijklmnopqrstuvwxyz012345' };
const valid: DeviceLicense = { kind: 'valid', license };
const none: DeviceLicense = { kind: 'none' };

const row = (changes: Partial<LicenseRow> = {}): LicenseRow => ({
  uuid: license.uuid,
  state: 'written',
  batch: 'sheet',
  virtual: false,
  mac,
  at: 0,
  history: [],
  ...changes,
});
const freeR = row({ state: 'free', mac: undefined });

const input = (changes: Partial<DecisionInput>): DecisionInput => ({
  mac,
  device: none,
  virtual: false,
  freeAvailable: true,
  ...changes,
});

describe('decision table', () => {
  it('row 1: MAC unreadable, stop', () => {
    expect(decide(input({ mac: undefined, device: valid, boundRow: row(), boundKeyEqual: true }))).toEqual({
      kind: 'stop',
      row: 1,
      code: 'license.no-mac',
    });
  });

  it('row 2: factory default MAC, stop, before anything the board says', () => {
    for (const device of [none, valid, { kind: 'unknown', why: 'silence' } as const]) {
      expect(decide(input({ mac: factoryDefaultMac, device }))).toEqual({
        kind: 'stop',
        row: 2,
        code: 'license.factory-mac',
      });
    }
    expect(factoryDefaultMac).toBe('C8:47:8C:00:00:18');
  });

  it.each(['empty-lines', 'no-lines', 'silence', 'malformed'] as const)('unknown (%s): writes nothing, asks', (why) => {
    const device: DeviceLicense = { kind: 'unknown', why };
    const asked = { kind: 'ask', row: 0, code: 'license.unreadable' };
    expect(decide(input({ device }))).toEqual(asked);
    expect(decide(input({ device, boundRow: row() }))).toEqual(asked);
  });

  it('row 3: the board holds its own, nothing to write', () => {
    expect(decide(input({ device: valid, boundRow: row(), boundKeyEqual: true }))).toEqual({
      kind: 'nothing-to-write',
      row: 3,
      uuid: license.uuid,
    });
  });

  it.each(['reserved', 'doubtful', 'written', 'verified', 'spent'] as const)('row 3 from %s', (state) => {
    const decision = decide(input({ device: valid, boundRow: row({ state }), boundKeyEqual: true }));
    expect(decision).toMatchObject({ kind: 'nothing-to-write', row: 3 });
  });

  it('row 3 before 13: its own license is done, whatever the storage', () => {
    expect(decide(input({ device: valid, boundRow: row(), boundKeyEqual: true, otp: true }))).toMatchObject({ row: 3 });
  });

  it('row 3, "= L" means UUID and AuthKey: another key is a conflict', () => {
    const answer = decide(
      input({ device: valid, boundRow: row(), boundKeyEqual: false, holderRow: row(), holderKeyEqual: false }),
    );
    expect(answer).toEqual({ kind: 'ask', row: 6, code: 'license.conflict' });
  });

  it('row 3: of two used rows that name this MAC, the one the board holds is its own', () => {
    const latest = row({ uuid: 'uuid-of-another-row0', state: 'spent' });
    const held = row({ state: 'spent' });
    const answer = decide(
      input({ device: valid, boundRow: latest, boundKeyEqual: false, holderRow: held, holderKeyEqual: true }),
    );
    expect(answer).toEqual({ kind: 'nothing-to-write', row: 3, uuid: license.uuid });
  });

  it.each(['reserved', 'doubtful', 'written', 'verified', 'spent'] as const)('row 4: none, own row %s', (state) => {
    const answer = decide(input({ device: none, boundRow: row({ state }) }));
    expect(answer).toEqual({ kind: 'write-same-again', row: 4, uuid: license.uuid });
  });

  it('row 4 before 10: needs no free license', () => {
    expect(decide(input({ boundRow: row(), freeAvailable: false }))).toMatchObject({ row: 4 });
  });

  it('row 5: none, no own row, take the next free one', () => {
    expect(decide(input({}))).toEqual({ kind: 'take-free', row: 5 });
  });

  it('row 6: another valid license than its own, ask', () => {
    const own = row({ uuid: 'uuid-of-another-row0' });
    const conflict = { kind: 'ask', row: 6, code: 'license.conflict' };
    expect(decide(input({ device: valid, boundRow: own }))).toEqual(conflict);
    // Row 6 before 7 and 8, whoever holds the board's UUID.
    const held = { device: valid, boundRow: own, holderKeyEqual: true };
    expect(decide(input({ ...held, holderRow: freeR }))).toEqual(conflict);
    expect(decide(input({ ...held, holderRow: row({ mac: other }) }))).toEqual(conflict);
  });

  it('row 7: a free row has it, adopt', () => {
    expect(decide(input({ device: valid, holderRow: freeR, holderKeyEqual: true }))).toEqual({
      kind: 'adopt',
      row: 7,
      uuid: license.uuid,
    });
  });

  it('text above the table: same UUID as R but another AuthKey, as 6', () => {
    const conflict = { kind: 'ask', row: 6, code: 'license.conflict' };
    expect(decide(input({ device: valid, holderRow: freeR, holderKeyEqual: false }))).toEqual(conflict);
    const elsewhere = row({ mac: other });
    expect(decide(input({ device: valid, holderRow: elsewhere, holderKeyEqual: false }))).toEqual(conflict);
  });

  it('text above the table: R without MAC but with a status or timestamp, as 7, but ask', () => {
    const halfUsed = row({ state: 'spent', mac: undefined, sheet: { status: 'USED' } });
    expect(decide(input({ device: valid, holderRow: halfUsed, holderKeyEqual: true }))).toEqual({
      kind: 'ask',
      row: 7,
      code: 'license.half-used',
    });
  });

  it.each(['reserved', 'doubtful', 'written', 'verified', 'spent'] as const)('row 8: another MAC, %s', (state) => {
    const holderRow = row({ state, mac: other });
    expect(decide(input({ device: valid, holderRow, holderKeyEqual: true }))).toEqual({
      kind: 'ask',
      row: 8,
      code: 'license.duplicate',
    });
  });

  it('row 9: nobody knows it, ask', () => {
    expect(decide(input({ device: valid }))).toEqual({ kind: 'ask', row: 9, code: 'license.foreign' });
  });

  it('row 10: row 5 applies and no row is free, stop', () => {
    expect(decide(input({ freeAvailable: false }))).toEqual({ kind: 'stop', row: 10, code: 'license.none-free' });
  });

  it('row 13: OTP chosen and a valid pair present, never overwritten, before 6, 7, 8 and 9', () => {
    const stop = { kind: 'stop', row: 13, code: 'license.conflict' };
    const chosen = { device: valid, otp: true };
    expect(decide(input(chosen))).toEqual(stop);
    expect(decide(input({ ...chosen, boundRow: row({ uuid: 'uuid-of-another-row0' }) }))).toEqual(stop);
    expect(decide(input({ ...chosen, holderRow: freeR, holderKeyEqual: true }))).toEqual(stop);
    expect(decide(input({ ...chosen, device: none }))).toMatchObject({ row: 5 });
  });
});

describe('virtual and real never mix', () => {
  it('a virtual board does not get the row of a real one with the same MAC', () => {
    expect(decide(input({ virtual: true, boundRow: row() }))).toEqual({ kind: 'take-free', row: 5 });
  });

  it('a real board with a license made up for virtual ones holds a foreign one', () => {
    const madeUp = row({ virtual: true, state: 'free', mac: undefined });
    expect(decide(input({ device: valid, holderRow: madeUp, holderKeyEqual: true }))).toMatchObject({ row: 9 });
  });
});

// Issue: nothing is written on a board that holds a valid license or one we cannot read.
it('writes only when the board was read and holds none', () => {
  const device = fc.constantFrom<DeviceLicense>(none, valid, { kind: 'unknown', why: 'malformed' });
  const rows = fc.option(
    fc
      .record({
        state: fc.constantFrom<LicenseState>('free', 'reserved', 'doubtful', 'written', 'verified', 'spent'),
        mac: fc.constantFrom(mac, other, undefined),
        virtual: fc.boolean(),
        uuid: fc.constantFrom(license.uuid, 'uuid-of-another-row0'),
      })
      .map(row),
    { nil: undefined },
  );
  const any = fc.record({
    mac: fc.constantFrom(mac, undefined, factoryDefaultMac),
    device,
    virtual: fc.boolean(),
    boundRow: rows,
    boundKeyEqual: fc.boolean(),
    holderRow: rows,
    holderKeyEqual: fc.boolean(),
    freeAvailable: fc.boolean(),
  });
  fc.assert(
    fc.property(any, (given) => {
      const { kind } = decide(given);
      if (kind === 'take-free' || kind === 'write-same-again') {
        expect(given.device.kind).toBe('none');
        expect(given.mac).toBe(mac);
      }
    }),
    { numRuns: 2000 },
  );
});
