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

/** All that goes in but the board; undefined while the relay is still being asked. */
const useInput = (virtual: boolean, wanted: boolean): Omit<PreflightInput, 'db'> | undefined => {
  const plan = useBenchView((view) => view.plan);
  const ssids = useBenchView((view) => view.ssids);
  const bound = bindsBoard(plan, virtual) && (plan.pair || plan.activate || plan.control);
  const cloud = useCloudOf(virtual, wanted && bound);
  const bluetooth = useBluetooth();
  const demoProducts = useDemoProducts(wanted && virtual && plan.product !== undefined);
  return useMemo(
    () => cloud && { plan, virtual, ssids, bluetooth, ...ownClock, ...(demoProducts && { demoProducts }), ...cloud },
    [plan, virtual, ssids, bluetooth, demoProducts, cloud],
  );
};

type Board = Pick<LaneView, 'chip' | 'ownMac' | 'onBoard'> & { virtual: boolean };

/** Of every board under the plan, in their order; without a board, of what can be said without one. */
export const usePreflights = (
  lanes: readonly LaneView[],
): { checks: readonly (readonly Check[] | undefined)[]; again(): void } => {
  const stock = useStock((all) => all);
  const isVirtual = ({ port }: LaneView) => Boolean(port.virtual);
  const real = useInput(false, lanes.length === 0 || !lanes.every(isVirtual));
  const madeUp = useInput(true, lanes.some(isVirtual));
  const [checks, setChecks] = useState<readonly (readonly Check[] | undefined)[]>([]);
  const [turn, setTurn] = useState(0);
  // A lane comes over the worker line anew with every event; only what is asked for makes it another one.
  const boards = JSON.stringify(
    lanes.map((lane): Board => {
      const { chip, ownMac, onBoard } = lane;
      return {
        virtual: isVirtual(lane),
        ...(chip && { chip }),
        ...(ownMac && { ownMac }),
        ...(onBoard && { onBoard }),
      };
    }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: stock and turn do not go in, they say when to ask again
  useEffect(() => {
    let left = false;
    const all = JSON.parse(boards) as Board[];
    const asked = (all.length > 0 ? all : [{ virtual: false }]).map(async (board) => {
      const input = board.virtual ? madeUp : real;
      return input && preflight({ ...input, ...board, db: benchDatabase() });
    });
    void Promise.all(asked).then((told) => left || setChecks(told));
    return () => {
      left = true;
    };
  }, [real, madeUp, stock, boards, turn]);
  return { checks, again: () => setTurn((count) => count + 1) };
};

/** Of one board, the last one asked for staying while it is asked again. */
export const usePreflight = (lane: LaneView): Preflight => {
  const { checks, again } = usePreflights([lane]);
  return { ...(checks[0] && { checks: checks[0] }), again };
};
