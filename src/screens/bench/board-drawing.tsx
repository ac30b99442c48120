/** A board on its cable, drawn as it lies on the bench: where the hand has to go is filled. */
export const BoardDrawing = ({
  chip,
  label,
  hands,
  width = 200,
}: {
  chip: string;
  /** What the drawing shows, in words. */
  label: string;
  /** Fills BOOT and RST: a hand is needed there. */
  hands?: boolean;
  width?: number;
}) => (
  <svg width={width} viewBox="0 0 200 132" role="img" aria-label={label} fill="none" stroke="var(--ink)">
    <path d="M2 66h32" stroke="var(--edge)" strokeWidth="4" />
    <rect x="40" y="7" width="154" height="118" rx="6" strokeWidth="1.6" fill="var(--panel)" />
    <rect x="31" y="56" width="20" height="20" rx="2.5" strokeWidth="1.6" fill="var(--well)" />
    <rect x="122" y="38" width="54" height="54" rx="2" strokeWidth="1.6" fill="var(--well)" />
    <path d="M180 36v-9h5v9h4v-9" stroke="var(--edge)" strokeWidth="1.4" />
    {[30, 95].map((y) => (
      <g key={y}>
        <rect x="66" y={y - 8} width="20" height="16" rx="2" strokeWidth="1.5" fill="var(--panel)" />
        <circle
          cx="76"
          cy={y}
          r="4.6"
          strokeWidth="1.3"
          fill={hands ? 'var(--yours-fill)' : 'var(--panel)'}
          stroke={hands ? 'var(--yours)' : 'var(--ink)'}
        />
      </g>
    ))}
    <g fill="var(--ink)" stroke="none" fontFamily="var(--sans)" fontWeight="500" fontSize="10.5">
      <text x="92" y="27">
        BOOT
      </text>
      <text x="92" y="106">
        RST
      </text>
      <text x="149" y="69" textAnchor="middle" fontWeight="600" fontSize={chip.length > 7 ? 8.6 : 10.5}>
        {chip}
      </text>
    </g>
  </svg>
);
