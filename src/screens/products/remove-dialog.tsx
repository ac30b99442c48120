import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { Product } from '../../model/product';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

export const RemoveDialog = ({
  product,
  onRemove,
  onClose,
}: {
  product: Product;
  onRemove: () => void;
  onClose: () => void;
}) => {
  const t = useText(products);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.removeTitle}
      closeLabel={t.close}
      actions={
        <>
          <Button onClick={onClose}>{t.keep}</Button>
          <Button kind="danger" onClick={onRemove}>
            {t.remove}
          </Button>
        </>
      }
    >
      <p>{t.removeText(product.name)}</p>
    </Dialog>
  );
};
