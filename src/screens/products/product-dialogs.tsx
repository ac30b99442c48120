/** What is asked before a product is made, changed or removed. */
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { Product } from '../../model/product';
import { ProductForm } from './product-form';
import { RemoveDialog } from './remove-dialog';

export type Asking =
  | { kind: 'new'; start: Product }
  | { kind: 'edit'; product: Product }
  | { kind: 'remove'; product: Product };

export const ProductDialogs = ({
  asking,
  own,
  onSave,
  onRemove,
  onClose,
}: {
  asking: Asking;
  own: readonly Product[];
  /** `was` is the PID until now, of one that is there. */
  onSave: (product: Product, was?: string) => void;
  onRemove: (product: Product) => void;
  onClose: () => void;
}) => {
  const t = useText(products).form;
  if (asking.kind === 'remove') {
    const { product } = asking;
    return <RemoveDialog product={product} onRemove={() => onRemove(product)} onClose={onClose} />;
  }
  if (asking.kind === 'new') {
    return (
      <ProductForm
        title={t.new}
        action={t.create}
        start={asking.start}
        others={own}
        onSave={(product) => onSave(product)}
        onClose={onClose}
      />
    );
  }
  const { product } = asking;
  return (
    <ProductForm
      title={t.edit}
      action={t.save}
      start={product}
      others={own.filter(({ pid }) => pid !== product.pid)}
      onSave={(edited) => onSave(edited, product.pid)}
      onClose={onClose}
    />
  );
};
