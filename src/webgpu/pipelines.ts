/** Pipelines by their WGSL, compiled once a device: at first use, or ahead of it, all together and asynchronously. */
import { ProblemError } from '../problems/index.ts';
import type { Access, Kernel } from './kernel.ts';

export class Pipelines {
  private readonly ready = new Map<string, GPUComputePipeline>();
  private readonly layouts = new Map<string, GPUBindGroupLayout>();

  constructor(private readonly device: GPUDevice) {}

  /** The pipeline of a kernel, compiled now if it must be. */
  get(kernel: Kernel): GPUComputePipeline {
    const known = this.ready.get(kernel.code);
    if (known) return known;
    const pipeline = this.device.createComputePipeline(this.descriptor(kernel));
    this.ready.set(kernel.code, pipeline);
    return pipeline;
  }

  /**
   * Compiles what is missing in the background.
   * @throws ProblemError naming the kernel that this device cannot compile.
   */
  async compile(
    kernels: readonly Kernel[],
    onProgress: (done: number, total: number) => void,
  ): Promise<void> {
    const missing = new Map(kernels.filter((k) => !this.ready.has(k.code)).map((k) => [k.code, k]));
    let done = 0;
    onProgress(0, missing.size);
    await Promise.all(
      [...missing.values()].map(async (kernel) => {
        try {
          this.ready.set(kernel.code, await this.device.createComputePipelineAsync(this.descriptor(kernel)));
        } catch (error) {
          throw new ProblemError({ kind: 'kernel-not-compiled', kernel: kernel.name }, { cause: error });
        }
        onProgress(++done, missing.size);
      }),
    );
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
    const typeOf = (access: Access): GPUBufferBindingType =>
      access === 'read' ? 'read-only-storage' : 'storage';
    const types = kernel.bindings.map((b) => typeOf(b.access));
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
