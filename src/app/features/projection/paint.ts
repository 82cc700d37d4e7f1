/** Draws a scene on a canvas: that of the page, and in a worker that of a film. */
import { colourOf, type Ink, isOthers } from './colours.ts';
import type { Scene } from './scene.ts';

export interface Marked {
  /** The class that stands out; the others step back. */
  readonly highlighted?: number | undefined;
  /** The dot that is pointed at, and that of the picture that the page looks at. */
  readonly pointed?: number | undefined;
  readonly chosen?: number | undefined;
}

/** Radius of a dot, in pixels; the SVG file has the same. */
export const dotRadius = 2.6;
const steppedBack = 0.14;
const paler = 0.4;
const full = Math.PI * 2;

type Context = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'fill'
  | 'stroke'
>;

function paintAxes(context: Context, { axes, middle }: Scene, ink: Ink): void {
  context.strokeStyle = ink.line;
  context.lineWidth = 1;
  context.globalAlpha = 0.6;
  context.beginPath();
  for (let k = 0; k < axes.length; k += 2) {
    context.moveTo(...middle);
    context.lineTo(axes[k] as number, axes[k + 1] as number);
  }
  context.stroke();
}

/** All dots of a class as one path, which is many times faster than one each. */
function paintClass(context: Context, { dots }: Scene, labels: ArrayLike<number>, label: number): void {
  context.beginPath();
  for (let n = 0; n < dots.length / 2; n++) {
    if (labels[n] !== label) continue;
    const [x, y] = [dots[2 * n] as number, dots[2 * n + 1] as number];
    context.moveTo(x + dotRadius, y);
    context.arc(x, y, dotRadius, 0, full);
  }
  context.fill();
}

function paintRing(
  context: Context,
  { dots }: Scene,
  dot: number | undefined,
  radius: number,
  width: number,
) {
  if (dot === undefined || 2 * dot >= dots.length) return;
  context.lineWidth = width;
  context.beginPath();
  context.arc(dots[2 * dot] as number, dots[2 * dot + 1] as number, radius, 0, full);
  context.stroke();
}

/** @param labels Class of every dot. */
export function paint(
  context: Context,
  scene: Scene,
  labels: ArrayLike<number>,
  ink: Ink,
  { highlighted, pointed, chosen }: Marked = {},
): void {
  context.globalAlpha = 1;
  context.fillStyle = ink.ground;
  context.fillRect(0, 0, scene.width, scene.height);
  paintAxes(context, scene, ink);
  const classes = Array.from({ length: scene.axes.length / 2 }, (_, k) => k);
  // The one that stands out lies above the others, and below all what has no colour of its own.
  const rank = (label: number) => (label === highlighted ? 2 : Number(!isOthers(ink, label)));
  for (const label of classes.sort((a, b) => rank(a) - rank(b))) {
    const usual = isOthers(ink, label) ? paler : 0.85;
    context.globalAlpha = highlighted === undefined || highlighted === label ? usual : steppedBack;
    context.fillStyle = colourOf(ink, label);
    paintClass(context, scene, labels, label);
  }
  context.globalAlpha = 1;
  context.strokeStyle = ink.text;
  paintRing(context, scene, chosen, dotRadius + 3, 2);
  paintRing(context, scene, pointed, dotRadius + 2, 1.5);
}
