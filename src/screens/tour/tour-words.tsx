/** A sentence of the tour with something of the screen in the place of its `{}`. */
import type { ReactNode } from 'react';

export const Named = ({ text, children }: { text: string; children: ReactNode }) => {
  const [before, after = ''] = text.split('{}');
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
};
