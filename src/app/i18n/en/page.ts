/** English: the frame of the page, its header and its notices. */
export const page = {
  title: 'ResNet Playground',
  lead: 'A residual network learns CIFAR-10 on your own device.',
  dismiss: 'Dismiss',

  backend: { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' },
  detecting: 'Looking for a GPU',
  softwareDevice: 'software',

  addressProblem: (sentence: string) =>
    `The address holds a bad setting, so the defaults are used. ${sentence}`,
  addressTitle: 'Settings from the address',
  failedTitle: 'The run ended early',
  workerTitle: 'The trainer is not running',

  credit: 'Pictures: CIFAR-10, Alex Krizhevsky, Vinod Nair and Geoffrey Hinton.',
};
