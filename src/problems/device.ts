/** Which device trains and why, what it has no room for and what it cannot do; with the English words. */
import { type Sentences, say, type Text, textClause, textSentence } from './sentences.ts';

/** Why WebGPU does not serve. */
export type WebGpuRefusal =
  | { readonly kind: 'insecure-page' }
  | { readonly kind: 'no-webgpu' }
  | { readonly kind: 'no-adapter' }
  | { readonly kind: 'adapter-failed'; readonly why: AdapterFault };

/** What the browser or the driver says of itself, or what we found. */
export type AdapterFault = Text | { readonly kind: 'wrong-results' };

/** Why WebGL does not serve either. */
export type WebGlRefusal =
  | { readonly kind: 'no-webgl' }
  | { readonly kind: 'no-float-textures' }
  | { readonly kind: 'webgl-wrong-results' };

/** What trains, and why nothing better does. */
export type DeviceReason =
  /** `name` is empty where the browser hides it. */
  | { readonly kind: 'on-webgpu'; readonly name: string; readonly software: boolean }
  | { readonly kind: 'on-webgl'; readonly webGpu: WebGpuRefusal }
  /** Outside a browser nobody asks for WebGL. */
  | { readonly kind: 'on-cpu'; readonly webGpu: WebGpuRefusal; readonly webGl?: WebGlRefusal }
  | Text;

/**
 * What WebGPU limits: workgroups along one dimension of a dispatch, buffers that a kernel is given, bytes of one of them,
 * threads of a workgroup and bytes that they share.
 */
export type LimitedThing = 'workgroups' | 'bindings' | 'bytes' | 'threads' | 'workgroup-bytes';

/** What a device has no room for or cannot do. Megabytes are of 2^20 bytes. */
export type DeviceProblem =
  | {
      readonly kind: 'batch-too-large';
      readonly batch: number;
      readonly limitMB: number;
      /** The largest batch that fits. */
      readonly most: number;
    }
  | { readonly kind: 'picture-too-large'; readonly limitMB: number }
  | { readonly kind: 'layer-too-large'; readonly limitMB: number }
  /** All weights together. */
  | { readonly kind: 'network-too-large'; readonly limitMB: number }
  /** `smaller` is the batch size to try. */
  | { readonly kind: 'out-of-memory'; readonly batch: number; readonly smaller: number }
  /** A kernel needs more of something than the device allows. */
  | {
      readonly kind: 'beyond-limits';
      readonly kernel: string;
      readonly what: LimitedThing;
      readonly needed: number;
      readonly limit: number;
    }
  /** The driver's or the browser's own words. Of a lost device they say nothing to a person, and are shown to none. */
  | { readonly kind: 'gpu-refused'; readonly why: string }
  | { readonly kind: 'gpu-lost'; readonly why: string }
  | { readonly kind: 'gpu-memory' }
  | { readonly kind: 'kernel-not-compiled'; readonly kernel: string }
  | { readonly kind: 'no-convolution' }
  | { readonly kind: 'no-workgroup-memory' }
  | { readonly kind: 'no-timestamps' }
  | { readonly kind: 'cannot-measure' };

const adapterFaults: Sentences<AdapterFault> = {
  'wrong-results': () => 'it computes wrong results',
  text: textClause,
};

const limitedThings: Readonly<Record<LimitedThing, string>> = {
  workgroups: 'workgroups in one dimension',
  bindings: 'buffers',
  bytes: 'bytes in one buffer',
  threads: 'threads in a workgroup',
  'workgroup-bytes': 'bytes of workgroup memory',
};

const webGpuRefusals: Sentences<WebGpuRefusal> = {
  'insecure-page': () => 'This page did not come over https or from this machine and may not use WebGPU',
  'no-webgpu': () => 'This browser has no WebGPU',
  'no-adapter': () => 'This browser has WebGPU, but no graphics adapter it can use',
  'adapter-failed': ({ why }) =>
    `This browser has WebGPU, but the graphics adapter failed (${say(adapterFaults, why)})`,
};

const webGlRefusals: Sentences<WebGlRefusal> = {
  'no-webgl': () => 'is missing too',
  'no-float-textures': () => 'has no float textures here',
  'webgl-wrong-results': () => 'computes wrong results',
};

/** What would help, as the end of the sentence. */
const remedies: Readonly<Record<WebGpuRefusal['kind'], string>> = {
  'insecure-page': '; opened by https:// or from http://localhost it trains through WebGPU',
  'no-webgpu': '; Chrome and Edge have it from version 113, Safari from 26 and Firefox from 141 on Windows',
  'no-adapter': '',
  'adapter-failed': '',
};

export const deviceReasons: Sentences<DeviceReason> = {
  'on-webgpu': ({ name, software }) =>
    `Training runs through WebGPU${name === '' ? '' : ` on ${name}`}${software ? ', a software adapter: correct, but slow' : ''}.`,
  'on-webgl': ({ webGpu }) =>
    `${say(webGpuRefusals, webGpu)}, so training runs through WebGL, which is slower${remedies[webGpu.kind]}.`,
  'on-cpu': ({ webGpu, webGl }) =>
    `${say(webGpuRefusals, webGpu)}${webGl ? `, and WebGL ${say(webGlRefusals, webGl)}` : ''}, so training runs in plain JavaScript on the CPU, which is very slow${remedies[webGpu.kind]}.`,
  text: textSentence,
};

export const deviceSentences: Sentences<DeviceProblem> = {
  'batch-too-large': ({ batch, limitMB, most }) =>
    `A batch of ${batch} needs a tensor larger than the ${limitMB} MB this GPU allows: choose a batch size of at most ${most}.`,
  'picture-too-large': ({ limitMB }) =>
    `One picture alone needs a tensor larger than the ${limitMB} MB this GPU allows: choose a narrower network.`,
  'layer-too-large': ({ limitMB }) =>
    `A layer has more than the ${limitMB} MB of weights this GPU allows: choose a narrower network.`,
  'network-too-large': ({ limitMB }) =>
    `All the weights of this network together need a buffer larger than the ${limitMB} MB this GPU allows: choose a narrower network or fewer blocks.`,
  'out-of-memory': ({ batch, smaller }) =>
    `The GPU has too little memory for this network at batch size ${batch}: choose ${smaller} or a smaller network.`,
  'beyond-limits': ({ kernel, what, needed, limit }) =>
    `The kernel ${kernel} needs ${needed} ${limitedThings[what]}, but this device allows ${limit}: choose a smaller batch size or a narrower network.`,
  'gpu-refused': ({ why }) =>
    `The GPU refused a piece of work (${textClause({ kind: 'text', text: why })}), so nothing that it computes after that can be trusted: try again with a smaller batch size or a smaller network.`,
  'gpu-lost': () =>
    'The GPU is gone, because its driver broke down or was started again: start again; a run that was saved can be resumed.',
  'gpu-memory': () =>
    'The GPU ran out of memory in the middle of its work: choose a smaller batch size or a smaller network, or close other programs that use the GPU.',
  'kernel-not-compiled': ({ kernel }) => `This device could not compile the kernel ${kernel}.`,
  'no-convolution': () => 'This device cannot run any of our convolution kernels.',
  'no-workgroup-memory': () => 'This device has too little workgroup memory for convolutions.',
  'no-timestamps': () => 'This device has no timestamp queries, so single kernels cannot be timed.',
  'cannot-measure': () =>
    'The speed of a GPU is measured through WebGPU, which cannot be used here: try Chrome or Edge on a machine with a graphics card.',
};
