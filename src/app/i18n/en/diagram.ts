/** English: the picture of the network, what is told of its blocks, and what is inside them. */
import { figures } from './figures.ts';

/** Very small numbers by their power of ten. */
const vital = (value: number): string =>
  value > 0 && value < 1e-3 ? value.toExponential(1) : figures.measured(value);

export const diagram = {
  title: 'Diagram',
  summary: (parts: readonly string[]) =>
    `The network in the order pictures pass through it: ${parts.join('; ')}. Arrow keys move between blocks, Enter opens one.`,
  input: 'input',
  classifier: 'classifier',
  pool: 'pool',
  legend: 'Height: pixels. Thickness: square root of channels.',
  identity: 'identity shortcut',
  projection: 'projection (1×1 convolution)',
  pad: 'padded shortcut, no parameters',
  noShortcut: 'No shortcuts: a plain network.',

  order: 'Order of axes',
  orders: { nhwc: 'NHWC', nchw: 'NCHW' },
  inputSize: 'Input size',
  detail: 'Detail',
  details: { blocks: 'Blocks', layers: 'Layers' },
  exportAs: (format: string) => `Save as ${format}`,
  network: {
    none: 'no shortcuts',
    identity: 'padded shortcuts where the shape changes',
    projection: 'projection shortcuts where the shape changes',
  },
  caption: (name: string, shortcuts: string, parameters: string, macs: string) =>
    `${name}, ${shortcuts}: ${parameters} parameters, ${macs} MACs`,
  heatCaption: (what: string, step: number) => `${what} after step ${figures.count(step)}`,
  exportFailed: 'The browser could not draw the picture: save it as SVG instead.',

  foldStage: (stage: string, blocks: number) => `${stage}, ${figures.count(blocks)} blocks: fold equal ones`,
  count: (n: number) => `×${n}`,
  cardOff: (card: string) => `${card}, switched off`,
  openFold: (id: string, n: number, shape: string) =>
    `${id}, ${figures.count(n)} equal blocks, ${shape}: open`,
  card: (id: string, shape: string, shortcut: string) => [id, shape, shortcut].filter(Boolean).join(', '),
  shortcutKind: {
    none: 'no shortcut',
    identity: 'identity shortcut',
    pad: 'padded shortcut',
    projection: 'projection shortcut',
  },

  output: 'Output',
  kernels: 'Kernel, /stride',
  window: (kernel: number, stride: number) => `${kernel}×${kernel}${stride > 1 ? ` /${stride}` : ''}`,
  blocks: 'Blocks',
  together: (n: number) => `${figures.count(n)}, counted together`,
  parameters: 'Parameters',
  macs: 'MACs',
  receptiveField: 'Receptive field',
  field: (first: number, last: number) =>
    first === last ? `${first}×${first} px` : `${first}×${first} to ${last}×${last} px`,
  shortcut: 'Shortcut',
  vitalRange: (low: number, high: number) =>
    vital(low) === vital(high) ? vital(low) : `${vital(low)} to ${vital(high)}`,
  notYet: 'during a run',

  heat: 'Colours',
  heats: { gradient: 'Gradient norm', activation: 'Activation scale' },
  heatChoices: {
    none: 'Structure',
    gradient: 'Gradient',
    activation: 'Activation',
    maps: 'Maps',
    price: 'Price',
  },
  heatScale: (what: string, low: string, high: string) =>
    `${what} as a colour, from dark (${low}) to light (${high}), logarithmic`,
  heatAtStep: (step: number) => `after step ${figures.count(step)}`,
  heatWaiting: 'Colours appear once it trains.',
  heatOtherSize: (measured: number, shown: number) =>
    `Measured at ${measured}×${measured}: no colours at ${shown}×${shown}.`,

  running: (name: string) => `running: ${name}`,
  nextRun: (name: string) => `next run: ${name}, outlined`,
  fromTo: (from: number, to: number) => `${from}\u200a→\u200a${to}`,
  view: 'How the network is drawn',
  meaning: 'What the lines mean',

  besidePlain: 'Beside plain',
  besideResidual: 'Beside residual',
  besideHelp: 'The gradient of this network beside that of its twin, which differs in the shortcuts alone.',
  twinDoing: 'being measured…',
  twinLater: 'can be measured after the run',

  samples: 'Test pictures',
  sampleOf: (what: string) => `test picture: ${what}`,
  testPicture: (index: number) => `test picture ${figures.count(index)}`,
  otherNext: (what: string) => `${what}. Click for a test picture.`,
  sampleNext: (what: string) => `Test picture: ${what}. Click for the next one.`,
  sampleRight: (what: string) => `${what}, recognised`,
  sampleWrong: (what: string, answer: string) => `${what}, taken for: ${answer}`,
  samplesRight: (right: number, total: number) => `${right} of ${total} right`,
  shippedSays: (name: string, share: string) =>
    `A trained ${name} answers here, ${share} right, until yours takes its first step.`,
  shippedHow: 'How it was trained',
  shippedLoad: (size: string) => `Load a trained network to ask (${size})`,
  shippedShort: (name: string) => `a trained ${name}`,
  own: 'Your picture: choose, paste or take one',
  ownAgain: 'Your picture',
  ownIn: (side: number) => `Your picture is in: the network sees ${side}×${side} pixels of it.`,
  ownShort: 'yours',
  ownSeen: (side: number) => `yours, ${side}×${side}`,
  ownTold: (side: number) => `Your picture, as the network sees it: ${side}×${side} pixels`,
  answers: 'What the network says',
  rightAnswer: 'right answer',
  otherClasses: (n: number) => `all ${figures.count(n)} others`,
  percent: (share: number) => `${Math.round(100 * share)}\u00a0%`,
  className: (name: string) => name,

  chooseBlock: 'Choose a block of the network: its layers, its numbers and its code in PyTorch appear here.',
  blockGone: (network: string, id: string) => `${network} has no ${id}. Choose another block of the network.`,

  inside: 'What is shown of the block',
  insides: { layers: 'Layers', maps: 'Feature maps' },
  code: (id: string) => `${id} in PyTorch`,
  copyCode: 'Copy code',
  copied: 'Copied.',
  copyFailed: 'The browser refused to copy: select the code and copy it yourself.',
  convolution: (kernel: number, channels: number, stride: number) =>
    `${kernel}×${kernel} conv, ${channels}${stride > 1 ? `, /${stride}` : ''}`,
  shortConvolution: (kernel: number, channels: number, stride: number) =>
    `${kernel}×${kernel}, ${channels}${stride > 1 ? `, /${stride}` : ''}`,
  poolingWindow: (kernel: number, stride: number) => `${kernel}×${kernel} max pool, /${stride}`,
  averagePool: 'global average pool',
  linear: (inputs: number, outputs: number) => `linear, ${inputs} → ${outputs}`,
  batchNorm: 'batch norm',
  relu: 'ReLU',
  add: '+',
  identityShort: 'identity',
  padShort: (stride: number, channels: number) =>
    stride > 1 ? `/${stride}, pad ${channels}` : `pad ${channels}`,
  flow: (steps: readonly string[], shortcut: string) =>
    `${steps.join(', then ')}${shortcut ? `; beside it: ${shortcut}` : ''}`,
};
