/** Who the product is, where it came from, and what can be done with all of it. */
import CopyPlus from 'lucide-react/icons/copy-plus';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ReactNode } from 'react';
import { products } from '../../i18n/en/products';
import { useFormats, useText } from '../../i18n/use-text';
import type { Product } from '../../model/product';
import { Button, IconButton } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { Engraved, Evidence, Mono, PageTitle, PanelTitle } from '../../ui/text';
import { HatchStrip, VirtualTag } from '../../ui/virtual';
import { useStock } from '../parts/bench-context';
import { ExportMenu } from './export-menu';
import styles from './products.module.css';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <Engraved>{label}</Engraved>
    <span>{children}</span>
  </div>
);

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

export const ProductHead = ({
  product,
  alone,
  onEdit,
  onCopy,
  onRemove,
}: {
  product: Product;
  /** Without the list beside it, it is the page. */
  alone: boolean;
  onEdit: () => void;
  onCopy: () => void;
  onRemove: () => void;
}) => {
  const t = useText(products);
  const Title = alone ? PageTitle : PanelTitle;
  const f = useFormats();
  const shelf = useStock((stock) => stock.firmware);
  const { pid, name, source, at, agent, firmware, virtual } = product;
  const file = shelf.find(({ sha256 }) => sha256 === firmware);
  const firmwareWords = file ? [file.facts.app ?? file.fileName, file.facts.version].filter(Boolean).join(' ') : t.lost;
  return (
    <Panel flush>
      {virtual ? <HatchStrip /> : null}
      <div className={styles.head} data-virtual={virtual ? '' : undefined}>
        <div className={styles.who}>
          <span className={styles.name}>
            <Title>{name || t.unnamed}</Title>
            {virtual ? <VirtualTag word={t.virtual} /> : null}
          </span>
          <Mono>{pid}</Mono>
        </div>
        <Fact label={t.facts.from}>{virtual ? t.fromDemo : t.since(t.sources[source], f.date(at))}</Fact>
        <Fact label={t.facts.firmware}>{firmware ? firmwareWords : t.none}</Fact>
        <Fact label={t.facts.agent}>
          {agent ? agent.name || t.agentUnnamed : t.none}
          {agent && agent.roles.length > 0 ? (
            <Evidence className={styles.roles}>{t.roles(agent.roles.map((role) => role.name))}</Evidence>
          ) : null}
        </Fact>
        <div className={styles.headButtons}>
          <ExportMenu product={product} />
          {virtual ? (
            <Button icon={<CopyPlus {...icon} />} title={t.readOnly} onClick={onCopy}>
              {t.copyOwn}
            </Button>
          ) : (
            <>
              <Button icon={<Pencil {...icon} />} onClick={onEdit}>
                {t.edit}
              </Button>
              <IconButton label={t.remove} onClick={onRemove}>
                <Trash2 {...icon} />
              </IconButton>
            </>
          )}
        </div>
      </div>
    </Panel>
  );
};
