/** Some pictures of each class as the network would see them, so that a person sees what was understood before anything is made. */
import type { FoundPicture } from './found.ts';
import type { Plan } from './plan.ts';
import { type SmallOptions, smallPicture } from './smallPicture.ts';

export interface SheetOptions extends SmallOptions {
  /** Pictures of a class at most. */
  readonly each: number;
  /** Numbers of classes of the plan; all where it is not said. */
  readonly classes?: readonly number[];
  readonly signal?: AbortSignal;
}

export interface SheetPicture {
  readonly classIndex: number;
  /** S·S·3 bytes. */
  readonly pixels: Uint8Array;
}

const atOnce = 4;
/** As many times as pictures are wanted of a class, some are looked at: damaged ones are passed by. */
const tries = 3;

/** Spread over the list, each once; those of the first `count` are as far apart as can be. */
function spread<T>(list: readonly T[], count: number): T[] {
  const step = list.length / count;
  if (step <= 1) return [...list];
  const first = Array.from({ length: count }, (_, i) => Math.floor(i * step));
  const others = Array.from(
    { length: count * (tries - 1) },
    (_, i) => first[i % count]! + 1 + Math.floor(i / count),
  );
  return [...new Set([...first, ...others])].flatMap((i) => list[i] ?? []);
}

/** @returns Those that could be read, by class. @throws the reason of the signal. */
export async function contactSheet(plan: Plan, options: SheetOptions): Promise<SheetPicture[]> {
  const { each, signal } = options;
  const wanted = options.classes ?? plan.classes.map((_, i) => i);
  const classOf = new Map(
    wanted.flatMap((index) => (plan.classes[index]?.labels ?? []).map((label) => [label, index] as const)),
  );
  const pictures = new Map<number, FoundPicture[]>(wanted.map((index) => [index, []]));
  for (const picture of plan.found.pictures)
    pictures.get(classOf.get(picture.label) ?? Number.NaN)?.push(picture);

  const made = async (picture: FoundPicture): Promise<Uint8Array | undefined> => {
    const small = await smallPicture(picture, options).catch(() => undefined);
    return typeof small === 'object' ? small.pixels : undefined;
  };
  const sheet: SheetPicture[] = [];
  const queue = pictures.entries();
  const lane = async () => {
    for (const [classIndex, ofClass] of queue) {
      let shown = 0;
      for (const picture of spread(ofClass, each)) {
        signal?.throwIfAborted();
        const pixels = shown < each ? await made(picture) : undefined;
        if (!pixels) continue;
        sheet.push({ classIndex, pixels });
        shown++;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  signal?.throwIfAborted();
  return sheet.sort((a, b) => a.classIndex - b.classIndex);
}
