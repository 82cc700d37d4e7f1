/**
 * Chooses the device that executes the tensors; nothing else decides that. WebGPU if an adapter gives a device, else
 * WebGL, else the CPU, each with the reason. Runs in a worker, in a page and in Node (see
 * src/cli/nodeWebGpu.ts).
 */
import { messageOf } from '../base/errors.ts';
import * as tf from '../nn/tf.ts';
import type { AdapterFault, WebGlRefusal, WebGpuRefusal } from '../problems/device.ts';
import { ProblemError } from '../problems/index.ts';
import type { DeviceInfo } from '../training/events.ts';
import { adapterInfoOf } from '../webgpu/adapterInfo.ts';
import { type OpenWebGpuBackend, openTrainingBackend } from '../webgpu/device.ts';

export interface OpenedDevice {
  readonly info: DeviceInfo;
  /** Rejects with a ProblemError once the device has refused work or is gone, and never resolves; only GPUs tell. */
  readonly failure?: Promise<never>;
  /** Frees everything the device holds. tfjs is not usable until a device is opened again. */
  close(): void;
}

export interface DeviceOptions {
  /** Makes the WebGPU backend. Default: ours, on which both engines run. */
  readonly openWebGpu?: OpenWebGpuBackend;
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

const properNames: Record<string, string> = {
  amd: 'AMD',
  apple: 'Apple',
  arm: 'Arm',
  geforce: 'GeForce',
  google: 'Google',
  intel: 'Intel',
  nvidia: 'NVIDIA',
  qualcomm: 'Qualcomm',
  swiftshader: 'SwiftShader',
};

/** The model that Dawn writes as `nvidia-geforce-rtx-4090`, as its maker writes it, about. */
const modelOf = (device: string): string =>
  device
    .split('-')
    .filter((word) => word !== '')
    .map((word) => {
      const short = /\d|^[a-z]{2}$|^[a-z]tx$|^xtx$|^uhd$/.test(word);
      return properNames[word] ?? (short ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1));
    })
    .join(' ');

/** Of no more than the driver, which is not what people call their card. */
const softwareDriver = /^(llvmpipe|lavapipe): /;

/**
 * The name of an adapter as far as the browser reports it. Most browsers hide the model and give vendor and
 * architecture only; where Dawn tells all, the description is the driver's, and the device is the model.
 */
export function adapterName(info: Partial<GPUAdapterInfo>): string {
  const { vendor = '', architecture = '', device = '', description = '' } = info;
  if (softwareDriver.test(description)) return description.replace(softwareDriver, '$1, ');
  // A number in place of a model: `0x2330`.
  const known = /^[a-z]/i.test(device);
  if (known) return modelOf(device.toLowerCase().startsWith(vendor) ? device : `${vendor}-${device}`);
  if (description) return description;
  const named = (word: string): string => properNames[word] ?? word;
  return [named(vendor), named(architecture), device].filter((word) => word !== '').join(' ');
}

export const isSoftwareAdapter = (info: Partial<GPUAdapterInfo>): boolean =>
  info.isFallbackAdapter === true ||
  softwareNames.test([info.vendor, info.architecture, info.device, info.description].join(' '));

/** Drivers tell whole pages. */
const firstLineOf = (error: unknown): string => messageOf(error).split('\n')[0] ?? '';

/** Runs one kernel through to its result: a driver that cannot compile or compute shows it here. */
async function computes(): Promise<boolean> {
  const sum = tf.tidy(() => tf.add(tf.ones([2048]), tf.ones([2048])));
  try {
    return (await sum.data()).every((value) => value === 2);
  } finally {
    sum.dispose();
  }
}

/** Puts a backend in place under a name, whatever was there. */
async function use(name: DeviceInfo['backend'], backend?: tf.KernelBackend): Promise<boolean> {
  if (backend) {
    if (tf.findBackendFactory(name)) tf.removeBackend(name);
    tf.registerBackend(name, () => backend);
  }
  return (await tf.setBackend(name)) && (await computes());
}

async function tryWebGpu(open: OpenWebGpuBackend): Promise<OpenedDevice | WebGpuRefusal> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) {
    return { kind: globalThis.isSecureContext === false ? 'insecure-page' : 'no-webgpu' };
  }
  let device: GPUDevice | undefined;
  const refuse = (why: AdapterFault): WebGpuRefusal => {
    if (tf.findBackend('webgpu')) tf.removeBackend('webgpu');
    device?.destroy();
    return { kind: 'adapter-failed', why };
  };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { kind: 'no-adapter' };
    const opened = await open(adapter);
    device = opened.device;
    // tfjs computes small tensors that were never uploaded in JavaScript, rounding them in another way: weights that
    // were just loaded would then measure differently from the same weights trained here.
    tf.env().set('WEBGPU_CPU_FORWARD', false);
    if (!(await use('webgpu', opened.backend))) return refuse({ kind: 'wrong-results' });
    const adapterInfo = await adapterInfoOf(adapter);
    const { limits } = opened.device;
    const name = adapterName(adapterInfo);
    const software = isSoftwareAdapter(adapterInfo);
    return {
      info: {
        backend: 'webgpu',
        name,
        software,
        reason: { kind: 'on-webgpu', name, software },
        maxBindingBytes: Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize),
      },
      failure: opened.faults.failure,
      close: () => {
        opened.faults.close();
        // One that was opened after it stays.
        if (tf.findBackend('webgpu') === opened.backend) tf.removeBackend('webgpu');
        opened.device.destroy();
      },
    };
  } catch (error) {
    return refuse({ kind: 'text', text: firstLineOf(error) });
  }
}

/** The renderer's name where the browser reports it. */
function webGlName(gl: WebGLRenderingContext): string {
  const detail = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(detail ? detail.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** A context that is lost throws nothing: it computes nothing any more, and what is read of it is made up. */
function webGlFailure(gl: WebGLRenderingContext): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    const tell = () => reject(new ProblemError({ kind: 'gpu-lost', why: '' }));
    gl.canvas.addEventListener('webglcontextlost', tell, { once: true });
  });
  // Most of those who could wait for it do not.
  failure.catch(() => {});
  return failure;
}

/** @returns nothing outside a browser, where there is no WebGL to ask for. */
async function tryWebGl(webGpu: WebGpuRefusal): Promise<OpenedDevice | WebGlRefusal | undefined> {
  if (!tf.device_util.isBrowser()) return undefined;
  try {
    const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
    // Half-float textures, where there are no float ones, lose the small gradients: the CPU is right instead.
    if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return { kind: 'no-float-textures' };
    // One of our own making: what the module registers itself is gone for good once it was closed.
    const backend = new MathBackendWebGL();
    if (!(await use('webgl', backend))) return { kind: 'webgl-wrong-results' };
    const { gl } = backend.gpgpu;
    const name = webGlName(gl);
    return {
      failure: webGlFailure(gl),
      info: {
        backend: 'webgl',
        name,
        software: softwareNames.test(name),
        reason: { kind: 'on-webgl', webGpu },
      },
      close: () => tf.removeBackend('webgl'),
    };
  } catch {
    return { kind: 'no-webgl' };
  }
}

async function useCpu(webGpu: WebGpuRefusal, webGl: WebGlRefusal | undefined): Promise<OpenedDevice> {
  const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu');
  await use('cpu', new MathBackendCPU());
  return {
    info: {
      backend: 'cpu',
      name: 'JavaScript',
      software: true,
      reason: { kind: 'on-cpu', webGpu, webGl },
    },
    close: () => tf.removeBackend('cpu'),
  };
}

/** Decides and opens. Never rejects for want of a GPU: the CPU always serves. */
export async function openDevice(options: DeviceOptions = {}): Promise<OpenedDevice> {
  // Spares a check of every result for NaN-producing debug modes and tfjs's advice on the console.
  tf.enableProdMode();
  const webGpu = await tryWebGpu(options.openWebGpu ?? openTrainingBackend);
  if ('info' in webGpu) return webGpu;
  const webGl = await tryWebGl(webGpu);
  if (webGl && 'info' in webGl) return webGl;
  return useCpu(webGpu, webGl);
}
