/** The pre-flight check as the page shows it: asked again whenever plan, board, stock or cloud are other ones. */
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Check } from '../../../model/check';
import { ownClock } from '../../../model/clock';
import { bindsBoard } from '../../../model/plan-rules';
import type { Product } from '../../../model/product';
import type { LaneView } from '../../../model/run';
import { benchDatabase } from '../../../records/database';
import { type PreflightInput, preflight } from '../../../steps/run/preflight';
import { useBenchView, useStock, useSurroundings } from '../../parts/bench-context';
import type { CloudView } from '../../parts/cloud-desk';
import { saidProduct, useDemoNames } from '../../parts/demo-names';

export interface Preflight {
  /** Undefined until asked once; the last ones stay while they are asked again. */
  checks?: readonly Check[];
  again(): void;
}

const noClouds = createStore<CloudView>(() => ({
  clouds: [],
  relay: { kind: 'absent', problem: { code: 'cloud.no-relay', details: {} } },
}));

/** The cloud of that board, or why there is none; undefined while the relay is still being asked. */
const useCloudOf = (virtual: boolean, bound: boolean): Partial<PreflightInput> | undefined => {
  const desk = useSurroundings().clouds;
  const { clouds, relay } = useStore(desk?.view ?? noClouds);
  // Only a real board that is going to be bound asks for the relay.
  const wanted = bound && !virtual && relay.kind === 'asking';
  useEffect(() => {
    if (wanted) void desk?.look();
  }, [desk, wanted]);
  return useMemo(() => {
    const cloud = clouds.find(({ place }) => place === (virtual ? 'page' : 'relay'))?.cloud;
    if (virtual || !bound) return { ...(cloud && { cloud }) };
    if (relay.kind === 'asking') return undefined;
    if (relay.kind === 'absent') return { cloudProblem: relay.problem };
    if (!cloud) return { cloudProblem: { code: 'cloud.no-account', details: {} } };
    const { dataCentre, clockOffsetMs } = relay.status;
    return { cloud, ...(dataCentre && { dataCentre }), ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
  }, [clouds, relay, virtual, bound]);
};

const useBluetooth = (): PreflightInput['bluetooth'] => {
  const { radio } = useSurroundings();
  const [known, setKnown] = useState<PreflightInput['bluetooth']>(radio ? 'yes' : 'no');
  useEffect(() => {
    let left = false;
    void radio?.available().then((told) => left || setKnown(told));
    return () => {
      left = true;
    };
  }, [radio]);
  return known;
};

const useDemoProducts = (wanted: boolean): readonly Product[] | undefined => {
  const { demoProducts } = useSurroundings();
  const [products, setProducts] = useState<readonly Product[]>();
  useEffect(() => {
    let left = false;
    if (wanted)
      demoProducts?.().then(
        (told) => left || setProducts(told),
        () => undefined,
      );
    return () => {
      left = true;
    };
  }, [demoProducts, wanted]);
  const say = useDemoNames(true);
  return useMemo(() => products?.map((product) => saidProduct(product, say)), [products, say]);
};

/** Of one board under the plan; without a board, of what can be said without one. */
export const usePreflight = (lane: LaneView | undefined): Preflight => {
  const plan = useBenchView((view) => view.plan);
  const ssids = useBenchView((view) => view.ssids);
  const stock = useStock((all) => all);
  const virtual = Boolean(lane?.port.virtual);
  const cloud = useCloudOf(virtual, bindsBoard(plan, virtual) && (plan.pair || plan.activate || plan.control));
  const bluetooth = useBluetooth();
  const demoProducts = useDemoProducts(virtual && plan.product !== undefined);
  const [checks, setChecks] = useState<readonly Check[]>();
  const [turn, setTurn] = useState(0);
  // A lane comes over the worker line anew with every event; only what is asked for makes it another one.
  const board = JSON.stringify({ chip: lane?.chip, ownMac: lane?.ownMac, onBoard: lane?.onBoard });
  // biome-ignore lint/correctness/useExhaustiveDependencies: stock and turn do not go in, they say when to ask again
  useEffect(() => {
    if (!cloud) return;
    let left = false;
    const { chip, ownMac, onBoard } = JSON.parse(board) as Pick<LaneView, 'chip' | 'ownMac' | 'onBoard'>;
    const input: PreflightInput = {
      plan,
      virtual,
      db: benchDatabase(),
      ssids,
      bluetooth,
      ...ownClock,
      ...(chip && { chip }),
      ...(ownMac && { ownMac }),
      ...(onBoard && { onBoard }),
      ...(demoProducts && { demoProducts }),
      ...cloud,
    };
    void preflight(input).then((told) => left || setChecks(told));
    return () => {
      left = true;
    };
  }, [plan, ssids, stock, virtual, cloud, bluetooth, demoProducts, board, turn]);
  return { ...(checks && { checks }), again: () => setTurn((count) => count + 1) };
};
