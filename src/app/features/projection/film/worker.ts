/** The worker that draws a film, so that the page goes on meanwhile. */
import { fonts } from '../../../ui/fonts.ts';
import { inks } from '../colours.ts';
import { paint } from '../paint.ts';
import { between, type Points } from '../points.ts';
import { type Scene, sceneOf, shortName } from '../scene.ts';
import { turned } from '../tour.ts';
import { gif, type Pixels } from './gif.ts';
import type { FilmAnswer, FilmRequest } from './request.ts';
import { type Moment, picturesPerSecond, timeline } from './timeline.ts';

const side = 480;
const titleHeight = 30;
const ink = inks.light;
/** Told of so often, in pictures. */
const telling = 5;

const post = (answer: FilmAnswer, transfer: Transferable[] = []) => postMessage(answer, { transfer });

function paintTexts(context: OffscreenCanvasRenderingContext2D, scene: Scene, names: readonly string[]) {
  const { axes, middle } = scene;
  context.font = `600 13px ${fonts}`;
  context.textAlign = 'center';
  context.lineWidth = 3;
  context.strokeStyle = ink.ground;
  context.fillStyle = ink.text;
  names.forEach((name, k) => {
    const [x, y] = [axes[2 * k] as number, axes[2 * k + 1] as number];
    const below = y + (y > middle[1] ? 14 : -5);
    context.strokeText(shortName(name), x, below);
    context.fillText(shortName(name), x, below);
  });
}

function film({ plane, epochs, labels, names }: FilmRequest): Uint8Array<ArrayBuffer> {
  const canvas = new OffscreenCanvas(side, side + titleHeight);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gives no canvas to draw on.');
  const draw = ({ frame, next, share, seconds }: Moment): Pixels => {
    const [from, to] = [epochs[frame], epochs[next]].map((epoch) => epoch?.points as Points) as [
      Points,
      Points,
    ];
    const scene = sceneOf(turned(plane, seconds), share > 0 ? between(from, to, share) : from, names.length, {
      width: side,
      height: side,
    });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = ink.ground;
    context.fillRect(0, 0, side, titleHeight);
    context.fillStyle = ink.text;
    context.font = `600 15px ${fonts}`;
    context.textAlign = 'left';
    context.fillText(epochs[share < 0.5 ? frame : next]?.title ?? '', 12, 20);
    context.translate(0, titleHeight);
    paint(context, scene, labels, ink);
    paintTexts(context, scene, names);
    return context.getImageData(0, 0, side, side + titleHeight).data;
  };
  const moments = timeline(epochs.length);
  const samples = [0, Math.floor(moments.length / 2), moments.length - 1].map((i) =>
    draw(moments[i] as Moment),
  );
  const file = gif(side, side + titleHeight, { perSecond: picturesPerSecond, samples });
  moments.forEach((moment, done) => {
    file.add(draw(moment));
    if (done % telling === 0) post({ type: 'progress', done, total: moments.length });
  });
  return file.finish();
}

addEventListener('message', ({ data }: MessageEvent<FilmRequest>) => {
  try {
    const bytes = film(data);
    post({ type: 'film', bytes }, [bytes.buffer]);
  } catch {
    // No canvas, or no room for the file.
    post({ type: 'failed' });
  }
});
