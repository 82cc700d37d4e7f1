/** Decodes BMP in Node, as sharp is built without it: pixels of 1 to 32 bits, of a palette or of masks, from below or from above. Runs of equal pixels (RLE) are not read. */
import { le16, le32 } from '../pictureFiles/bytes.ts';
import { bmp } from '../pictureFiles/formats/bmp.ts';
import type { Size } from '../pictureFiles/formats/format.ts';

const oldest = 12;
/** Kinds of compression that are none. */
const plain = 0;
const masked = [3, 6];

/** Red, green and blue of a pixel, and how much it covers, 0…255 each. */
type Colour = readonly [number, number, number, number];

interface Layout extends Size {
  readonly bits: number;
  readonly fromAbove: boolean;
  /** Where the pixels begin. */
  readonly start: number;
  readonly colourOf: (value: number) => Colour;
}

/** What a mask takes out of a value, over 0…255. */
function channel(mask: number): (value: number) => number {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => (most === 0 ? 0 : Math.round((((value & mask) >>> shift) * 255) / most));
}

function byMasks([r = 0, g = 0, b = 0, a = 0]: readonly number[]): (value: number) => Colour {
  const [red, green, blue, alpha] = [channel(r), channel(g), channel(b), channel(a)];
  return (value) => [red(value), green(value), blue(value), a === 0 ? 255 : alpha(value)];
}

function layoutOf(file: Uint8Array): Layout | undefined {
  const size = bmp.sizeOf(file);
  const header = le32(file, 14);
  const old = header === oldest;
  const bits = le16(file, old ? 24 : 28);
  const compression = old ? plain : le32(file, 30);
  if (!size || (compression !== plain && !masked.includes(compression))) return undefined;
  const common = { ...size, bits, start: le32(file, 10), fromAbove: !old && le32(file, 22) >= 2 ** 31 };
  if (bits === 1 || bits === 4 || bits === 8) {
    const entry = old ? 3 : 4;
    const at = (value: number) => 14 + header + value * entry;
    const byte = (place: number) => file[place] ?? 0;
    return {
      ...common,
      colourOf: (value) => [byte(at(value) + 2), byte(at(value) + 1), byte(at(value)), 255],
    };
  }
  if (bits === 24) return { ...common, colourOf: byMasks([0xff0000, 0xff00, 0xff]) };
  if (bits !== 16 && bits !== 32) return undefined;
  if (compression === plain)
    return {
      ...common,
      colourOf: byMasks(bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff]),
    };
  // They stand behind the header of 40 bytes, or in the longer ones at the same place.
  const masks = [54, 58, 62].map((place) => le32(file, place));
  return { ...common, colourOf: byMasks(header >= 56 ? [...masks, le32(file, 66)] : masks) };
}

/** @returns undefined for kinds of BMP that are not read. */
export function decodeBmp(file: Uint8Array): (Size & { readonly rgba: Uint8Array }) | undefined {
  const layout = layoutOf(file);
  if (!layout) return undefined;
  const { width, height, bits, fromAbove, start, colourOf } = layout;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const rgba = new Uint8Array(width * height * 4);
  const valueAt = (row: number, x: number): number => {
    const at = row + Math.floor((x * bits) / 8);
    if (bits < 8) return ((file[at] ?? 0) >>> (8 - bits - ((x * bits) % 8))) & (2 ** bits - 1);
    let value = 0;
    for (let i = bits / 8 - 1; i >= 0; i--) value = (value << 8) | (file[at + i] ?? 0);
    return value;
  };
  for (let y = 0; y < height; y++) {
    const row = start + (fromAbove ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha] = colourOf(valueAt(row, x));
      const over = (value: number) => Math.round((value * alpha + 255 * (255 - alpha)) / 255);
      rgba.set([over(red), over(green), over(blue), 255], (y * width + x) * 4);
    }
  }
  return { width, height, rgba };
}
