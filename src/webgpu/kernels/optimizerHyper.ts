/** The numbers of a step that optimizers read: one small buffer, written anew before every step. */

/** Order of the float32 values in the buffer. */
export const hyperFields = [
  'learningRate',
  'weightDecay',
  /** SGD's momentum, AdamW's first beta. */
  'momentum',
  /** 1 for Nesterov's look ahead, else 0. */
  'nesterov',
  /** 1 where weight decay is on every parameter, 0 where on convolutions and the classifier's weights only. */
  'decayAll',
  /** 1 − beta1^t and sqrt(1 − beta2^t), AdamW's corrections of step t. */
  'correction1',
  'correction2',
  'unused',
] as const;

/** WGSL that declares a constant for each value, read from the binding `hyper: array<f32>`. */
export const hyperDeclarations = hyperFields
  .filter((name) => name !== 'unused')
  .map((name) => `let ${name} = hyper[${hyperFields.indexOf(name)}];`)
  .join('\n  ');
