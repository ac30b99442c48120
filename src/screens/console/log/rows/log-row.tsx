/** One line on the glass: time, level, file, text; a secret is a hatched box of one length whatever it hides. */
import Bookmark from 'lucide-react/icons/bookmark';
import { memo } from 'react';
import type { LogRow as Row } from '../../../../model/log-look';
import { cx } from '../../../../ui/cx';
import { type LinePiece, linePieces } from './line-pieces';
import styles from './log-view.module.css';

export interface RowWords {
  masked: string;
  youTyped: string;
}

const Piece = ({ piece, masked }: { piece: LinePiece; masked: string }) => {
  if (piece.kind === 'mask') return <span className={styles.mask}>{masked}</span>;
  if (piece.kind === 'found') return <mark className={styles.found}>{piece.text}</mark>;
  return piece.colour === undefined ? piece.text : <span data-colour={piece.colour}>{piece.text}</span>;
};

interface RowLook {
  row: Row;
  time: string;
  found: string;
  /** Those that the board asked for. */
  colours: boolean;
  words: RowWords;
  /** A person's mark. */
  marked: boolean;
  /** Chosen, or where the search stands. */
  chosen: boolean;
}

/** A line never changes under its number; what crossed from the worker is another object each time. */
const isSame = (a: RowLook, b: RowLook) =>
  a.row.number === b.row.number &&
  a.row.line.at === b.row.line.at &&
  a.time === b.time &&
  a.found === b.found &&
  a.colours === b.colours &&
  a.words === b.words &&
  a.marked === b.marked &&
  a.chosen === b.chosen;

export const LogRow = memo(
  ({ row: { line, number }, time, found, colours, words, marked, chosen }: RowLook) => (
    <div
      data-line={number}
      className={cx(
        styles.row,
        line.sent && styles.sent,
        line.from === 'log-port' && styles.logPort,
        line.level === 'W' && styles.warning,
        line.level === 'E' && styles.error,
        (line.level === 'D' || line.level === 'T') && styles.quiet,
        chosen && styles.chosen,
      )}
    >
      <span className={styles.time}>
        {marked ? <Bookmark className={styles.bookmark} size={12} strokeWidth={2} aria-hidden="true" /> : null}
        {time}
      </span>
      <span className={styles.level}>{line.level}</span>
      <span className={styles.file}>{line.sent ? words.youTyped : line.file}</span>
      <span className={styles.text}>
        {linePieces(colours ? line : { ...line, colours: [] }, found).map((piece) => (
          <Piece key={piece.at} piece={piece} masked={words.masked} />
        ))}
      </span>
    </div>
  ),
  isSame,
);
