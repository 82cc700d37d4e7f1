/** English: the run, its buttons and how far it is. */
export const run = {
  controls: 'Run controls',

  progressOf: 'Progress of the run',
  phase: {
    preparing: 'Preparing',
    waiting: 'Waiting for pictures',
    training: 'Training',
    evaluating: 'Evaluating on the test pictures',
    paused: 'Paused',
    recovering: 'Starting anew',
  },
  offline: 'Waiting for the connection',
  asked: {
    pause: 'Pausing after this step',
    resume: 'Resuming',
    step: 'Taking one step',
    stop: 'Stopping after this step',
  },
  diverged: 'Diverged',
  outcome: { finished: 'Finished', stopped: 'Stopped', failed: 'Failed' },
  task: {
    shards: 'Loading pictures',
    compile: 'Compiling kernels',
    tune: 'Tuning kernels',
    evaluate: 'Evaluating on the test pictures',
    depth: 'Making the network of another depth',
  },
  /** What is being done and how far it is. */
  taskAt: (task: string, progress: string) => `${task}: ${progress}`,
  /** Of a run that is over: how long it took, and on what. */
  effort: (duration: string, device: string) => `${duration} on ${device}`,
  /** Of a run whose twin was trained too. */
  showTwins: 'What the twins show',
  resultOf: (network: string) => `Result of ${network}`,
  testAccuracyOf: (network: string) => `test accuracy of ${network}`,
  savePicture: 'Save as a picture',
  save: 'Save',
  link: 'Link',
  linkToRun: 'Copy a link to it',
  loads: (size: string) => `The first run loads ${size} of pictures, once.`,
  perSecond: (pictures: string) => `${pictures} pictures/s`,
  left: (time: string) => `${time} left`,
  stat: {
    network: 'Network',
    epoch: 'Epoch',
    step: 'Step',
    speed: 'Pictures/s',
    learningRate: 'Learning rate',
    timeLeft: 'Time left',
    shards: 'Shards loaded',
    memory: 'GPU memory',
  },
};
