/** A QR code in ink on white, in both themes and on paper: the four quiet cells around it are part of the picture. */
import { encode } from 'uqr';

const quiet = 4;

/** One path for all dark cells: seams between single squares would show on paper. */
const pathOf = (cells: readonly (readonly boolean[])[]): string =>
  cells
    .flatMap((row, y) =>
      row.map((dark, x) => {
        if (!dark || row[x - 1]) return '';
        const end = row.indexOf(false, x);
        const width = (end < 0 ? row.length : end) - x;
        return `M${x} ${y}h${width}v1h-${width}z`;
      }),
    )
    .join('');

export const QrCode = ({
  text,
  size,
  label,
  className,
}: {
  /** What it holds. Never a secret: a QR code is as good as clear text. */
  text: string;
  /** Of the whole square with its quiet cells, as CSS writes lengths: `21mm`. Without it the class says. */
  size?: string;
  /** What it is, for those who cannot see it. */
  label: string;
  className?: string;
}) => {
  const { data, size: cells } = encode(text, { ecc: 'M', border: quiet });
  return (
    <svg
      className={className}
      viewBox={`0 0 ${cells} ${cells}`}
      style={size ? { width: size, height: size } : undefined}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={cells} height={cells} fill="#fff" />
      <path d={pathOf(data)} fill="#000" />
    </svg>
  );
};
