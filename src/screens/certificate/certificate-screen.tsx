/** What runs proved: the list of them, and each as a certificate or report. `#/certificate/{run}` is one of them. */
import { useLocation } from 'wouter';
import { certificateAt } from '../parts/certificate-places';
import { textOfPart } from '../parts/places';
import { CertificatePage } from './certificate-page';
import { RunList } from './run-list';

export const CertificateScreen = () => {
  const [address, go] = useLocation();
  const [, , run, what] = address.split('?')[0]?.split('/') ?? [];
  if (!run) return <RunList />;
  const id = textOfPart(run);
  return (
    <CertificatePage
      key={id}
      run={id}
      printLabel={what === 'label'}
      // So that loading the page again does not print again.
      onPrinted={() => go(certificateAt(id), { replace: true })}
    />
  );
};
