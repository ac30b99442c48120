/** Printing one paper out of several on the screen: which one it is, and back to the certificate afterwards. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

export const labelSizes = ['40 × 30', '50 × 30'] as const;
export type LabelSize = (typeof labelSizes)[number];
export type Paper = 'sheet' | LabelSize;

export const usePrint = () => {
  const [paper, setPaper] = useState<Paper>('sheet');
  useEffect(() => {
    const back = () => setPaper('sheet');
    addEventListener('afterprint', back);
    return () => removeEventListener('afterprint', back);
  }, []);
  const print = async (chosen: Paper): Promise<void> => {
    // The page is laid out for paper at once, with what is loaded by then.
    await document.fonts.ready;
    flushSync(() => setPaper(chosen));
    window.print();
  };
  return { paper, print };
};
