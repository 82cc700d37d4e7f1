/** Where a small plot of a fixed height draws, in a frame whose width it follows. */
import { type RefObject, useRef } from 'react';
import { useSize } from './useSize.ts';

/** Pixels from the corner of the frame. */
export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A narrower frame has no room for a plot. */
const narrowest = 100;

interface Plot {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly width: number;
  /** Undefined while the frame has no room for it. */
  readonly box: PlotBox | undefined;
}

/** @param margin Pixels around the plot, for its axes. */
export function usePlotBox(
  height: number,
  { left, right, top, bottom }: Readonly<Record<keyof PlotBox, number>>,
): Plot {
  const frame = useRef<HTMLDivElement>(null);
  const { width = 0 } = useSize(frame) ?? {};
  const box = { left, right: width - right, top, bottom: height - bottom };
  return { frame, width, box: width > narrowest ? box : undefined };
}
