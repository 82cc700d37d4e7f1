/**
 * All parameters of a network in a few large buffers: values, gradients and what the optimizer remembers lie at the same
 * offsets, so that one dispatch updates them all. Running statistics, which no optimizer moves, lie behind them in the buffers that have
 * them: values and their average. tfjs's variables become views of their part.
 */

import type { TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../base/errors.ts';
import type { Parameter } from '../nn/network.ts';
import type { TrainingBackend } from './backend.ts';
import { alignment, type BufferRegion, bytesOf, flatBytesOf, newBuffer } from './region.ts';

/** A part of the flat buffers that fits a binding. */
export interface Window {
  readonly offset: number;
  readonly bytes: number;
  /** Leading elements of the window that decay whatever the rule: weights of convolutions and the classifier. */
  readonly decayCount: number;
}

/** A stretch of the flat buffers, in bytes. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The flat buffers that have running statistics behind the trainable parameters. */
const withStatistics: ReadonlySet<string> = new Set(['values', 'average']);

export class ParameterStore {
  /** Byte offset of each parameter; half of it is an offset of a binding too, for copies as halves. */
  private readonly offsets = new Map<string, number>();
  /** Bytes of the trainable parameters. */
  private readonly bytesTotal: number;
  /** The same with running statistics. */
  private readonly bytesWithStatistics: number;
  private readonly buffers = new Map<string, GPUBuffer>();
  /** Bytes of the parameters that always decay; they come first. */
  private readonly decayBytes: number;

  /** @param sectionOf Which section of the network a parameter is of, by its name. Default: all are of one. */
  constructor(
    private readonly backend: TrainingBackend,
    private readonly parameters: readonly Parameter[],
    private readonly sectionOf: (parameter: string) => number = () => 0,
  ) {
    const trainable = parameters.filter((p) => p.info.trainable);
    const decaying = trainable.filter((p) => p.info.role === 'conv' || p.info.role === 'linear');
    const others = trainable.filter((p) => !decaying.includes(p));
    let offset = 0;
    const place = (list: readonly Parameter[]): void => {
      for (const { info } of list) {
        this.offsets.set(info.name, offset);
        offset += flatBytesOf(info.shape);
      }
    };
    place(decaying);
    this.decayBytes = offset;
    place(others);
    this.bytesTotal = offset;
    place(parameters.filter((p) => !p.info.trainable));
    this.bytesWithStatistics = offset;
    for (const { info, variable } of parameters) backend.adopt(variable, this.region('values', info.name));
  }

  /** Bytes of all flat buffers. */
  get bytes(): number {
    return [...this.buffers.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** True where a flat buffer of that name has been made, such as `momentum`. */
  has(flat: string): boolean {
    return this.buffers.has(flat);
  }

  /** Where a parameter's part of a flat buffer lies: `values`, `gradients`, or a slot such as `momentum`. */
  region(flat: string, name: string): BufferRegion {
    const parameter = this.parameters.find((p) => p.info.name === name);
    const offset = this.offsets.get(name);
    if (!parameter || offset === undefined)
      throw new InternalError(`The network has no parameter called ${name}.`);
    if (!parameter.info.trainable && !withStatistics.has(flat))
      throw new InternalError(`No gradient moves ${name}.`);
    return { buffer: this.buffer(flat), offset, size: bytesOf(parameter.info.shape) };
  }

  /** Where the copy of a convolution's weights as halves lies. */
  copy(name: string): BufferRegion {
    const { offset, size } = this.region('values', name);
    return { buffer: this.halves, offset: offset / 2, size: size / 2 };
  }

  /** Copies as halves of the values that always decay, at half their offsets. */
  private get halves(): GPUBuffer {
    return this.buffer('halves', this.decayBytes / 2);
  }

  /** A tensor that is a view of the copies of what always decays in a window; undefined where nothing does. */
  copiesTensor({ offset, decayCount }: Window): TensorInfo | undefined {
    if (decayCount === 0) return undefined;
    const region = { buffer: this.halves, offset: offset / 2, size: 2 * decayCount };
    return this.backend.view(region, [decayCount]);
  }

  /** The flat buffer, filled with zeros when it is new. */
  buffer(
    flat: string,
    bytes = withStatistics.has(flat) ? this.bytesWithStatistics : this.bytesTotal,
  ): GPUBuffer {
    let buffer = this.buffers.get(flat);
    if (!buffer) {
      buffer = newBuffer(this.backend.device, flat, bytes);
      this.buffers.set(flat, buffer);
    }
    return buffer;
  }

  /** Enqueues a copy of one flat buffer to another of the same size. */
  copyAll(from: string, to: string): void {
    this.backend.flush();
    const encoder = this.backend.device.createCommandEncoder();
    const source = this.buffer(from);
    encoder.copyBufferToBuffer(source, 0, this.buffer(to), 0, source.size);
    this.backend.device.queue.submit([encoder.finish()]);
  }

  /** Fills a flat buffer with zeros. */
  clear(flat: string): void {
    const encoder = this.backend.device.createCommandEncoder();
    encoder.clearBuffer(this.buffer(flat));
    this.backend.device.queue.submit([encoder.finish()]);
  }

  /**
   * The flat buffers of trainable parameters cut into parts that a binding can hold.
   * @param first Only parameters from this section of the network on, up to section `last`.
   */
  windows(first = 0, last = Number.POSITIVE_INFINITY): Window[] {
    return this.stretches(first, last).flatMap((stretch) => this.cut(stretch));
  }

  /** Where the trainable parameters of some sections lie: those that always decay, and the others; in one where nothing lies between. */
  private stretches(first: number, last: number): readonly Stretch[] {
    const places = this.parameters
      .filter(({ info }) => info.trainable)
      .flatMap(({ info }) => {
        const [section, start] = [this.sectionOf(info.name), this.offsets.get(info.name)];
        const within = start !== undefined && section >= first && section <= last;
        return within ? [{ start, end: start + flatBytesOf(info.shape) }] : [];
      })
      .sort((a, b) => a.start - b.start);
    const ends = places.filter(({ end }, i) => places[i + 1]?.start !== end);
    const starts = places.filter(({ start }, i) => places[i - 1]?.end !== start);
    return starts.map(({ start }, i) => ({ start, end: ends[i]?.end ?? start }));
  }

  /** The same of buffers that have running statistics too. */
  windowsWithStatistics(): Window[] {
    return this.cut({ start: 0, end: this.bytesWithStatistics });
  }

  private cut({ start, end }: Stretch): Window[] {
    const most = 2 * alignment * Math.floor(this.backend.traits.maxBindingBytes / (2 * alignment));
    const windows: Window[] = [];
    for (let offset = start; offset < end; offset += most) {
      const bytes = Math.min(most, end - offset);
      const decaying = Math.max(0, Math.min(bytes, this.decayBytes - offset));
      windows.push({ offset, bytes, decayCount: decaying / 4 });
    }
    return windows;
  }

  /** A tensor that is a view of a window of a flat buffer. */
  windowTensor(flat: string, { offset, bytes }: Pick<Window, 'offset' | 'bytes'>): TensorInfo {
    return this.backend.view({ buffer: this.buffer(flat), offset, size: bytes }, [bytes / 4]);
  }

  dispose(): void {
    for (const buffer of this.buffers.values()) buffer.destroy();
    this.buffers.clear();
  }
}
