/** What the address holds or somebody dropped, read: a recipe to look at, or why it is none. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import {
  longestRecipe,
  type ReadRecipe,
  type RecipeRefusal,
  readRecipe,
  readRecipeLink,
} from '../../protocols/recipe/read-recipe';
import { handedOver, takeHandedOver } from '../parts/handed-over';

export type Opened =
  | { kind: 'nothing' }
  | { kind: 'reading'; name: string }
  | { kind: 'refused'; code: RecipeRefusal | 'unreadable'; field?: string }
  | Extract<ReadRecipe, { kind: 'read' }>;

/** `data` is what stands behind `#/recipe/`; a file that was chosen later counts more. */
export const useOpened = (data: string) => {
  const [file, setFile] = useState<Opened>();
  const link = useMemo((): Opened => (data === '' ? { kind: 'nothing' } : readRecipeLink(data)), [data]);

  const takeFile = useCallback(async (given: Pick<File, 'name' | 'size' | 'text'>) => {
    setFile({ kind: 'reading', name: given.name });
    if (given.size > longestRecipe) return setFile({ kind: 'refused', code: 'too-long' });
    const text = await given.text().catch(() => undefined);
    setFile(text === undefined ? { kind: 'refused', code: 'unreadable' } : readRecipe(text));
  }, []);

  const { waiting } = useStore(handedOver);
  useEffect(() => {
    if (!waiting.some((thing) => thing.for === 'recipe')) return;
    const last = takeHandedOver('recipe').at(-1);
    if (last) void takeFile(last.file);
  }, [waiting, takeFile]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is opened: it, not the file before it
  useEffect(() => setFile(undefined), [data]);

  return { opened: file ?? link, takeFile };
};
