/**
 * What lies over the drawing in pixels, for its file: the maps, and the picture that goes in. What is to go
 * into the file is marked with `data-in-file`, which has what the caption says of it: a canvas, or something with a canvas or a background in it.
 */
import { svgElement } from '../../ui/standaloneSvg.ts';

/** The part of a background picture that an element shows, at the picture's own size. */
async function backgroundOf(element: HTMLElement): Promise<HTMLCanvasElement | undefined> {
  const { backgroundImage, backgroundSize, backgroundPosition } = getComputedStyle(element);
  const address = /^url\("(.*)"\)$/.exec(backgroundImage)?.[1];
  if (address === undefined) return undefined;
  const image = new Image();
  image.src = address;
  await image.decode();
  const [wide = 0] = backgroundSize.split(' ').map(Number.parseFloat);
  const [left = 0, top = 0] = backgroundPosition.split(' ').map(Number.parseFloat);
  const scale = image.naturalWidth / wide;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(element.clientWidth * scale);
  canvas.height = Math.round(element.clientHeight * scale);
  canvas.getContext('2d')?.drawImage(image, left * scale, top * scale);
  return canvas;
}

/** The pixels of a marked element and the element that they fill; undefined where it shows none. */
async function pixelsOf(marked: HTMLElement): Promise<readonly [HTMLCanvasElement, Element] | undefined> {
  const canvas = marked.matches('canvas') ? marked : marked.querySelector('canvas');
  if (canvas instanceof HTMLCanvasElement) return [canvas, canvas];
  for (const child of marked.querySelectorAll<HTMLElement>('*')) {
    const background = await backgroundOf(child);
    if (background) return [background, child];
  }
  return undefined;
}

/** Pictures for the file, in the pixels of the drawing, and what its caption has to say of them. */
export async function overDrawing(
  drawing: SVGSVGElement,
): Promise<{ readonly images: readonly SVGElement[]; readonly told: readonly string[] }> {
  const base = drawing.getBoundingClientRect();
  const scale = Number(drawing.getAttribute('width')) / base.width;
  const marked = [...(drawing.parentElement?.querySelectorAll<HTMLElement>('[data-in-file]') ?? [])];
  const found = await Promise.all(marked.map(pixelsOf));
  const images = found.flatMap((one) => {
    const [canvas, element] = one ?? [];
    if (!canvas || !element) return [];
    const { left, top, width, height } = element.getBoundingClientRect();
    return svgElement('image', {
      x: (left - base.left) * scale,
      y: (top - base.top) * scale,
      width: width * scale,
      height: height * scale,
      preserveAspectRatio: 'none',
      'image-rendering': 'pixelated',
      href: canvas.toDataURL(),
    });
  });
  return { images, told: marked.flatMap(({ dataset: { inFile } }) => inFile || []) };
}
