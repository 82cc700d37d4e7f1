/** English: the first minute. Three hints stand at the things they speak of. */
export const hints = {
  /** Each points at one thing. */
  picture: 'A real picture goes in here. What the network takes it for comes out at the other end.',
  train: 'Press Train: guesses turn into answers while you watch.',
  residual: 'Then switch the shortcuts off and train again. Deep networks need them: see why.',
  /** On the button that hides all three for good. */
  hide: 'Hide hints',
  /** Goes on to the next of them. */
  next: 'Next',
  about: 'Hints',
};
