/** The colours of the page's ramp side by side, the lowest first; what stands at their ends is up to whoever shows them. */
import { heatColour } from '../../base/heatColour.ts';

interface HeatRampProps {
  /** What it says, for those who do not see it. */
  readonly label: string;
  /** Pixels. */
  readonly width: number;
  /** Colours that it is made of. */
  readonly parts: number;
  /** Where a value of 0…1 lies on the ramp. Default: there. */
  readonly heatOf?: (value: number) => number;
}

export function HeatRamp({ label, width, parts, heatOf = (value) => value }: HeatRampProps) {
  const part = width / parts;
  return (
    <svg width={width} height={10} role="img" aria-label={label}>
      {Array.from({ length: parts }, (_, i) => (
        <rect
          key={i}
          x={i * part}
          width={part + 0.5}
          height={10}
          fill={heatColour(heatOf(i / (parts - 1)))}
        />
      ))}
    </svg>
  );
}
