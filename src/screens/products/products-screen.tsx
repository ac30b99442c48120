/** The products of the bench: which there are, what is in them, and the ways in. `#/products/{pid}` is one of them. */
import ClipboardPaste from 'lucide-react/icons/clipboard-paste';
import CloudDownload from 'lucide-react/icons/cloud-download';
import FilePlus2 from 'lucide-react/icons/file-plus-2';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { Product } from '../../model/product';
import { Button } from '../../ui/button';
import { showToast } from '../../ui/toast';
import { useCloud } from '../parts/cloud-context';
import { FileButton } from '../parts/file-button';
import { places, productAt, textOfPart } from '../parts/places';
import { StorageTrouble } from '../parts/storage-trouble';
import { useNarrow } from '../parts/use-narrow';
import { useProducts } from '../parts/use-products';
import { FromCloud } from './from-cloud';
import { ImportPanel, modelFiles } from './import-panel';
import { type Asking, ProductDialogs } from './product-dialogs';
import { ProductList } from './product-list';
import { ProductPage } from './product-page';
import styles from './products.module.css';
import { useImport } from './use-import';
import { useKeeping } from './use-keeping';

const inAddress = (address: string): string | undefined => {
  const pid = address.split('?')[0]?.split('/')[2];
  return pid ? textOfPart(pid) : undefined;
};

const blank = (): Product => ({ pid: '', name: '', dataPoints: [], virtual: false, source: 'hand', at: 0 });

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

export const ProductsScreen = () => {
  const t = useText(products);
  const narrow = useNarrow();
  const [address, go] = useLocation();
  const { all, own, problem } = useProducts();
  const keeping = useKeeping();
  const work = useImport(t.import.pasteName);
  const [asking, setAsking] = useState<Asking>();
  /** A real project's cloud: what the make-believe one has is in the list already, and never among one's own. */
  const cloud = useCloud().clouds.find((placed) => !placed.cloud.virtual)?.cloud;
  const [fetching, setFetching] = useState(false);
  const [turn, setTurn] = useState(0);

  const named = inAddress(address);
  const shown = named ? all?.find(({ pid }) => pid === named) : narrow ? undefined : all?.[0];
  const ask = (next: Asking) => setAsking(next);

  const arrive = ({ pid, name }: Product) => {
    setAsking(undefined);
    work.leave();
    setTurn((count) => count + 1);
    go(productAt(pid));
    showToast(t.import.done(name));
  };
  const save = async (product: Product, was?: string) => {
    if (await (was === undefined ? keeping.add(product) : keeping.keep(product, was))) arrive(product);
  };
  const remove = async (product: Product) => {
    setAsking(undefined);
    if (!(await keeping.remove(product.pid))) return;
    go(places.products);
    showToast(t.removed(product.name));
  };
  const trouble = keeping.problem ?? problem;

  return (
    <div className={styles.screen}>
      {all && !(narrow && named) ? (
        <ProductList all={all} shown={shown?.pid} onAdd={() => ask({ kind: 'new', start: blank() })} />
      ) : null}
      <div className={styles.main}>
        <div className={styles.ways}>
          {narrow && named ? <Link href={places.products}>{t.all}</Link> : null}
          <Button icon={<ClipboardPaste {...icon} />} onClick={work.paste}>
            {t.import.paste}
          </Button>
          <FileButton
            accept={modelFiles}
            title={t.import.fileHint}
            icon={<FilePlus2 {...icon} />}
            onFiles={([file]) => file && void work.takeFile(file)}
          >
            {t.import.file}
          </FileButton>
          {cloud ? (
            <Button icon={<CloudDownload {...icon} />} onClick={() => setFetching(true)}>
              {t.cloud.open}
            </Button>
          ) : null}
        </div>
        {trouble ? <StorageTrouble problem={trouble} /> : null}
        <ImportPanel
          work={work}
          own={own}
          shown={shown && !shown.virtual ? shown.pid : undefined}
          onNew={(start) => ask({ kind: 'new', start })}
          onInto={(product) => void save(product, product.pid)}
        />
        {shown ? (
          <ProductPage
            key={`${shown.pid} ${turn}`}
            stored={shown}
            alone={narrow}
            onEdit={(product) => ask({ kind: 'edit', product })}
            onCopy={({ agent: _, ...rest }) =>
              ask({ kind: 'new', start: { ...rest, pid: '', virtual: false, source: 'hand' } })
            }
            onRemove={(product) => ask({ kind: 'remove', product })}
          />
        ) : null}
        {named && all && !shown ? <p>{t.gone}</p> : null}
      </div>
      {asking ? (
        <ProductDialogs
          asking={asking}
          own={own}
          onSave={(product, was) => void save(product, was)}
          onRemove={(product) => void remove(product)}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {cloud && fetching ? (
        <FromCloud cloud={cloud} onTake={work.takeAnswer} onClose={() => setFetching(false)} />
      ) : null}
    </div>
  );
};
