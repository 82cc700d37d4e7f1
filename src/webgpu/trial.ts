/** A pass of a convolution on the device, on which its candidates are tried: is what they compute right, and how long do they take? */
import type { TrainingBackend } from './backend.ts';
import { type ConvCheck, convCheck, passTensors, seeds } from './convCheck.ts';
import type { ConvPlan, convPlan, Operand } from './convPlan.ts';
import { fillNaN, testValues } from './kernels/testValues.ts';
import { type BufferRegion, newRegion } from './region.ts';
import { bytesPerElement } from './storage.ts';
import { accepted, type Clock, leastMs, type Work, workOf } from './timing.ts';
import type { TuningTask } from './tuningTasks.ts';
import type { Variant } from './variants.ts';

/** One more run of a candidate that took this much longer than the best tells nothing new. */
const hopeless = 2;
const rounds = 2;

/** A variant of a pass, ready to run. */
export interface Candidate {
  readonly variant: Variant;
  readonly plan: ConvPlan;
}

/** A task whose candidates are compiled. */
export interface Prepared extends TuningTask {
  readonly candidates: readonly Candidate[];
  readonly check: ConvCheck;
}

/** Compiles the candidates, all at once and in the background; one that does not compile is none. */
export async function prepare(
  { pipelines }: TrainingBackend,
  task: TuningTask,
  variants: readonly Variant[],
  planOf: typeof convPlan,
): Promise<Prepared> {
  const compiled = variants.map(async (variant): Promise<Candidate | undefined> => {
    try {
      const plan = planOf(task.shape, task.pass, variant);
      const kernels = plan.dispatches.map(({ kernel }) => kernel);
      await pipelines.compile(kernels, { use: false });
      return { variant, plan };
    } catch {
      return undefined;
    }
  });
  const check = convCheck(task.shape, task.pass);
  const { first, second } = passTensors(task.shape, task.pass);
  await pipelines.compile([
    fillNaN,
    testValues(seeds.first, first.storage),
    testValues(seeds.second, second.storage),
  ]);
  return { ...task, check, candidates: (await Promise.all(compiled)).filter((c) => c !== undefined) };
}

/** Buffers that are destroyed together. */
class Buffers {
  readonly #all: GPUBuffer[] = [];

  constructor(private readonly device: GPUDevice) {}

  region(bytes: number): BufferRegion {
    // What is bound or copied is a multiple of four bytes.
    const region = newRegion(this.device, 'tuner', 4 * Math.ceil(bytes / 4));
    this.#all.push(region.buffer);
    return region;
  }

  staging(size: number): GPUBuffer {
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const buffer = this.device.createBuffer({ label: 'tuner', size, usage });
    this.#all.push(buffer);
    return buffer;
  }

  destroy(): void {
    for (const buffer of this.#all) buffer.destroy();
  }
}

/** The operands of a task on the device, on which its candidates are tried. */
export class Trial {
  readonly #buffers: Buffers;
  readonly #samples: GPUBuffer;
  readonly #operands: Record<'first' | 'second' | 'result', BufferRegion>;

  private constructor(
    private readonly backend: TrainingBackend,
    private readonly clock: Clock,
    private readonly task: Prepared,
  ) {
    this.#buffers = new Buffers(backend.device);
    const tensors = passTensors(task.shape, task.pass);
    const region = (role: keyof typeof tensors): BufferRegion =>
      this.#buffers.region(bytesPerElement(tensors[role].storage) * tensors[role].elements);
    this.#operands = { first: region('first'), second: region('second'), result: region('result') };
    this.#samples = this.#buffers.staging(task.check.bytes);
    const fill = (role: keyof typeof seeds): Work =>
      workOf(backend, [
        { kernel: testValues(seeds[role], tensors[role].storage), regions: [this.#operands[role]] },
      ]);
    const encoder = backend.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const work of [fill('first'), fill('second')]) work(pass);
    pass.end();
    backend.device.queue.submit([encoder.finish()]);
  }

  /** @throws InternalError when the device lacks the memory. */
  static open(backend: TrainingBackend, clock: Clock, task: Prepared): Promise<Trial> {
    return accepted(backend.device, () => new Trial(backend, clock, task));
  }

  close(): void {
    this.#buffers.destroy();
  }

  /**
   * Milliseconds of a candidate; Infinity where its result is wrong, or where it is not worth timing to the end.
   * @param best Milliseconds of the best so far.
   * @throws InternalError when the device refuses it.
   */
  async time({ plan }: Candidate, best: number, longestMs: number): Promise<number> {
    const { backend, clock, task } = this;
    const { device } = backend;
    const scratch = new Buffers(device);
    try {
      const { work, clear } = await accepted(device, () => {
        const parts = plan.scratch.map((elements) => scratch.region(4 * elements));
        const regionOf = (o: Operand): BufferRegion =>
          typeof o === 'number' ? parts[o]! : this.#operands[o];
        const dispatches = plan.dispatches.map(({ kernel, operands }) => ({
          kernel,
          regions: operands.map(regionOf),
        }));
        const cleared = [...parts, this.#operands.result];
        return {
          work: workOf(backend, dispatches),
          clear: workOf(
            backend,
            cleared.map((region) => ({ kernel: fillNaN, regions: [region] })),
          ),
        };
      });
      const first = await clock.run(work, 1, {
        // The candidate before may have left right values: this one must write its own.
        before: (encoder) => {
          const pass = encoder.beginComputePass();
          clear(pass);
          pass.end();
        },
        after: (encoder) => task.check.copy(encoder, this.#operands.result.buffer, this.#samples),
      });
      await this.#samples.mapAsync(GPUMapMode.READ);
      const right = task.check.isRight(this.#samples.getMappedRange());
      this.#samples.unmap();
      if (!right || first > longestMs) return Number.POSITIVE_INFINITY;
      // Some drivers compile in the first run: only a second one tells that a candidate is slow.
      const second = first > hopeless * best ? await clock.run(work, 1) : first;
      if (second > hopeless * best) return Number.POSITIVE_INFINITY;
      return await leastMs(clock, work, rounds, second);
    } finally {
      scratch.destroy();
    }
  }
}
