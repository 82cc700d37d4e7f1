/** Chinese: which device trains and why, and what it cannot do. */
import type {
  AdapterFault,
  DeviceProblem,
  DeviceReason,
  LimitedThing,
  WebGlRefusal,
  WebGpuRefusal,
} from '../../../../problems/device.ts';
import { type Sentences, say, textClause, textSentence } from '../../../../problems/sentences.ts';

const adapterFaults: Sentences<AdapterFault> = { 'wrong-results': () => '计算结果不对', text: textClause };

const limitedThings: Readonly<Record<LimitedThing, string>> = {
  workgroups: '一个维度上的工作组',
  bindings: '缓冲区',
  bytes: '单个缓冲区的字节',
  threads: '一个工作组的线程',
  'workgroup-bytes': '工作组内存的字节',
};

const webGpuRefusals: Sentences<WebGpuRefusal> = {
  'insecure-page': () => '本页不是通过 https 或从本机打开的，不能使用 WebGPU',
  'no-webgpu': () => '这个浏览器没有 WebGPU',
  'no-adapter': () => '这个浏览器有 WebGPU，但没有可用的显卡',
  'adapter-failed': ({ why }) => `这个浏览器有 WebGPU，但显卡出错（${say(adapterFaults, why)}）`,
};

const webGlRefusals: Sentences<WebGlRefusal> = {
  'no-webgl': () => 'WebGL 也没有',
  'no-float-textures': () => 'WebGL 在这里没有浮点纹理',
  'webgl-wrong-results': () => 'WebGL 的计算结果不对',
};

/** What would help, as the end of the sentence. */
const remedies: Readonly<Record<WebGpuRefusal['kind'], string>> = {
  'insecure-page': '；通过 https:// 或 http://localhost 打开时，训练使用 WebGPU',
  'no-webgpu': '；Chrome 和 Edge 从 113 版、Safari 从 26 版、Windows 上的 Firefox 从 141 版起支持',
  'no-adapter': '',
  'adapter-failed': '',
};

export const deviceReasons: Sentences<DeviceReason> = {
  'on-webgpu': ({ name, software }) =>
    `训练通过 ${name === '' ? '' : `${name} 上的 `}WebGPU 进行${software ? '；这是软件适配器，结果正确，但速度较慢' : ''}。`,
  'on-webgl': ({ webGpu }) =>
    `${say(webGpuRefusals, webGpu)}，所以改用较慢的 WebGL 训练${remedies[webGpu.kind]}。`,
  'on-cpu': ({ webGpu, webGl }) =>
    `${say(webGpuRefusals, webGpu)}${webGl ? `，${say(webGlRefusals, webGl)}` : ''}，所以只能用 JavaScript 在 CPU 上训练，非常慢${remedies[webGpu.kind]}。`,
  text: textSentence,
};

export const deviceSentences: Sentences<DeviceProblem> = {
  'batch-too-large': ({ batch, limitMB, most }) =>
    `批大小 ${batch} 需要的张量超过这块 GPU 允许的 ${limitMB} MB：请把批大小设为至多 ${most}。`,
  'picture-too-large': ({ limitMB }) =>
    `仅一张图片就需要超过这块 GPU 允许的 ${limitMB} MB 的张量：请选择更窄的网络。`,
  'layer-too-large': ({ limitMB }) => `有一层的权重超过这块 GPU 允许的 ${limitMB} MB：请选择更窄的网络。`,
  'network-too-large': ({ limitMB }) =>
    `这个网络的全部权重需要超过这块 GPU 允许的 ${limitMB} MB 的缓冲区：请选择更窄或块数更少的网络。`,
  'out-of-memory': ({ batch, smaller }) =>
    `GPU 内存不足以按批大小 ${batch} 训练这个网络：请改为 ${smaller}，或选择更小的网络。`,
  'beyond-limits': ({ kernel, what, needed, limit }) =>
    `内核 ${kernel} 需要的${limitedThings[what]}数为 ${needed}，超过这台设备允许的 ${limit}：请减小批大小，或选择更窄的网络。`,
  'gpu-refused': ({ why }) =>
    `GPU 拒绝了一项工作（${textClause({ kind: 'text', text: why })}），此后的计算结果都不可信：请减小批大小或换用更小的网络，然后重试。`,
  'gpu-lost': () => 'GPU 已断开，因为驱动程序崩溃或重新启动了：请重新开始；已保存的训练可以继续。',
  'gpu-memory': () => 'GPU 在工作途中内存不足：请减小批大小或换用更小的网络，或者关闭其他使用 GPU 的程序。',
  'kernel-not-compiled': ({ kernel }) => `这台设备无法编译内核 ${kernel}。`,
  'no-convolution': () => '这台设备无法运行我们的任何卷积内核。',
  'no-workgroup-memory': () => '这台设备的工作组内存太小，无法计算卷积。',
  'no-timestamps': () => '这台设备没有时间戳查询，无法给单个内核计时。',
  'cannot-measure': () =>
    '测量 GPU 的速度需要 WebGPU，但这里无法使用：请在有显卡的机器上用 Chrome 或 Edge 再试。',
};
