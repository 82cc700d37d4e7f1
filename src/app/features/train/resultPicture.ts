/**
 * The picture of a result that a person sends to a friend: accuracy, network, curve and sample pictures on 1200×630 pixels, as
 * sites show pictures beside links. It is drawn light whatever the page's colours are.
 */
import { opaque } from '../../ui/Pixels.tsx';
import type { Result } from './result.ts';

const size = { width: 1200, height: 630 };
const ink = '#1c2127';
const quiet = '#5a626b';
const accent = '#0072b2';
const hair = '#dde1e6';
const fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

type Context = CanvasRenderingContext2D;

interface Written {
  readonly font: string;
  readonly colour?: string;
  /** Pixels: what is longer ends in an ellipsis. */
  readonly width: number;
}

function write(c: Context, text: string, x: number, y: number, { font, colour = ink, width }: Written): void {
  c.font = `${font} ${fonts}`;
  c.fillStyle = colour;
  const letters = [...text];
  let shown = text;
  while (c.measureText(shown).width > width && letters.length > 0) {
    letters.pop();
    shown = `${letters.join('').trimEnd()}…`;
  }
  c.fillText(shown, x, y);
}

/** The blocks of the network from left to right, as high as their feature maps; more than fit are drawn closer. */
function drawNetwork(
  c: Context,
  { stages }: Result,
  box: { x: number; y: number; w: number; h: number },
): void {
  const blocks = stages.reduce((sum, stage) => sum + stage.blocks, 0);
  const gap = 18;
  const pitch = (box.w - gap * (stages.length - 1)) / blocks;
  let x = box.x;
  for (const { blocks: count, side } of stages) {
    const height = Math.max(14, box.h * side);
    for (let i = 0; i < count; i++) {
      c.fillStyle = '#cfe3f1';
      c.strokeStyle = accent;
      c.beginPath();
      c.roundRect(x + pitch * 0.15, box.y + (box.h - height) / 2, Math.max(1, pitch * 0.7), height, 3);
      c.fill();
      if (pitch > 5) c.stroke();
      x += pitch;
    }
    x += gap;
  }
}

function drawCurve(
  c: Context,
  { curve, chance }: Result,
  box: { x: number; y: number; w: number; h: number },
): void {
  c.strokeStyle = hair;
  c.lineWidth = 1.5;
  c.strokeRect(box.x, box.y, box.w, box.h);
  const [low, high] = [Math.min(chance, ...curve), Math.max(2 * chance, ...curve)];
  const px = (i: number) => box.x + (box.w * (i + 1)) / curve.length;
  const py = (share: number) => box.y + box.h - 14 - ((box.h - 28) * (share - low)) / (high - low);
  c.strokeStyle = accent;
  c.lineWidth = 5;
  c.lineJoin = 'round';
  c.beginPath();
  c.moveTo(box.x, py(chance));
  for (const [i, share] of curve.entries()) c.lineTo(px(i) - (i === curve.length - 1 ? 10 : 0), py(share));
  c.stroke();
  const last = curve[curve.length - 1];
  if (last === undefined) return;
  c.fillStyle = accent;
  c.beginPath();
  c.arc(box.x + box.w - 10, py(last), 9, 0, 2 * Math.PI);
  c.fill();
}

type SampleRow = ImageBitmap | OffscreenCanvas;

/** Pictures of S·S·3 bytes, RGB, as a row; undefined before all of them are there. */
export function rowOf(pictures: readonly (Uint8Array | undefined)[]): OffscreenCanvas | undefined {
  const there = pictures.filter((picture) => picture !== undefined);
  const [first] = there;
  if (!first || there.length < pictures.length) return undefined;
  const side = Math.sqrt(first.length / 3);
  const row = new OffscreenCanvas(there.length * side, side);
  const context = row.getContext('2d');
  for (const [i, picture] of there.entries())
    context?.putImageData(new ImageData(opaque(picture), side, side), i * side, 0);
  return row;
}

/** Sample pictures in a row, with a green or a red line below each. */
function drawSamples(c: Context, { told }: Result, samples: SampleRow, x: number, y: number): void {
  const tile = samples.height;
  const shown = Math.min(12, told.length);
  const side = 64;
  c.imageSmoothingEnabled = false;
  for (let i = 0; i < shown; i++) {
    const at = x + i * (side + 10);
    c.drawImage(samples, i * tile, 0, tile, tile, at, y, side, side);
    c.fillStyle = told[i] ? '#1a9e6b' : '#c92a2a';
    c.fillRect(at, y + side + 4, side, 6);
  }
}

/**
 * @param samples The row of sample pictures, where there is one.
 * @param link Where the settings of the run can be opened.
 * @returns a PNG.
 * @throws Error where the browser draws no canvas.
 */
export async function resultPicture(
  result: Result,
  samples: SampleRow | undefined,
  title: string,
  link: string,
): Promise<Blob> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const c = canvas.getContext('2d') as unknown as Context | null;
  if (!c) throw new Error('The browser draws no canvas.');
  c.fillStyle = '#fff';
  c.fillRect(0, 0, size.width, size.height);
  // Beside the curve.
  const width = 580;
  write(c, title, 60, 78, { font: '600 30px', colour: quiet, width });
  write(c, result.accuracy, 54, 216, { font: '700 132px', width: 1100 });
  write(c, `${result.network} · ${result.dataset}`, 60, 272, { font: '600 36px', width });
  write(c, result.effort, 60, 318, { font: '400 28px', colour: quiet, width });
  drawCurve(c, result, { x: 660, y: 60, w: 480, h: 270 });
  drawNetwork(c, result, { x: 60, y: 356, w: 1080, h: 96 });
  if (samples) drawSamples(c, result, samples, 60, 478);
  write(c, link, 60, 600, { font: '400 22px', colour: quiet, width: 1080 });
  return canvas.convertToBlob({ type: 'image/png' });
}
