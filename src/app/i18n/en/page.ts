/** English: the frame of the page, its header and its notices. */
const and = new Intl.ListFormat('en-GB', { type: 'conjunction' });

export const page = {
  title: 'ResNet Playground',
  dismiss: 'Dismiss',

  backend: { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' },
  detecting: 'Looking for a GPU',
  softwareDevice: 'software',

  addressProblem: (sentence: string) =>
    `A setting in the address is not valid, so the defaults are used. ${sentence}`,
  addressTitle: 'Settings from the address',
  failedTitle: 'The run ended early',
  workerTitle: 'The trainer is not running',

  credit: (dataset: string, authors: readonly string[]) => `Pictures: ${dataset}, ${and.format(authors)}.`,
  licences: 'Licences',
};
