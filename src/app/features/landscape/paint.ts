/** Draws a scene on a canvas. */
import { nameOfFirst, type PathDrawn } from '../../../formats/landscape/marks.ts';
import type { Scene } from '../../../formats/landscape/scene.ts';

export interface Ink {
  readonly text: string;
  readonly frame: string;
  readonly halo: string;
  readonly mark: string;
}

export const inks: Readonly<Record<'light' | 'dark', Ink>> = {
  light: { text: '#495057', frame: '#adb5bd', halo: '#ffffff', mark: '#d6336c' },
  dark: { text: '#ced4da', frame: '#6b6b6b', halo: '#242424', mark: '#ff5c93' },
};

export interface Labelled {
  /** Names of the two directions. */
  readonly directions: readonly [string, string];
  /** What a point of the path is called. */
  readonly epoch: (epoch: number) => string;
  /** Whether the second name is written upwards. */
  readonly upwards: boolean;
  /** The point of the grid that is pointed at. */
  readonly pointed?: number | undefined;
}

type Context = CanvasRenderingContext2D;

function trace(context: Context, at: readonly number[]): void {
  context.beginPath();
  context.moveTo(at[0]!, at[1]!);
  for (let i = 2; i < at.length; i += 2) context.lineTo(at[i]!, at[i + 1]!);
}

function dot(context: Context, [x, y]: readonly [number, number], radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function write(
  context: Context,
  text: string,
  [x, y]: readonly [number, number],
  { ink, width }: { readonly ink: Ink; readonly width: number },
  turned = false,
): void {
  context.save();
  context.font = '12px system-ui, sans-serif';
  // What is written along lies within the drawing.
  const half = turned ? 0 : context.measureText(text).width / 2 + 2;
  context.translate(Math.max(half, Math.min(width - half, x)), y);
  if (turned) context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = ink.halo;
  context.strokeText(text, 0, 0);
  context.fillStyle = ink.text;
  context.fillText(text, 0, 0);
  context.restore();
}

/** The path on a halo, and its points. What is hidden shows faintly. */
function tracePath(context: Context, { lines, stops }: PathDrawn, ink: Ink): void {
  context.lineCap = 'round';
  for (const [colour, wide] of [
    ['#ffffff', 4],
    [ink.mark, 2],
  ] as const)
    for (const { at, hidden } of lines) {
      context.globalAlpha = hidden ? 0.25 : 1;
      context.strokeStyle = colour;
      context.lineWidth = wide;
      trace(context, at);
      context.stroke();
    }
  for (const { at, hidden } of stops) {
    context.globalAlpha = hidden ? 0.35 : 1;
    dot(context, at, 3);
    context.fillStyle = '#ffffff';
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = ink.mark;
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineCap = 'butt';
}

export function paint(
  context: Context,
  scene: Scene,
  ink: Ink,
  { directions, epoch, upwards, pointed }: Labelled,
): void {
  context.clearRect(0, 0, scene.width, scene.height);
  context.lineJoin = 'round';
  context.lineWidth = 1;
  context.strokeStyle = ink.frame;
  trace(context, scene.ground);
  context.closePath();
  context.stroke();
  for (const item of scene.items) {
    trace(context, item.at);
    if (item.kind === 'face') {
      context.closePath();
      context.fillStyle = item.colour;
      context.fill();
      // Else the ground shows through between two pieces.
      context.lineWidth = 0.7;
      context.strokeStyle = item.colour;
    } else {
      context.lineWidth = 1;
      context.strokeStyle = item.onDark ? 'rgba(255, 255, 255, 0.75)' : 'rgba(0, 0, 0, 0.55)';
    }
    context.stroke();
  }
  tracePath(context, scene.path, ink);
  const { foot, head } = scene.pin;
  context.lineWidth = 2;
  context.strokeStyle = ink.mark;
  trace(context, [...foot, ...head]);
  context.stroke();
  dot(context, head, 5);
  context.fillStyle = ink.mark;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = '#ffffff';
  context.stroke();
  if (pointed !== undefined && 2 * pointed < scene.points.length) {
    dot(context, [scene.points[2 * pointed]!, scene.points[2 * pointed + 1]!], 4);
    context.lineWidth = 4;
    context.strokeStyle = '#000000';
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = '#ffffff';
    context.stroke();
  }
  const [first] = scene.path.stops;
  const named = nameOfFirst(scene.path);
  const sheet = { ink, width: scene.width };
  if (first && named) write(context, epoch(first.epoch), named, sheet);
  write(context, directions[0], scene.names[0], sheet);
  write(context, directions[1], scene.names[1], sheet, upwards);
}
