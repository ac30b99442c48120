/** A product as a file, in the two forms that others read. */
import Download from 'lucide-react/icons/download';
import { useId, useRef } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { Product } from '../../model/product';
import { writeModelJson, writeSchemaJson } from '../../protocols/product-model/write-product';
import { Button } from '../../ui/button';
import { Menu } from '../../ui/menu';
import { Evidence } from '../../ui/text';
import { saveFile } from '../parts/save-file';

const json = (text: string) => new Blob([text], { type: 'application/json' });

export const ExportMenu = ({ product }: { product: Product }) => {
  const t = useText(products);
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const save = (form: 'model' | 'schema') => {
    menu.current?.hidePopover();
    const text = form === 'model' ? writeModelJson(product) : writeSchemaJson(product);
    saveFile(`${product.pid}-${form}.json`, json(text));
  };
  return (
    <>
      <Button popoverTarget={id} icon={<Download size={15} strokeWidth={1.75} aria-hidden="true" />}>
        {t.export}
      </Button>
      <Menu ref={menu} id={id}>
        <Button onClick={() => save('model')}>{t.exportModel}</Button>
        <Button onClick={() => save('schema')}>{t.exportSchema}</Button>
        <Evidence>{t.exportNote}</Evidence>
      </Menu>
    </>
  );
};
