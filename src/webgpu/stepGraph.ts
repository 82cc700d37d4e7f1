/**
 * A recorded step, ready to be replayed: pipelines, bind groups and buffers are fixed, so a replay is a loop over
 * dispatches in one pass and one submit, or in a few submits where the step is long.
 */

import { InternalError } from '../base/errors.ts';
import { ProblemError } from '../problems/index.ts';
import type { TrainingBackend } from './backend.ts';
import type { BufferPool } from './bufferPool.ts';
import type { Kernel } from './kernel.ts';
import { checkDispatch } from './limits.ts';
import { type Lifetime, planMemory } from './memoryPlan.ts';
import { Pace } from './pace.ts';
import type { Operand, RecordedDispatch, VirtualBuffer } from './recorder.ts';
import type { BufferRegion } from './region.ts';

interface Dispatch {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly optional: boolean;
}

/** Steps over which a profile is the mean, unless they take longer than so many milliseconds. */
const [profiledSteps, profileMs] = [50, 1000];
/** Work that a dispatch stands for besides its arithmetic, when a step is cut. */
const flopsPerByte = 2;

const cost = (k: Kernel): number => k.flops + flopsPerByte * k.bytes + 1e4;

export class StepGraph {
  private all: Dispatch[] = [];
  /** Those that run in every replay. */
  private dispatches: Dispatch[] = [];
  private readonly regions = new Map<VirtualBuffer, BufferRegion>();
  private readonly totalCost: number;
  private readonly pace: Pace;
  /** Submits that the last replay took. */
  submits = 0;

  /**
   * @param pinned Virtual buffers that must lie in a given place: gradients, results that are read.
   * @throws ProblemError where a dispatch is beyond the device's limits, before anything is allocated.
   */
  constructor(
    private readonly backend: TrainingBackend,
    private readonly recorded: readonly RecordedDispatch[],
    pool: BufferPool,
    pinned: ReadonlyMap<VirtualBuffer, BufferRegion>,
  ) {
    this.pace = new Pace(backend.device.queue);
    for (const { kernel, operands } of recorded) {
      const bound = operands.map((o) => ('fixed' in o ? o.fixed.size : o.virtual.bytes));
      checkDispatch(kernel, bound, backend.traits);
    }
    this.totalCost = recorded.reduce((sum, d) => (d.optional ? sum : sum + cost(d.kernel)), 0);
    const uses = new Map<VirtualBuffer, { first: number; last: number }>();
    recorded.forEach(({ operands }, i) => {
      for (const operand of operands) {
        if (!('virtual' in operand)) continue;
        const seen = uses.get(operand.virtual);
        if (seen) seen.last = i;
        else uses.set(operand.virtual, { first: i, last: i });
      }
    });
    const free = [...uses].filter(([v]) => !pinned.has(v));
    const lifetimes = free.map(([v, use]): Lifetime => ({ bytes: v.bytes, ...use }));
    const plan = planMemory(lifetimes, pool.slots);
    pool.extend(plan.slots);
    free.forEach(([v], i) => {
      this.regions.set(v, pool.region(plan.slotOf[i]!, v.bytes));
    });
    for (const [v, region] of pinned) this.regions.set(v, region);
  }

  get kernels(): Kernel[] {
    return this.recorded.map((d) => d.kernel);
  }

  /** Looks pipelines up and makes bind groups; compiles what `Pipelines.compile` has not. */
  prepare(): void {
    const { pipelines } = this.backend;
    this.all = this.recorded.map(({ kernel, operands, optional = false }) => ({
      kernel,
      optional,
      pipeline: pipelines.get(kernel),
      bindGroup: pipelines.bindGroup(
        kernel,
        operands.map((o) => this.place(o)),
      ),
    }));
    this.dispatches = this.all.filter((d) => !d.optional);
  }

  /** Where an operand lies. */
  place(operand: Operand): BufferRegion {
    if ('fixed' in operand) return operand.fixed;
    const region = this.regions.get(operand.virtual);
    if (!region) throw new InternalError('A tensor of the step was used before the step was planned.');
    return region;
  }

  /**
   * Enqueues the step once, after all that was enqueued before.
   * @param everything The optional dispatches too.
   */
  replay(everything = false): void {
    this.backend.faults.watch(() => {
      if (this.dispatches.length === 0) this.prepare();
      this.enqueue(everything);
    });
  }

  private enqueue(everything: boolean): void {
    const dispatches = everything ? this.all : this.dispatches;
    const { device } = this.backend;
    this.backend.flush();
    const { limit } = this.pace;
    const measured = this.pace.measure(this.totalCost);
    let encoder = device.createCommandEncoder();
    let pass = encoder.beginComputePass();
    let gathered = 0;
    let pipeline: GPUComputePipeline | undefined;
    this.submits = 1;
    for (const d of dispatches) {
      const next = cost(d.kernel);
      if (gathered > 0 && gathered + next > limit) {
        pass.end();
        device.queue.submit([encoder.finish()]);
        encoder = device.createCommandEncoder();
        pass = encoder.beginComputePass();
        pipeline = undefined;
        gathered = 0;
        this.submits++;
      }
      gathered += next;
      if (pipeline !== d.pipeline) pass.setPipeline(d.pipeline);
      pipeline = d.pipeline;
      pass.setBindGroup(0, d.bindGroup);
      pass.dispatchWorkgroups(...d.kernel.workgroups);
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
    this.backend.counts.dispatches += dispatches.length;
    this.backend.counts.submits += this.submits;
    measured();
  }

  /**
   * Times every dispatch that is not optional, each in a pass of its own with timestamps: mean milliseconds over some
   * steps, in order. Browsers round timestamps, to 100 µs in Chrome, down at both ends: single readings are far off, their
   * mean is not.
   */
  async profile(): Promise<{ kernel: Kernel; ms: number }[]> {
    if (this.dispatches.length === 0) this.prepare();
    if (!this.backend.traits.timestamps) throw new ProblemError({ kind: 'no-timestamps' });
    await this.backend.device.queue.onSubmittedWorkDone();
    const started = performance.now();
    const sums = this.dispatches.map(() => 0);
    let steps = 0;
    while (steps === 0 || (steps < profiledSteps && performance.now() - started < profileMs)) {
      (await this.timeOnce()).forEach((ms, i) => {
        sums[i]! += ms;
      });
      steps++;
    }
    return this.dispatches.map(({ kernel }, i) => ({ kernel, ms: sums[i]! / steps }));
  }

  /** Milliseconds of every dispatch of one step, as the timestamps tell them. */
  private async timeOnce(): Promise<number[]> {
    const { device } = this.backend;
    this.backend.flush();
    const times: number[] = [];
    const perQuery = 512;
    for (let from = 0; from < this.dispatches.length; from += perQuery) {
      const part = this.dispatches.slice(from, from + perQuery);
      const querySet = device.createQuerySet({ type: 'timestamp', count: 2 * part.length });
      const size = 16 * part.length;
      const resolved = device.createBuffer({
        size,
        usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
      });
      const staging = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
      const encoder = device.createCommandEncoder();
      part.forEach((d, i) => {
        const timestampWrites = {
          querySet,
          beginningOfPassWriteIndex: 2 * i,
          endOfPassWriteIndex: 2 * i + 1,
        };
        const pass = encoder.beginComputePass({ timestampWrites });
        pass.setPipeline(d.pipeline);
        pass.setBindGroup(0, d.bindGroup);
        pass.dispatchWorkgroups(...d.kernel.workgroups);
        pass.end();
      });
      encoder.resolveQuerySet(querySet, 0, 2 * part.length, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const stamps = new BigUint64Array(staging.getMappedRange());
      part.forEach((_, i) => {
        times.push(Number(stamps[2 * i + 1]! - stamps[2 * i]!) / 1e6);
      });
      for (const b of [resolved, staging]) b.destroy();
      querySet.destroy();
    }
    return times;
  }
}
