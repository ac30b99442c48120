/** One screen that fails takes neither the others nor the running boards with it. */
import { Component, type ReactNode } from 'react';
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';

const Broken = () => {
  const t = useText(shell);
  return (
    <Panel title={t.broken}>
      <p>{t.brokenHint}</p>
      <p>
        <Button onClick={() => location.reload()}>{t.reload}</Button>
      </p>
    </Panel>
  );
};

/** React offers this to classes only. Give it the place as `key`, so that going elsewhere starts afresh. */
export class BrokenScreen extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
