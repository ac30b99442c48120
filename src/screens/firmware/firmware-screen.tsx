/** The firmware shelf: what was dropped, what it is, and which one the plan writes. */
import FilePlus2 from 'lucide-react/icons/file-plus-2';
import FolderPlus from 'lucide-react/icons/folder-plus';
import { firmware } from '../../i18n/en/firmware';
import { packages } from '../../i18n/en/packages';
import { useText } from '../../i18n/use-text';
import type { FirmwareRow } from '../../model/firmware';
import { PageHead, Screen } from '../../ui/page-head';
import { showToast } from '../../ui/toast';
import { useBench, useBenchView } from '../parts/bench-context';
import { FileButton } from '../parts/file-button';
import { chosenFolder, givenOf } from '../parts/given-files';
import { StorageTrouble } from '../parts/storage-trouble';
import { CataloguePanel } from './catalogue/catalogue-panel';
import { FirmwareEmpty } from './firmware-empty';
import { FirmwareShelf } from './firmware-shelf';
import { JustRead } from './just-read';
import { LoosePanel } from './loose-panel';
import { firmwareName } from './parts/firmware-facts';
import { useShelf } from './use-shelf';
import { BuildPanel } from './watch/build-panel';

export const FirmwareScreen = () => {
  const t = useText(firmware);
  const p = useText(packages);
  const bench = useBench();
  const plan = useBenchView((view) => view.plan);
  const shelf = useShelf();

  const use = (row: FirmwareRow) => {
    bench.send({ kind: 'set-plan', plan: { ...plan, flash: true, firmware: row.sha256 } });
    showToast(t.usedToast(firmwareName(row.facts, row.fileName)));
  };
  const remove = async (row: FirmwareRow) => {
    if (!(await shelf.remove(row))) return;
    if (plan.firmware === row.sha256) bench.send({ kind: 'set-plan', plan: { ...plan, firmware: undefined } });
    showToast(t.removed(firmwareName(row.facts, row.fileName)));
  };

  return (
    <Screen>
      <PageHead title={t.title}>
        <FileButton
          primary
          multiple
          accept=".bin,.hex,.ihex,.elf,.zip,.json"
          title={t.addHint}
          icon={<FilePlus2 size={16} strokeWidth={1.75} aria-hidden="true" />}
          onFiles={(files) => {
            const [first] = files;
            if (first)
              void shelf.add(
                files.map((file) => givenOf(file)),
                first.name,
              );
          }}
        >
          {t.add}
        </FileButton>
        <FileButton
          folder
          accept=""
          title={p.addFolderHint}
          icon={<FolderPlus size={16} strokeWidth={1.75} aria-hidden="true" />}
          onFiles={(files) => {
            const { given, name } = chosenFolder(files);
            if (files.length > 0) void shelf.add(given, name);
          }}
        >
          {p.addFolder}
        </FileButton>
      </PageHead>
      {shelf.problem ? <StorageTrouble problem={shelf.problem} /> : null}
      {shelf.read.files.length > 0 || shelf.reading > 0 ? (
        <JustRead files={shelf.read.files} left={shelf.read.left} reading={shelf.reading} onHide={shelf.hide} />
      ) : null}
      {shelf.read.loose.length > 0 ? (
        <LoosePanel parts={shelf.read.loose} onTogether={(parts) => void shelf.putTogether(parts)} />
      ) : null}
      <BuildPanel />
      {shelf.rows?.length === 0 ? <FirmwareEmpty /> : null}
      {shelf.rows && shelf.rows.length > 0 ? (
        <FirmwareShelf rows={shelf.rows} inPlan={plan.firmware} onUse={use} onRemove={(row) => void remove(row)} />
      ) : null}
      <CataloguePanel shelf={shelf.rows} />
    </Screen>
  );
};
