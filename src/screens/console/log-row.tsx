/** One line on the glass: time, level, file, text; a secret is a hatched box of one length whatever it hides. */
import { memo } from 'react';
import type { Formats } from '../../i18n/format';
import type { LogLine } from '../../model/log-line';
import { cx } from '../../ui/cx';
import { type LinePiece, linePieces } from './line-pieces';
import styles from './log-view.module.css';

export interface RowWords {
  masked: string;
  youTyped: string;
}

const Piece = ({ piece, masked }: { piece: LinePiece; masked: string }) => {
  if (piece.kind === 'mask') return <span className={styles.mask}>{masked}</span>;
  return piece.kind === 'found' ? <mark className={styles.found}>{piece.text}</mark> : piece.text;
};

export const LogRow = memo(
  ({ line, found, formats, words }: { line: LogLine; found: string; formats: Formats; words: RowWords }) => (
    <div
      className={cx(
        styles.row,
        line.sent && styles.sent,
        line.from === 'log-port' && styles.logPort,
        line.level === 'W' && styles.warning,
        line.level === 'E' && styles.error,
        (line.level === 'D' || line.level === 'T') && styles.quiet,
      )}
    >
      <span className={styles.time}>{formats.moment(line.at)}</span>
      <span className={styles.level}>{line.level}</span>
      <span className={styles.file}>{line.sent ? words.youTyped : line.file}</span>
      <span className={styles.text}>
        {linePieces(line, found).map((piece) => (
          <Piece key={piece.at} piece={piece} masked={words.masked} />
        ))}
      </span>
    </div>
  ),
);
