/** The rail in small: an open ring, a line, a filled disc. Plugged in, bound. */
export const Mark = ({ width = 30 }: { width?: number }) => (
  <svg width={width} height={width * 0.5} viewBox="0 0 32 16" fill="none" aria-hidden="true">
    <circle cx="7" cy="8" r="4.9" stroke="currentColor" strokeWidth="2.6" />
    <path d="M12 8h8" stroke="currentColor" strokeWidth="2.6" />
    <circle cx="24" cy="8" r="7" fill="currentColor" />
  </svg>
);
