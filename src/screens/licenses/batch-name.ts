/** What a batch is called until the person says otherwise: `tuesday-order.xlsx` is `tuesday-order`. */
export const batchNameOf = (fileName: string): string => fileName.replace(/\.(xlsx|csv|tsv|txt)$/i, '').trim();

/** `licenses-tuesday-order-2026-11-22.xlsx` */
export const exportName = (batch: string | undefined, now: number, format: 'xlsx' | 'csv'): string => {
  const date = new Date(now);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const name = batch ? `-${batch.replace(/[\\/:*?"<>|\s]+/g, '-')}` : '';
  return `licenses${name}-${day}.${format}`;
};
