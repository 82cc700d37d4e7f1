/** English: the frame of the page, its header and its notices. */
import { plural } from './figures.ts';

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export const page = {
  title: 'ResNet Playground',
  dismiss: 'Dismiss',

  backend: { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' },
  detecting: 'Looking for a GPU',
  softwareDevice: 'software',

  /** @param more How many settings are not valid besides. */
  addressProblems: (sentences: readonly string[], more: number) => {
    const [what, stay] =
      sentences.length + more === 1
        ? ['A setting in the address is not valid', 'It has']
        : [`${sentences.length + more} settings in the address are not valid`, 'They have'];
    const others = more === 0 ? '' : ` The same goes for ${more} more.`;
    return `${what}. ${stay} the default; all else is as in the address. ${sentences.join(' ')}${others}`;
  },
  addressTitle: 'Settings from the address',
  failedTitle: 'The run ended early',
  askFirstTitle: 'The run would end with other numbers here',
  goOnHere: 'Go on here all the same',
  leaveStopped: 'Leave it stopped',
  depthTitle: 'The network keeps its depth',
  recoveredTitle: 'The run goes on by itself',
  /** `broke` is a sentence without its full stop. */
  recovered: (broke: string, at: number, step: number) =>
    step === 0
      ? `${broke} after ${plural(at, 'step', 'steps')}. There was no checkpoint yet, so training began anew.`
      : `${broke} after ${plural(at, 'step', 'steps')}. It was resumed from the last checkpoint, step ${step}; nothing else is lost.`,
  sharedTitle: 'Another tab is training too',
  shared: 'Both runs share the GPU, so each is slower. Nothing is lost.',
  workerTitle: 'The trainer is not running',

  credit: (dataset: string, authors: readonly string[]) =>
    `Pictures: ${[dataset, ...(authors.length > 0 ? [and.format(authors)] : [])].join(', ')}.`,
  licences: 'Licences',
  /** @param gpu Whether it trains on a GPU; true while that is not known yet. */
  line: (gpu: boolean) =>
    `Watch a residual network learn to see, on your own ${gpu ? 'GPU' : 'computer, without a GPU'}.`,
};
