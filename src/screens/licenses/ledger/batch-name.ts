import type { ExportAim } from '../../../protocols/license-sheet/write-sheet';

/** What a batch is called until the person says otherwise: `tuesday-order.xlsx` is `tuesday-order`. */
export const batchNameOf = (fileName: string): string =>
  fileName.replace(/\.(xlsx|xlsm|xls|csv|tsv|txt|html?|md)$/i, '').trim();

/** `licenses-tuesday-order-2026-11-22.xlsx`; one for a certain tool says for which: `…-tyutool-3.xlsx`. */
export const exportName = (
  batch: string | undefined,
  now: number,
  format: 'xlsx' | 'csv',
  aim: ExportAim = 'free',
): string => {
  const date = new Date(now);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const name = batch ? `-${batch.replace(/[\\/:*?"<>|\s]+/g, '-')}` : '';
  const whom = aim === 'free' ? '' : `-${aim}`;
  return `licenses${name}-${day}${whom}.${format}`;
};
