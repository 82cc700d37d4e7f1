/** Pipelines by their WGSL, compiled once a device: at first use, or ahead of it, all together and asynchronously. */
import { ProblemError } from '../problems/index.ts';
import type { DeviceFaults } from './faults.ts';
import type { FirstUse } from './firstUse.ts';
import { type Kernel, range } from './kernel.ts';

export interface CompileOptions {
  readonly onProgress?: (done: number, total: number) => void;
  /** Pipelines that are compiled at a time. Default: all. */
  readonly atOnce?: number;
  /** Whether each is used too, for nothing, where that is when the driver compiles (see firstUse.ts). Default: true. */
  readonly use?: boolean;
  /** Compiles no further ones. */
  readonly signal?: AbortSignal;
}

const typesOf = ({ bindings }: Kernel): GPUBufferBindingType[] =>
  bindings.map(({ access }) => (access === 'read' ? 'read-only-storage' : 'storage'));

export class Pipelines {
  private readonly ready = new Map<string, GPUComputePipeline>();
  private readonly pending = new Map<string, Promise<void>>();
  /** Code that this device could not compile. */
  private readonly broken = new Set<string>();
  private readonly layouts = new Map<string, GPUBindGroupLayout>();
  /** Pipelines that were made when they were needed at once, while JavaScript or the whole browser waited. */
  late = 0;

  /**
   * @param faults Tells a device that is gone from a kernel that it cannot compile.
   * @param firstUse What uses a pipeline, where that is when the driver compiles it.
   */
  constructor(
    private readonly device: GPUDevice,
    private readonly faults?: Pick<DeviceFaults, 'trusted'>,
    private readonly firstUse?: FirstUse,
  ) {}

  /** The pipeline of a kernel, compiled now if it must be. */
  get(kernel: Kernel): GPUComputePipeline {
    const known = this.ready.get(kernel.code);
    if (known) return known;
    this.late++;
    const pipeline = this.device.createComputePipeline(this.descriptor(kernel));
    this.ready.set(kernel.code, pipeline);
    return pipeline;
  }

  /**
   * Compiles what is missing in the background.
   * @throws ProblemError naming a kernel that this device cannot compile, once all others are compiled.
   */
  async compile(
    kernels: readonly Kernel[],
    { onProgress = () => {}, atOnce = Number.POSITIVE_INFINITY, use = true, signal }: CompileOptions = {},
  ): Promise<void> {
    const missing = new Map(kernels.filter((k) => !this.ready.has(k.code)).map((k) => [k.code, k]));
    const total = missing.size;
    const errors: unknown[] = [];
    let done = 0;
    onProgress(0, total);
    const queue = [...missing.values()];
    const takeTurns = async (): Promise<void> => {
      for (let kernel = queue.shift(); kernel; kernel = queue.shift()) {
        signal?.throwIfAborted();
        await this.compileOne(kernel, use).catch((error: unknown) => errors.push(error));
        onProgress(++done, total);
      }
    };
    await Promise.all(range(Math.min(atOnce, total)).map(takeTurns));
    if (errors.length > 0) throw errors[0];
  }

  /** False for a kernel that this device could not compile, alone or as it adds to what is there. */
  usable({ code, withAddend }: Kernel): boolean {
    // Kernels are rarely broken: then none is generated for the question.
    if (this.broken.size === 0) return true;
    return !this.broken.has(code) && !(withAddend && this.broken.has(withAddend().code));
  }

  private compileOne(kernel: Kernel, use: boolean): Promise<void> {
    const { code } = kernel;
    const under = this.pending.get(code);
    if (under) return under;
    const made = this.makeOne(kernel, use).finally(() => this.pending.delete(code));
    this.pending.set(code, made);
    return made;
  }

  private async makeOne(kernel: Kernel, use: boolean): Promise<void> {
    // WGSL that is refused is told twice: of the module, which must not end a run that has another kernel, and of the
    // pipeline.
    this.device.pushErrorScope('validation');
    const made = this.device.createComputePipelineAsync(this.descriptor(kernel));
    const told = this.device.popErrorScope();
    try {
      const pipeline = await (this.faults?.trusted(made) ?? made);
      if (this.ready.has(kernel.code)) return;
      this.ready.set(kernel.code, pipeline);
      if (use) await this.firstUse?.of(pipeline, this.layout(kernel), typesOf(kernel));
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      this.broken.add(kernel.code);
      throw new ProblemError({ kind: 'kernel-not-compiled', kernel: kernel.name }, { cause: error });
    } finally {
      await told.catch(() => null);
    }
  }

  bindGroup(kernel: Kernel, regions: readonly GPUBufferBinding[]): GPUBindGroup {
    return this.device.createBindGroup({
      label: kernel.name,
      layout: this.layout(kernel),
      entries: regions.map((resource, binding) => ({ binding, resource })),
    });
  }

  private descriptor(kernel: Kernel): GPUComputePipelineDescriptor {
    return {
      label: kernel.name,
      layout: this.device.createPipelineLayout({ bindGroupLayouts: [this.layout(kernel)] }),
      compute: {
        module: this.device.createShaderModule({ label: kernel.name, code: kernel.code }),
        entryPoint: 'main',
      },
    };
  }

  /** Explicit layouts: an automatic one would drop a binding that a variant of a kernel does not touch. */
  private layout(kernel: Kernel): GPUBindGroupLayout {
    const types = typesOf(kernel);
    const key = types.join();
    let layout = this.layouts.get(key);
    if (!layout) {
      const entries = types.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      }));
      layout = this.device.createBindGroupLayout({ entries });
      this.layouts.set(key, layout);
    }
    return layout;
  }
}
