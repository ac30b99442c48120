import type { HandMove } from '../../../model/chip';

/** A board on its cable, drawn as it lies on the bench: where the hand has to go is filled. */
const pins = Array.from({ length: 13 }, (_, index) => 58 + index * 10.5);

const Cable = () => (
  <>
    <path d="M0 66h22" stroke="var(--edge)" strokeWidth="4" />
    <rect x="20" y="58.5" width="11" height="15" rx="1" strokeWidth="1.4" fill="var(--well)" />
    <rect x="31" y="61" width="6" height="10" strokeWidth="1.4" fill="var(--panel)" />
    <path d="M57 66h14c7 0 5-6 12-6h39" stroke="var(--edge)" strokeWidth="1.3" />
    <rect x="37" y="56" width="20" height="20" rx="2.5" strokeWidth="1.6" fill="var(--well)" />
  </>
);

const PushButton = ({ y, needed }: { y: number; needed: boolean }) => (
  <>
    <rect x="68" y={y - 7.5} width="19" height="15" rx="2" strokeWidth="1.5" fill="var(--panel)" />
    <circle
      cx="77.5"
      cy={y}
      r="4.3"
      strokeWidth="1.3"
      fill={needed ? 'var(--yours-fill)' : 'var(--panel)'}
      stroke={needed ? 'var(--yours)' : 'var(--ink)'}
    />
  </>
);

export const BoardDrawing = ({
  chip,
  label,
  move,
  width = 200,
}: {
  chip: string;
  /** What the drawing shows, in words. */
  label: string;
  /** Fills the buttons that need a hand. A board that is only reset has no BOOT. */
  move?: HandMove;
  width?: number;
}) => (
  <svg
    width={width}
    viewBox="0 0 200 132"
    role="img"
    aria-label={label}
    fill="none"
    stroke="var(--ink)"
    style={{ maxWidth: '100%', height: 'auto' }}
  >
    <rect x="44" y="6" width="150" height="120" rx="6" strokeWidth="1.6" fill="var(--panel)" />
    <g stroke="var(--edge)" strokeWidth="1.1">
      {pins.map((x) => (
        <g key={x}>
          <circle cx={x} cy="14" r="2.3" />
          <circle cx={x} cy="118" r="2.3" />
        </g>
      ))}
      <circle cx="103" cy="80" r="2.6" />
    </g>
    <Cable />
    <path d="M182 34v-8h4v8h3v-8" stroke="var(--edge)" strokeWidth="1.3" />
    <rect x="122" y="38" width="56" height="56" rx="2" strokeWidth="1.6" fill="var(--well)" />
    {move === 'tap-reset' ? null : <PushButton y={40} needed={move !== undefined} />}
    <PushButton y={92} needed={move !== undefined} />
    <g fill="var(--ink)" stroke="none" fontFamily="var(--sans)" fontWeight="500" fontSize="9">
      {move === 'tap-reset' ? null : (
        <text x="77.5" y="29.5" textAnchor="middle">
          BOOT
        </text>
      )}
      <text x="77.5" y="109" textAnchor="middle">
        RST
      </text>
      <text x="150" y="69.5" textAnchor="middle" fontWeight="600" fontSize={chip.length > 6 ? 9 : 11}>
        {chip}
      </text>
    </g>
  </svg>
);
