/** A frame as a file: it comes back as it was, and whatever was changed since is refused. */
import { describe, expect, it } from 'vitest';
import { frameFile, readFrameFile } from '../../src/formats/frameFile.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { seal } from '../../src/formats/seal.ts';
import type { Frame } from '../../src/training/frames.ts';
import { frameAt, frameOfClasses } from '../training/someFrame.ts';

const frame = frameAt(3);

/** The same file with other contents, sealed anew. */
function changed(change: (file: ReturnType<typeof readSafetensors>) => unknown): Uint8Array {
  const { tensors, metadata } = readSafetensors(frameFile(frame));
  const file = { tensors: [...tensors], metadata: { ...metadata, checksum: 'xxh32:00000000' } };
  change(file);
  return seal(writeSafetensors(file));
}

describe('a frame in a file', () => {
  it('comes back as it was', () => {
    const bytes = frameFile(frame);
    expect(readFrameFile(bytes)).toEqual(frame);
    expect(frameFile(readFrameFile(bytes))).toEqual(bytes);
  });

  it.each([2, 256, 257, 1000])('comes back of a network that knows %i classes', (classes) => {
    const many = frameOfClasses(classes);
    const back = readFrameFile(frameFile(many));
    expect(back).toEqual(many);
    expect(back.predicted).toBeInstanceOf(classes > 256 ? Uint16Array : Uint8Array);
  });

  it.each([-1, 2, 258])('is refused where it names class %i of two', (said) => {
    const named = changed(({ tensors }) => {
      const [first] = tensors;
      if (first) first.data[1] = said;
    });
    expect(() => readFrameFile(named)).toThrow();
  });

  it('comes back without what it does not have', () => {
    const { vitals: _, probes: __, readers: ___, ...bare } = frame;
    expect(readFrameFile(frameFile(bare))).toEqual(bare);
  });

  it('is not written where it could not be read again', () => {
    const unknown: Frame = { ...frame, probes: [{ name: 'stem', accuracy: Number.NaN }] };
    expect(() => frameFile(unknown)).toThrow();
  });

  it('is refused where a single bit has changed', () => {
    const bytes = frameFile(frame);
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 1;
      expect(() => readFrameFile(damaged), `byte ${at}`).toThrow();
    }
  });

  it.each<[string, (file: ReturnType<typeof readSafetensors>) => unknown]>([
    ['has no predictions', ({ tensors }) => (tensors as unknown[]).shift()],
    ['has too few losses', ({ tensors }) => (tensors as unknown[]).splice(1, 1)],
    ['tells nothing of the epoch', ({ metadata }) => delete (metadata as Record<string, string>).frame],
    ['tells what is no JSON', ({ metadata }) => Object.assign(metadata, { frame: '{"epoch":' })],
    [
      'has a word for an epoch',
      ({ metadata }) => Object.assign(metadata, { frame: '{"epoch":"x","step":1}' }),
    ],
  ])('is refused where it %s', (_, change) => {
    expect(() => readFrameFile(changed(change))).toThrow();
    expect(readFrameFile(changed(() => {}))).toEqual(frame);
  });
});
