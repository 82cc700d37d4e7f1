/** English: the run, its buttons and how far it is. */
export const run = {
  controls: 'Run controls',

  progress: 'Progress',
  progressOf: 'Progress of the run',
  idle: 'Not trained yet',
  phase: {
    preparing: 'Preparing',
    training: 'Training',
    evaluating: 'Evaluating on the test pictures',
    paused: 'Paused',
  },
  asked: {
    pause: 'Pausing after this step',
    resume: 'Resuming',
    step: 'Taking one step',
    stop: 'Stopping after this step',
  },
  outcome: { finished: 'Finished', stopped: 'Stopped', failed: 'Failed' },
  task: {
    shards: 'Loading pictures',
    compile: 'Compiling kernels',
    tune: 'Tuning kernels',
    evaluate: 'Evaluating on the test pictures',
  },
  /** What is being done and how far it is. */
  taskAt: (task: string, progress: string) => `${task}: ${progress}`,
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
