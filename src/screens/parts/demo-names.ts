/** Names that the make-believe cloud gave, as the language on screen has them. What a person or a real cloud named stays. */
import { useCallback } from 'react';
import { demo } from '../../i18n/en/demo';
import { useText } from '../../i18n/use-text';
import type { DataPoint } from '../../model/data-point';
import { own } from '../../model/own';
import type { Product } from '../../model/product';

export type SayName = (name: string) => string;

/** `virtual`: whether the name is of that cloud at all. */
export const useDemoNames = (virtual: boolean): SayName => {
  const { names } = useText(demo);
  return useCallback((name) => (virtual && own(names, name)) || name, [names, virtual]);
};

export const saidPoints = (points: readonly DataPoint[], say: SayName): readonly DataPoint[] =>
  points.map((point) => ({ ...point, name: say(point.name) }));

export const saidProduct = (product: Product, say: SayName): Product => {
  const { agent } = product;
  return {
    ...product,
    name: say(product.name),
    dataPoints: saidPoints(product.dataPoints, say),
    ...(agent && {
      agent: { ...agent, name: say(agent.name), roles: agent.roles.map((role) => ({ ...role, name: say(role.name) })) },
    }),
  };
};
